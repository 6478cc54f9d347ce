"""*Merge…* with a look at both cases before it happens, and *Take the merge back*."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import merging
from bot.domain.records.case import Case
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import FormKey, read_metadata
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import (
    MERGE_CONFIRMED,
    MERGE_FORM,
    Choice,
    merge_confirmation,
    merge_form,
)
from bot.slack.views.cases.headline import STATE_WORDS
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act, look
from handlers.slack.door.case_forms import case_named, open_case_form, shown_case, when_sent
from handlers.slack.door.presses import CasePress, Sent, sent_form, whole_number


def register(bolt: Bolt, app: App) -> None:
    """Two forms, one after the other."""

    @bolt.view(MERGE_FORM)
    def merge_asked(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key, into = read_metadata(sent.metadata), case_named(sent)

        def see(acting: Acting) -> Block:
            return _confirmation(acting, key=key, into=into)

        ack(
            response_action="update",
            view=look(app, verb=Verb.MERGE, person=sent.person, see=see),
        )

    when_sent(bolt, app, MERGE_CONFIRMED, verb=Verb.MERGE, do=_merge)


def open_merge(app: App, press: CasePress) -> None:
    """Ask into which case."""
    open_case_form(app, press, verb=Verb.MERGE, form=_form)


def do_unmerge(app: App, press: CasePress) -> None:
    """Take it back, at once."""

    def do(acting: Acting) -> None:
        merging.unmerge(acting.desk, case_id=press.about.case_id, by=acting.by)

    act(app, verb=Verb.MERGE, person=press.person, key=press.key, do=do)


def case_choices(acting: Acting, case: Case) -> list[Choice]:
    """The cases that come to mind first, each with whose it is."""
    return [_choice(acting, each) for each in merging.suggestions(acting.desk, case=case)]


def _merge(acting: Acting, key: FormKey, _sent: Sent) -> None:
    into = whole_number(key.text)
    merging.merge(acting.desk, case_id=key.case_id, into=into, by=acting.by)


def _form(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    return merge_form(shown, choices=case_choices(acting, case), key=key)


def _confirmation(acting: Acting, *, key: FormKey, into: int) -> Block:
    case, target = merging.both(acting.desk, case_id=key.case_id, into=into)
    merging.refuse(case, target)
    return merge_confirmation(
        shown_case(acting, case.number),
        shown_case(acting, target.number),
        same_author=case.author_id == target.author_id,
        key=replace(key, text=str(into)),
    )


def _choice(acting: Acting, case: Case) -> Choice:
    shown = shown_case(acting, case.number)
    said = "" if shown.post is None or shown.post.deleted_at else " ".join(shown.post.text.split())
    label = f"{case_reference(case.number)} · {say(STATE_WORDS[case.state])} · {shown.author}"
    return Choice(str(case.number), parts.clip(label, 75), parts.clip(said, 75))
