"""Reads what one message of alerts is about: its rows, and the cases as they stand when it is sent."""

from sqlmodel import Session, col, select

from bot.domain.sla.alert import Alert
from bot.domain.sla.clock import SlaClock
from bot.slack.api.names import Names
from bot.slack.shown.case import case_shown, clock_shown
from bot.slack.views.home.alerts import AlertShown


def alerts_shown(*, session: Session, bundle: str, names: Names) -> list[AlertShown]:
    """Every alert of the bundle, what still waits before what was settled since, oldest first."""
    rows = session.exec(select(Alert).where(Alert.bundle == bundle).order_by(col(Alert.id)))
    found: list[AlertShown] = []
    for row in rows:
        case = case_shown(session=session, case_id=row.case_id, names=names)
        stored = session.get(SlaClock, row.clock_id)
        clock = clock_shown(stored, session=session) if stored is not None else None
        if case is not None and clock is not None:
            found.append(AlertShown(case=case, clock=clock, step=row.step, in_thread=False))
    return sorted(found, key=lambda shown: not shown.clock.is_running)
