"""*Legal hold…*: keep a case whatever its time, and let it go again, for whoever may decide that."""

from bot.desk.erasure import holds
from bot.domain.records.staff import Actor
from bot.domain.rules.role_rules import Verb
from bot.slack.views.cases.hold_form import HOLD_FORM, LIFT_FORM, HoldShown, hold_form
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, CaseForm


def _draw(asked: Asked) -> Block:
    hold = holds.of_case(asked.acting.desk, case_id=asked.case.number)
    if hold is None:
        return hold_form(asked.shown, held=None, key=asked.key)
    by = Actor.parse(hold.set_by)
    operator = "" if by.slack_user_id else by.id
    held = HoldShown(hold.reason, hold.set_at, by.slack_user_id, hold.matter, operator)
    return hold_form(asked.shown, held=held, key=asked.key)


def _hold(acting: Acting, sent: Sent) -> None:
    with told_at("reason", holds.CannotHold):
        holds.hold_case(
            acting.desk,
            case_id=sent.case_id,
            reason=sent.text("reason"),
            matter=sent.text("matter"),
            by=acting.by,
        )


def _lift(acting: Acting, sent: Sent) -> None:
    holds.lift_case(acting.desk, case_id=sent.case_id, by=acting.by)


LEGAL_HOLD = CaseForm(Verb.LEGAL_HOLD, draw=_draw, sends={HOLD_FORM: _hold, LIFT_FORM: _lift})
