"""*Snooze…* and *Wake now*, both in the headline's menu."""

from datetime import UTC, datetime

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import snoozes
from bot.domain.records.case import Case
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import FormKey
from bot.slack.views.cases.case_forms import OTHER_TIME, SNOOZE_FORM, snooze_form
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting, act
from handlers.slack.door.case_forms import open_case_form, when_sent
from handlers.slack.door.presses import CasePress, Sent, whole_number


def register(bolt: Bolt, app: App) -> None:
    """One form."""
    when_sent(bolt, app, SNOOZE_FORM, verb=Verb.SNOOZE, do=_snooze)


def open_snooze(app: App, press: CasePress) -> None:
    """Ask until when."""
    open_case_form(app, press, verb=Verb.SNOOZE, form=_form)


def do_wake(app: App, press: CasePress) -> None:
    """Take it up again at once."""

    def do(acting: Acting) -> None:
        snoozes.wake(acting.desk, case_id=press.about.case_id, by=acting.by)

    act(app, verb=Verb.SNOOZE, person=press.person, key=press.key, do=do)


def _form(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    called = {
        "in_a_while": say("In 2 hours"),
        "tomorrow": say("Tomorrow, when we open"),
        "monday": say("Next Monday, when we open"),
    }
    found = snoozes.moments(acting.desk, case=case)
    return snooze_form(shown, presets=[(called[p.name], p.until) for p in found], key=key)


def _snooze(acting: Acting, key: FormKey, sent: Sent) -> None:
    snoozes.snooze(
        acting.desk,
        case_id=key.case_id,
        until=_until(sent),
        reason=sent.values.get("reason", ""),
        by=acting.by,
    )


def _until(sent: Sent) -> datetime:
    """A time that was picked counts before a preset. Raises CannotSnooze."""
    picked, preset = sent.values.get("at", ""), sent.values.get("preset", "")
    if not picked and preset in {"", OTHER_TIME}:
        raise snoozes.CannotSnooze(say("Choose until when."))
    return datetime.fromtimestamp(whole_number(picked or preset), tz=UTC)
