"""The step between naming another case and pressing: what the form suggests, and both cases as they stand."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.domain.records.cases.case import Case
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import FormKey
from bot.slack.views import parts
from bot.slack.views.cases.case_forms import Choice
from bot.slack.views.cases.case_rows import latest_words
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS
from handlers.slack.door.acting import Acting, look
from handlers.slack.door.presses import Sent, sent_form, whole_number
from handlers.slack.door.verb_rows import case_named, shown_case

Confirm = Callable[[Acting, FormKey, int], Block]


def look_at_both(bolt: Bolt, app: App, *, form: str, verb: Verb, confirm: Confirm) -> None:
    """Answer a form that named another case with the one that shows both; the other's number is its text."""

    @bolt.view(form)
    def named(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        other = case_named(sent)
        key = replace(sent.key, text=str(other))
        view = look(
            app, verb=verb, person=sent.person, see=lambda acting: confirm(acting, key, other)
        )
        ack(response_action="update", view=view)


def other_of(sent: Sent) -> int:
    """The number of the other case in the form that showed both. Raises UnreadableValue."""
    return whole_number(sent.key.text)


def choice_of(acting: Acting, case: Case) -> Choice:
    """A case to choose: whose it is, how it stands, their latest words."""
    shown = shown_case(acting, case.number)
    label = f"{case_reference(case.number)} · {say(STATE_WORDS[case.state])} · {shown.author}"
    return Choice(str(case.number), parts.clip(label, 75), latest_words(shown, most=75))
