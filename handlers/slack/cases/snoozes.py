"""*Snooze…* and *Wake now*."""

from datetime import datetime

from bot.desk.cases import snoozes
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views.cases.case_forms import OTHER_TIME, SNOOZE_FORM, snooze_form
from bot.slack.views.parts import Block
from handlers.slack.door.moments import picked
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm


def _form(asked: Asked) -> Block:
    called = {
        "in_a_while": say("In 2 hours"),
        "tomorrow": say("Tomorrow, when we open"),
        "monday": say("Next Monday, when we open"),
    }
    found = snoozes.moments(asked.acting.desk, case=asked.case)
    presets = [(called[each.name], each.until) for each in found]
    return snooze_form(asked.shown, presets=presets, key=asked.key)


def _until(sent: Sent) -> datetime:
    """A time that was picked counts before a preset. Raises CannotSnooze, UnreadableValue."""
    at, preset = sent.text("at"), sent.text("preset")
    until = picked(at or ("" if preset == OTHER_TIME else preset))
    if until is None:
        raise snoozes.CannotSnooze(say("Choose until when."))
    return until


SNOOZE = CaseForm(
    Verb.SNOOZE,
    draw=_form,
    sends={
        SNOOZE_FORM: lambda acting, sent: snoozes.snooze(
            acting.desk,
            case_id=sent.case_id,
            until=_until(sent),
            reason=sent.text("reason"),
            by=acting.by,
        )
    },
)
WAKE = AtOnce(
    Verb.SNOOZE,
    CaseValue,
    lambda acting, about: snoozes.wake(acting.desk, case_id=about.case_id, by=acting.by),
)
