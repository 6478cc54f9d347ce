"""*Draft with …* in the answer form: a worker has the bank's provider write one, and draws the form anew with it.

It stands in the box under what was typed meanwhile, named as a machine's. Nothing is sent by it.
"""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.drafts import drafts
from bot.desk.listening import provider_calls
from bot.desk.listening.provider_calls import Wanted
from bot.domain.records.provider_call import Skill
from bot.domain.rules.role_rules import Verb
from bot.provider.asking import Ended
from bot.slack.api.mrkdwn import plain
from bot.slack.api.values import form_metadata, read_metadata
from bot.slack.views.machine_words import ASK_DRAFT, draft_missing, draft_wanted
from bot.slack.views.parts import Block
from handlers.slack.answers.reply_drafts import Typed, anew, redraw_form, save, typed_in
from handlers.slack.door.acting import Acting, Person, keep


def register(bolt: Bolt, app: App) -> None:
    """One button in the form."""

    @bolt.action(ASK_DRAFT)
    def ask(ack: Ack, body: dict[str, Any]) -> None:
        typed = typed_in(body)
        redraw_form(app, typed, lambda acting: _wanted(acting, typed))
        ack()


def _wanted(acting: Acting, typed: Typed) -> Block:
    """Raises NoSuchCase, NotForYou, NotOffered."""
    save(acting, typed)
    provider_calls.want(
        acting.desk,
        case_id=typed.key.case_id,
        skill=Skill.DRAFTS,
        surface=typed.surface,
        by=acting.by,
        view_id=typed.view_id,
        form=f"{typed.field} {form_metadata(typed.key)}",
    )
    told = draft_wanted(acting.desk.rules.provider.title)
    return anew(acting, typed, text=typed.text, notices=(told,))


def came(app: App, *, wanted: Wanted, ended: Ended, words: str, team_id: str) -> Block:
    """The form with the draft in the box, or with why there is none. Raises what keeps them from answering."""
    field, _, metadata = wanted.form.partition(" ")
    person = Person(wanted.asked_by, team_id)

    def do(acting: Acting) -> Block:
        mine = drafts.own(
            acting.desk,
            case_id=wanted.case_id,
            surface=wanted.surface,
            slack_user_id=acting.slack_user_id,
        )
        typed = Typed(
            person,
            wanted.view_id,
            read_metadata(metadata),
            text=mine.text if mine else "",
            purpose=mine.purpose if mine else "",
            surface=wanted.surface,
            field=field,
        )
        if not words:
            told = draft_missing(ended, acting.desk.rules.provider)
            return anew(acting, typed, text=typed.text, notices=(told,))
        text = drafts.joined(plain(typed.text), words)
        drafts.keep(
            acting.desk,
            case_id=wanted.case_id,
            surface=wanted.surface,
            slack_user_id=acting.slack_user_id,
            text=text,
            purpose=typed.purpose,
            suggested=words,
        )
        return anew(acting, typed, text=text, fill=f"d{wanted.call_id}")

    return keep(app, verb=Verb.REPLY, person=person, do=do)
