"""The platform's own deadline: for how many hours after a private word it takes our answer.

A channel states it as a capability. Any answer of ours that is published in private keeps it.
"""

from sqlmodel import Session

from bot.domain.case import Case, Surface
from bot.domain.house_rules import HouseRules
from bot.domain.message import Message
from bot.domain.sla.clock import StopReason
from bot.domain.sla.policy import Metric, Promise
from bot.domain.sla.targets import Target, Unit, WarningMark
from bot.storage import clocks as stored

_WINDOW = (Metric.PRIVATE_WINDOW,)


def on_customer_wrote(
    *,
    session: Session,
    rules: HouseRules,
    case: Case,
    message: Message,
    window_h: float | None,
) -> None:
    """Each private word opens a new window; one that ran out before it stays missed.

    The policy may promise something stricter under ``private_window``, or "none".
    """
    if window_h is None or message.surface != Surface.PRIVATE:
        return
    at = message.posted_at
    last = stored.latest(session=session, case_id=case.number, metric=Metric.PRIVATE_WINDOW)
    if last is not None and last.started_at >= at:
        return  # told late: a later word keeps the window open
    stored.stop_clocks(
        session=session,
        case_id=case.number,
        metrics=_WINDOW,
        at=at,
        reason=StopReason.SUPERSEDED,
        detail="the customer wrote again",
    )
    minutes = Target(amount=max(1, int(window_h * 60)), unit=Unit.MINUTE)
    stored.start_clocks(
        session=session,
        rules=rules,
        case=case,
        surface=message.surface,
        metrics=_WINDOW,
        started_at=at,
        cause_message_id=message.id,
        defaults={Metric.PRIVATE_WINDOW: Promise(target=minutes, warn=WarningMark(percent=80))},
    )
