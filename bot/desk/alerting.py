"""Alerts that go to a person or a channel: each told once, several at a time as one message.

The row says that it is to be told; its bundle is a delivery drawn from the rows when it is sent. A row
joins a bundle only while that one is held unsent, so none can be drawn without it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.desk import postings
from bot.desk.desk import Desk
from bot.domain.sla.alert import Alert
from bot.domain.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState, Urgency
from bot.outbox.enqueue import enqueue
from bot.storage.engine import insert_or_nothing


@dataclass(frozen=True)
class ToTell:
    """One step of one clock for one person or channel."""

    slack_target: str
    fact: str
    case_id: int
    clock_id: int
    step: str
    held_until: datetime | None = None  # business time: the end of quiet hours

    @property
    def order(self) -> tuple[str, str]:
        """Targets are always taken in one order, so that two tickers never wait for each other."""
        return self.slack_target, self.held_until.isoformat() if self.held_until else ""


def tell(desk: Desk, *, alerts: Iterable[ToTell]) -> None:
    """Write each alert that was not written before, and the bundles that carry them."""
    for alert in sorted(alerts, key=lambda one: one.order):
        known = select(Alert.id).where(Alert.fact == alert.fact)
        if desk.session.exec(known).first() is None:
            _write(desk, alert, bundle=_bundle(desk, alert))


def _write(desk: Desk, alert: ToTell, *, bundle: str) -> None:
    row = Alert(
        fact=alert.fact,
        slack_target=alert.slack_target,
        case_id=alert.case_id,
        clock_id=alert.clock_id,
        step=alert.step,
        bundle=bundle,
        raised_at=desk.now,
        held_until=alert.held_until,
    )
    statement = insert_or_nothing(desk.session, Alert, "fact")
    desk.session.execute(statement.values(row.model_dump(exclude={"id"})))


def _bundle(desk: Desk, alert: ToTell) -> str:
    """The unsent bundle of this target, held until we commit; a new one when there is none."""
    while True:
        last_id, last = _last(desk, alert)
        if last is not None and last.state is DeliveryState.READY:
            return last.dedupe_key
        made = _enqueue(desk, alert, number=last_id, last=last)
        if made is not None:
            return made.dedupe_key
        # Another ticker made it a moment ago and has committed: look again.


def _last(desk: Desk, alert: ToTell) -> tuple[int, Delivery | None]:
    held = col(Alert.held_until)
    same_time = held.is_(None) if alert.held_until is None else held == alert.held_until
    query = (
        select(Alert.id, Alert.bundle)
        .where(Alert.slack_target == alert.slack_target, same_time)
        .order_by(col(Alert.id).desc())
        .limit(1)
    )
    found = desk.session.exec(query).first()
    if found is None:
        return 0, None
    row = select(Delivery).where(Delivery.dedupe_key == found[1]).with_for_update()
    bundle = desk.session.exec(row, execution_options={"populate_existing": True}).first()
    return found[0] or 0, bundle


def _enqueue(desk: Desk, alert: ToTell, *, number: int, last: Delivery | None) -> Delivery | None:
    held = int(alert.held_until.timestamp()) if alert.held_until else 0
    key = f"alerts:{alert.slack_target}:{held}"
    return enqueue(
        session=desk.session,
        lane=postings.post_lane(desk, alert.slack_target),
        ordering_key=key,  # what waits for the morning holds nothing else up
        priority=Urgency.BREACH,
        kind="slack.alert_bundle",
        payload={"slack_channel": alert.slack_target, "bundle": f"{key}:{number}"},
        dedupe_key=f"{key}:{number}",
        actor=Actor.system(),
        not_before=_not_before(desk, alert, last=last),
    )


def _not_before(desk: Desk, alert: ToTell, *, last: Delivery | None) -> datetime:
    """At once after a silence; soon after a message, together with what comes until then."""
    if alert.held_until is not None:
        return desk.database_now + max(alert.held_until - desk.now, timedelta())
    if last is None:
        return desk.database_now
    gap = timedelta(seconds=desk.rules.alerts.bundle_seconds)
    return max(desk.database_now, max(last.created_at, last.not_before) + gap)
