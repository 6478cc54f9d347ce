"""*Priority…*: a person decides which case comes first, with a reason."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import priorities
from bot.domain.case import Case
from bot.domain.role_rules import Verb
from bot.slack.values import FormKey, read_metadata
from bot.slack.views.case_forms import PRIORITY_FORM, priority_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.acting import Acting, act
from handlers.slack.case_forms import open_case_form
from handlers.slack.presses import Press, sent_form


def register(bolt: Bolt, app: App) -> None:
    """One form."""

    @bolt.view(PRIORITY_FORM)
    def priority_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = read_metadata(sent.metadata)

        def do(acting: Acting) -> None:
            priorities.set_priority(
                acting.desk,
                case_id=key.case_id,
                priority=sent.values.get("priority", ""),
                reason=sent.values.get("reason", ""),
                by=acting.by,
            )

        act(app, verb=Verb.PRIORITY, person=sent.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")


def open_priority(app: App, press: Press) -> None:
    """Ask which, and why."""
    open_case_form(app, press, verb=Verb.PRIORITY, form=_form)


def _form(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    return priority_form(shown, levels=acting.desk.rules.priority.levels, key=key)
