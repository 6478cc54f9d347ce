"""Reads what a message of alerts is about: its rows, and the cases as they stand when it is sent.

What is shown is true when it is shown, or does not go. However many alerts a bundle holds, it asks the
database a bounded number of times: all of them at once, then the few cases that are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import OPEN_STATES
from bot.domain.records.staff import Staff
from bot.domain.sla import ladder
from bot.domain.sla.alert import Alert
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import AlertPayload, DeliveryKind
from bot.slack.api.names import Names
from bot.slack.shown.cases.case import clock_shown, row_shown
from bot.slack.views.around import ORDINARY
from bot.slack.views.cases.alerts import LISTED, AlertShown, Standing, Tally
from bot.slack.views.cases.first_alerts import FirstShown
from bot.slack.views.models import CaseShown
from bot.storage.cases.merges import survivor_of
from bot.storage.clocks import stored_clocks
from bot.storage.triage.worklist import Worklist

_GONE = (DeliveryState.FAILED, DeliveryState.CANCELLED)


@dataclass(frozen=True)
class _Told:
    """The loudest thing that is so of one clock of a bundle."""

    clock: SlaClock
    step: str
    late: timedelta
    standing: Standing

    @property
    def order(self) -> tuple[int, int, float]:
        """Of one case: the loudest first, then what has been due the longest."""
        loud = ladder.loudness(self.step)
        due = self.clock.due_at.timestamp() if self.clock.due_at else 0.0
        return (int(self.standing), -loud[0], due)


def bundle_shown(
    *, session: Session, bundle: str, names: Names, now: datetime
) -> tuple[list[AlertShown], Tally]:
    """The alerts of the first cases of a bundle in the order of the worklist, the settled ones last; and
    how many other cases stand how.

    ``now`` is business time. Of one clock the loudest step alone is told.
    """
    by_case: dict[int, list[_Told]] = {}
    for told in sorted(_told(session, bundle, now), key=lambda one: one.order):
        by_case.setdefault(told.clock.case_id, []).append(told)
    places = Worklist(session=session, now=now).places(by_case)
    settled = {n for n, told in by_case.items() if told[0].standing is Standing.SETTLED}
    numbers = sorted(by_case, key=lambda number: (number in settled, places[number]))
    found: list[AlertShown] = []
    for number in numbers[:LISTED]:
        case = _with_owner_there(session, row_shown(session=session, case_id=number, names=names))
        found += [_shown(session, told, case) for told in by_case[number] if case is not None]
    rest = [by_case[number][0].standing for number in numbers[LISTED:]]
    return found, Tally.of(rest)


def firsts_shown(*, session: Session, bundle: str, names: Names, now: datetime) -> list[FirstShown]:
    """The cases of a bundle of which it is told that they come first, in the one order; each as it stands,
    where it goes on."""
    query = select(Alert.case_id).where(Alert.bundle == bundle, col(Alert.clock_id).is_(None))
    numbers = {survivor_of(session=session, case_id=number) for number in session.exec(query)}
    places = Worklist(session=session, now=now).places(numbers)
    found: list[FirstShown] = []
    for number in sorted(numbers, key=lambda each: places[each]):
        case = row_shown(session=session, case_id=number, names=names)
        told = _with_owner_there(session, case)
        if told is not None:
            found.append(FirstShown(told, is_settled=_is_settled(told)))
    return found


def _is_settled(case: CaseShown) -> bool:
    """Whether it comes first no more: it ended, or what was heard was taken back."""
    is_signalled = bool(case.around.signals) and not case.around.priority_by
    return case.state not in OPEN_STATES or (case.priority in ORDINARY and not is_signalled)


def alert_shown(
    *, session: Session, payload: AlertPayload, case: CaseShown, now: datetime
) -> AlertShown | None:
    """One alert in a case's thread as it stands; None when it is not so any more, or said louder."""
    clock = session.get(SlaClock, payload.clock_id)
    if clock is None or clock.due_at is None:
        return None
    step = _present(clock, payload.step)
    if _standing(clock, step, is_window=False) is Standing.SETTLED:
        return None
    if _is_said_louder(session, payload):
        return None
    shown = clock_shown(clock, session=session)
    noticed = max(now, datetime.fromisoformat(payload.at)) if payload.at else now
    if shown is None:
        return None
    in_thread = payload.thread_id is not None
    case = _with_owner_there(session, case) or case
    late = _late(clock, step, noticed)
    return AlertShown(case, shown, step, in_thread, late=late)


def _with_owner_there(session: Session, case: CaseShown | None) -> CaseShown | None:
    """The case as an alert tells it: it is nobody's while its owner has left and it was not let go yet."""
    if case is None or not case.owner:
        return case
    owner = session.get(Staff, case.owner)
    return replace(case, owner="") if owner is not None and owner.is_gone else case


def _told(session: Session, bundle: str, now: datetime) -> Sequence[_Told]:
    query = (
        select(Alert, SlaClock)
        .join(SlaClock, col(SlaClock.id) == col(Alert.clock_id))
        .where(Alert.bundle == bundle, col(SlaClock.due_at).is_not(None))
        .order_by(col(Alert.id))
    )
    loudest: dict[int, _Told] = {}
    windows: dict[tuple[str, str], bool] = {}
    for row, clock in session.exec(query):
        step = _present(clock, row.step)
        before = loudest.get(clock.pk)
        if before is not None and ladder.loudness(before.step) >= ladder.loudness(step):
            continue
        standing = _standing(clock, step, is_window=_is_window(session, clock, windows))
        late = _late(clock, step, max(now, row.raised_at))
        loudest[clock.pk] = _Told(clock, step, late, standing)
    return list(loudest.values())


def _present(clock: SlaClock, step: str) -> str:
    """A warning that waited until the due time had passed says that it has."""
    return ladder.BREACH if clock.missed and not ladder.is_late(step) else step


def _late(clock: SlaClock, step: str, told_at: datetime) -> timedelta:
    """How late it truly is when it is told."""
    if clock.due_at is None or not ladder.is_late(step):
        return timedelta()
    return max(timedelta(), told_at - clock.due_at)


def _standing(clock: SlaClock, step: str, *, is_window: bool) -> Standing:
    late = ladder.is_late(step)
    if clock.ended_at is not None or (clock.paused_at is not None and not late):
        return Standing.SETTLED
    if late:
        return Standing.CLOSED if is_window else Standing.LATE
    return Standing.SOON


def _is_window(session: Session, clock: SlaClock, known: dict[tuple[str, str], bool]) -> bool:
    if clock.metric is not Metric.REGULATORY:
        return False
    key = (clock.policy_version, clock.name)
    if key not in known:
        known[key] = stored_clocks.is_window(session=session, version=key[0], name=key[1])
    return known[key]


def _shown(session: Session, told: _Told, case: CaseShown) -> AlertShown:
    clock = clock_shown(told.clock, session=session)
    if clock is None:
        raise ValueError("A clock without a due time has no alert.")
    return AlertShown(case, clock, told.step, in_thread=False, late=told.late)


def _is_said_louder(session: Session, payload: AlertPayload) -> bool:
    """Whether a louder step of the same clock stands in the case's threads, or is on its way there."""
    query = select(Delivery.payload).where(
        Delivery.case_id == payload.case_id,
        Delivery.kind == DeliveryKind.ALERT,
        col(Delivery.state).not_in(_GONE),
    )
    others = session.exec(query)
    return any(_is_of(other, payload) and _is_louder(other, payload.step) for other in others)


def _is_of(other: Mapping[str, object], payload: AlertPayload) -> bool:
    return other.get("clock_id") == payload.clock_id


def _is_louder(other: Mapping[str, object], step: str) -> bool:
    return ladder.loudness(str(other.get("step"))) > ladder.loudness(step)
