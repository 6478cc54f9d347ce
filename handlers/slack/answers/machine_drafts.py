"""*Draft with …* in the answer form: a worker has the bank's provider write one, and draws the form anew with it.

It stands above the box, named as a machine's, with a button that puts it under what is typed by then: Slack tells
of a character after it was typed, so whoever drew the box anew would lose some. Nothing is sent by it.
"""

import time
import uuid
from typing import Any

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import case_access
from bot.desk.drafts import drafts, locks
from bot.desk.listening import provider_calls
from bot.desk.listening.provider_calls import Wanted
from bot.domain.records.provider_call import Skill
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.provider.asking import Ended
from bot.slack.api.mrkdwn import plain
from bot.slack.views.machine_words import ASK_DRAFT, USE_DRAFT, draft_missing, draft_wanted
from bot.slack.views.parts import Block
from handlers.slack.answers import machine_forms
from handlers.slack.answers.form_buttons import listen_in_form
from handlers.slack.answers.reply_drafts import Typed, anew, save
from handlers.slack.answers.unsent import require_place
from handlers.slack.door.acting import Acting, Person, keep


def register(bolt: Bolt, app: App) -> None:
    """Two buttons in the form."""
    listen_in_form(bolt, app, {ASK_DRAFT: _wanted, USE_DRAFT: _used})


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
    )
    told = draft_wanted(acting.desk.rules.provider.title)
    return anew(acting, typed, text=typed.text, notices=(told,))


def _used(acting: Acting, typed: Typed) -> Block:
    """It stands under what was typed by now. Raises NoSuchCase, NotForYou."""
    require_place(acting, case_id=typed.key.case_id, surface=typed.surface)
    place: dict[str, Any] = {
        "case_id": typed.key.case_id,
        "surface": typed.surface,
        "slack_user_id": acting.slack_user_id,
    }
    words = drafts.offered(acting.desk, **place)
    if not words:
        gone = say("It is not there any more: it was sent, or thrown away.")
        return anew(acting, typed, text=typed.text, notices=(f"🟠 {gone}",))
    text = drafts.joined(plain(typed.text), words)
    drafts.keep(
        acting.desk,
        **place,
        text=text,
        purpose=typed.purpose,
        typed_ts=time.time(),
        suggested=words,
    )
    return anew(acting, typed, text=text, fill=uuid.uuid4().hex[:6])


def came(app: App, *, wanted: Wanted, ended: Ended, words: str, team_id: str) -> Block | None:
    """The form with the draft above the box, or with why there is none. Raises what keeps them from answering.

    None: the answer was sent, or the form closed or taken over, and nothing is kept; or the form is at another
    place by now, and the draft waits at its own.
    """
    person = Person(wanted.asked_by, team_id)

    def do(acting: Acting) -> Block | None:
        require_place(acting, case_id=wanted.case_id, surface=wanted.surface)
        case = case_access.lock_open_case(acting.desk, case_id=wanted.case_id)
        form = machine_forms.by_now(acting.desk, call_id=wanted.call_id)
        user = acting.slack_user_id
        if form is None or not locks.holds(acting.desk, case=case, slack_user_id=user):
            return None
        field, key = form
        if drafts.was_sent(acting.desk, request_key=key.request_key):
            return None
        place: dict[str, Any] = {
            "case_id": wanted.case_id,
            "surface": wanted.surface,
            "slack_user_id": user,
        }
        if words:
            drafts.offer(acting.desk, **place, words=words)
        if key.surface != wanted.surface:
            return None
        mine = drafts.own(acting.desk, **place)
        text, purpose = (mine.text, mine.purpose) if mine else ("", "")
        typed = Typed(person, wanted.view_id, key, text, purpose, wanted.surface, field)
        missing = () if words else (draft_missing(ended, acting.desk.rules.provider),)
        return anew(acting, typed, text=text, notices=missing)

    return keep(app, verb=Verb.REPLY, person=person, do=do)
