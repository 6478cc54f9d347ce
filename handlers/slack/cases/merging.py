"""*Merge…* with a look at both cases before it happens, and *Take the merge back*."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import merging, suggesting
from bot.domain.records.case import Case
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import CaseValue, FormKey
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import (
    MERGE_CONFIRMED,
    MERGE_FORM,
    Choice,
    merge_confirmation,
    merge_form,
)
from bot.slack.views.cases.case_rows import latest_words
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS
from handlers.slack.door.acting import Acting, look
from handlers.slack.door.presses import sent_form, whole_number
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm, case_named, shown_case


def register(bolt: Bolt, app: App) -> None:
    """The first of two forms, which is answered with the second."""

    @bolt.view(MERGE_FORM)
    def merge_asked(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key, into = sent.key, case_named(sent)
        view = look(
            app,
            verb=Verb.MERGE,
            person=sent.person,
            see=lambda acting: _confirmation(acting, key=key, into=into),
        )
        ack(response_action="update", view=view)


def case_choices(asked: Asked) -> list[Choice]:
    """The cases that come to mind first, each with whose it is."""
    found = suggesting.suggestions(asked.acting.desk, case=asked.case)
    return [choice_of(asked.acting, each) for each in found]


def _confirmation(acting: Acting, *, key: FormKey, into: int) -> Block:
    case, target = merging.both(acting.desk, case_id=key.case_id, into=into)
    merging.refuse(acting.desk, case=case, target=target)
    return merge_confirmation(
        shown_case(acting, case.number),
        shown_case(acting, target.number),
        same_author=case.author_id == target.author_id,
        key=replace(key, text=str(into)),
    )


def choice_of(acting: Acting, case: Case) -> Choice:
    """A case to choose: whose it is, how it stands, their latest words."""
    shown = shown_case(acting, case.number)
    label = f"{case_reference(case.number)} · {say(STATE_WORDS[case.state])} · {shown.author}"
    return Choice(str(case.number), parts.clip(label, 75), latest_words(shown, most=75))


MERGE = CaseForm(
    Verb.MERGE,
    draw=lambda asked: merge_form(asked.shown, choices=case_choices(asked), key=asked.key),
    sends={
        MERGE_CONFIRMED: lambda acting, sent: merging.merge(
            acting.desk, case_id=sent.case_id, into=whole_number(sent.key.text), by=acting.by
        )
    },
)
UNMERGE = AtOnce(
    Verb.MERGE,
    CaseValue,
    lambda acting, about: merging.unmerge(acting.desk, case_id=about.case_id, by=acting.by),
)
