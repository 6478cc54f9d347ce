"""*Priority…*: a person decides which case comes first, with a reason."""

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.triage import priorities
from bot.domain.records.case import Case
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import FormKey
from bot.slack.views.cases.case_forms import PRIORITY_FORM, priority_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.case_forms import open_case_form, when_sent
from handlers.slack.door.presses import CasePress, Sent


def register(bolt: Bolt, app: App) -> None:
    """One form."""
    when_sent(bolt, app, PRIORITY_FORM, verb=Verb.PRIORITY, do=_set)


def open_priority(app: App, press: CasePress) -> None:
    """Ask which, and why."""
    open_case_form(app, press, verb=Verb.PRIORITY, form=_form)


def _form(acting: Acting, _case: Case, shown: CaseShown, key: FormKey) -> Block:
    return priority_form(shown, levels=acting.desk.rules.priority.levels, key=key)


def _set(acting: Acting, key: FormKey, sent: Sent) -> None:
    priorities.set_priority(
        acting.desk,
        case_id=key.case_id,
        priority=sent.values.get("priority", ""),
        reason=sent.values.get("reason", ""),
        by=acting.by,
    )
