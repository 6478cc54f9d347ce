"""Alerts to a person or a channel: each is sent once, and those of one target are grouped into bundles.

A bundle is one delivery, rendered from its alert rows when it is sent. A row joins a bundle only while
that one is locked unsent, so none can be rendered without it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel import col, select, text

from bot.desk import approvers
from bot.desk.desk import Desk
from bot.desk.threads import postings
from bot.domain.records.staff import Actor
from bot.domain.sla import ladder
from bot.domain.sla.alert import Alert
from bot.outbox.delivery import IS_HEAD, Delivery, DeliveryState, Urgency
from bot.outbox.enqueue import enqueue
from bot.outbox.kinds import AlertBundlePayload, DeliveryKind
from bot.outbox.lanes import pool_of, topic_of
from bot.storage.engine import announce, insert_or_nothing, ours


@dataclass(frozen=True)
class NewAlert:
    """One step of one clock, or of none that a case comes first, for one person or channel; not written yet."""

    slack_target: str
    fact: str
    case_id: int
    clock_id: int | None
    step: str
    deferred_until: datetime | None = None  # business time: the end of quiet hours

    @property
    def order(self) -> tuple[str, str]:
        """Targets are always taken in one order, so that two tickers never wait for each other."""
        return self.slack_target, self.deferred_until.isoformat() if self.deferred_until else ""


def notify(desk: Desk, *, alerts: Iterable[NewAlert]) -> None:
    """Write each alert that was not written before; enqueue a bundle where none of its target waits.

    A step fires once, so an alert that is there already is one whose timer was set again after a pause.
    """
    ordered = sorted(alerts, key=lambda one: one.order)
    facts = [alert.fact for alert in ordered]
    known = set(desk.session.exec(select(Alert.fact).where(col(Alert.fact).in_(facts))))
    rows: list[Alert] = []
    for _, same in groupby(
        (one for one in ordered if one.fact not in known), lambda one: one.order
    ):
        together = list(same)
        bundle = _bundle(desk, together[0])  # locked, so it does for all of them
        rows += [_row(desk, alert, bundle=bundle) for alert in together]
    if rows:
        statement = insert_or_nothing(desk.session, Alert, "fact")
        values = [row.model_dump(exclude={"id"}) for row in rows]
        desk.session.execute(statement.values(values))


def targets(desk: Desk, *, team: str, recipients: Iterable[str], owner: str) -> dict[str, str]:
    """The people and channels that these recipients are now, each with what it is to the alert."""
    found: dict[str, str] = {}
    for name in recipients:
        if name == ladder.OWNER and owner:
            found.setdefault(owner, "owner")
        elif name == ladder.DUTY_MANAGER:
            for target in desk.rules.duty_targets(desk.now, team):
                found.setdefault(target, "duty_manager")
        elif name == ladder.APPROVERS:
            for target in approvers.there(desk, team=team, but=owner):
                found.setdefault(target, "owner")
        elif name not in ladder.ROLES:
            found.setdefault(name, "slack_channel")
    return found


def release(desk: Desk) -> int:
    """Send what was deferred to the end of quiet hours that have ended by business time; how many bundles.

    When they end is a business rule, but a delivery waits by the database's time. The two go alike,
    unless somebody moved the clock of a rehearsal.
    """
    ended = (
        select(Alert.id)
        .where(Alert.bundle == Delivery.dedupe_key, col(Alert.held_until) <= desk.now)
        .exists()
    )
    query = (
        select(Delivery)
        .where(
            text(IS_HEAD),
            Delivery.kind == DeliveryKind.ALERT_BUNDLE,
            col(Delivery.not_before) > desk.database_now,
            ended,
        )
        .with_for_update(skip_locked=True)
    )
    deferred = desk.session.exec(query).all()
    for bundle in deferred:
        bundle.not_before = desk.database_now
        desk.session.add(bundle)
        announce(desk.session, topic_of(pool_of(session=desk.session, lane=bundle.lane)))
    return len(deferred)


def _row(desk: Desk, alert: NewAlert, *, bundle: str) -> Alert:
    return Alert(
        fact=alert.fact,
        slack_target=alert.slack_target,
        case_id=alert.case_id,
        clock_id=alert.clock_id,
        step=alert.step,
        bundle=bundle,
        raised_at=desk.now,
        held_until=alert.deferred_until,
    )


def _bundle(desk: Desk, alert: NewAlert) -> str:
    """Lock the unsent bundle of this target and return its key; enqueue a new one when there is none."""
    while True:
        last_id, last = _last(desk, alert)
        if last is not None and last.state is DeliveryState.READY:
            return last.dedupe_key
        made = _enqueue(desk, alert, number=last_id, last=last)
        if made is not None:
            return made.dedupe_key
        # Another ticker made it a moment ago and has committed: look again.


def _last(desk: Desk, alert: NewAlert) -> tuple[int, Delivery | None]:
    until = col(Alert.held_until)
    same_time = until.is_(None) if alert.deferred_until is None else until == alert.deferred_until
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
    ours(desk.session).locked.add(found[1])
    return found[0] or 0, bundle


def _enqueue(desk: Desk, alert: NewAlert, *, number: int, last: Delivery | None) -> Delivery | None:
    until = int(alert.deferred_until.timestamp()) if alert.deferred_until else 0
    key = f"alerts:{alert.slack_target}:{until}"
    return enqueue(
        session=desk.session,
        lane=postings.post_lane(desk, alert.slack_target),
        ordering_key=key,  # what waits for the morning holds nothing else up
        priority=Urgency.BREACH,
        payload=AlertBundlePayload(slack_channel=alert.slack_target, bundle=f"{key}:{number}"),
        dedupe_key=f"{key}:{number}",
        actor=Actor.system(),
        not_before=_not_before(desk, alert, last=last),
    )


def _not_before(desk: Desk, alert: NewAlert, *, last: Delivery | None) -> datetime:
    """At once if no bundle went before; else a while after the last, together with what comes until then.

    The gap spares a person's telephone, so it runs in real time, by the database's clock. The end of
    quiet hours is business time; it is given here by how far it is away, and ``release`` looks after it.
    """
    if alert.deferred_until is not None:
        return desk.database_now + max(alert.deferred_until - desk.now, timedelta())
    if last is None:
        return desk.database_now
    gap = timedelta(seconds=desk.rules.alerts.bundle_seconds)
    return max(desk.database_now, max(last.created_at, last.not_before) + gap)
