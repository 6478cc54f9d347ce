"""What merging and un-merging do to the clocks of both cases. The older start survives.

The waits that a merge brings and the starts that un-merging puts back stand in the trail, so that a
replay comes to the same clocks.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from bot.desk import clocks
from bot.domain.business_calendar import whole_second
from bot.domain.case import Case
from bot.domain.house_rules import HouseRules
from bot.domain.merge import Merge
from bot.domain.message import Direction, Message
from bot.domain.sla import course, decisions, rebeginning
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.decisions import RESPONSES, Word
from bot.domain.sla.policy import SAID_OF_EVERY_CASE as REPLAYED
from bot.domain.sla.policy import Metric
from bot.storage import clocks as stored
from bot.storage.case_clocks import StoredClocks

Start = dict[str, Any]  # metric, at, message, surface: as it stands in the trail


def starts(*, session: Session, case: Case) -> list[Start]:
    """When each clock that runs began, and by which word."""
    found = stored.clocks_of(session=session, case_id=case.number)
    running = [clock for clock in found if clock.ended_at is None and clock.metric in REPLAYED]
    return [_start_of(session, clock) for clock in running]


def take_over(*, session: Session, rules: HouseRules, case: Case, waits: list[Start]) -> None:
    """Bring another case's waits into this one: what began earlier there began earlier here."""
    for wait in waits:
        at, metric = datetime.fromisoformat(wait["at"]), Metric(wait["metric"])
        message = session.get(Message, wait["message"]) if wait["message"] else None
        if metric in RESPONSES and message is not None:
            clocks.on_took_over(session=session, rules=rules, case=case, message=message, at=at)
            continue
        word = Word(at, wait["message"], wait["surface"])
        decisions.begin_earlier(StoredClocks(session, case, rules), (metric,), word)


def revive(*, session: Session, case: Case, merged_at: datetime) -> None:
    """The merge was taken back: the clocks it stopped go on."""
    for clock in stored.clocks_of(session=session, case_id=case.number):
        if rebeginning.revive(clock, merged_at=merged_at):
            stored.put_back(session=session, clock=clock)


def starts_after_unmerge(
    *, session: Session, case: Case, source: Case, merge: Merge
) -> list[Start]:
    """What the target's clocks go back to: their own start, or the first own word since the merge.

    ``at`` is None where nothing of its own waits.
    """
    before = {("response" if s["metric"] in RESPONSES else s["metric"]): s for s in merge.before}
    again: list[Start] = []
    for clock in open_clocks(session, case, REPLAYED):
        is_response = clock.metric in RESPONSES
        own = before.get("response" if is_response else str(clock.metric))
        if own is None and is_response and _is_of(session, clock, source):
            since = col(Message.received_at) > merge.merged_at
            again.append(named(clock, oldest_word(session=session, case=case, which=since)))
        elif own is not None and clock.started_at < datetime.fromisoformat(own["at"]):
            again.append({**own, "metric": str(clock.metric)})
    return again


def begin_again(*, session: Session, case: Case, starts: list[Start], now: datetime) -> None:
    """Move running clocks to these starts; one without a start has nothing to wait for and stops."""
    wanted = {Metric(start["metric"]): start for start in starts}
    for clock in stored.take_open(session=session, case_id=case.number, metrics=tuple(wanted)):
        start, promise = wanted[clock.metric], stored.promise_of(session=session, clock=clock)
        if start["at"] is None or promise is None:
            course.stop(clock, at=now, reason=StopReason.SUPERSEDED)
        else:
            rebeginning.begin_at(
                clock,
                started_at=datetime.fromisoformat(start["at"]),
                cause_message_id=start["message"],
                promise=promise,
                calendar=stored.calendar_of(session=session, clock=clock),
                now=now,
            )
        stored.put_back(session=session, clock=clock)


def oldest_word(*, session: Session, case: Case, which: ColumnElement[bool]) -> Start | None:
    """Where a wait would begin: the case's oldest word that still stands, of those meant."""
    query = (
        select(Message)
        .where(
            Message.case_id == case.number,
            Message.direction == Direction.INBOUND,
            col(Message.deleted_at).is_(None),
            which,
        )
        .order_by(col(Message.posted_at), col(Message.id))
    )
    message = session.exec(query.limit(1)).first()
    if message is None:
        return None
    at = whole_second(message.posted_at).isoformat()
    return {"metric": "", "at": at, "message": message.id, "surface": str(message.surface)}


def named(clock: SlaClock, start: Start | None) -> Start:
    """This start for this clock; or that it has none."""
    nothing: Start = {"at": None, "message": None, "surface": "public"}
    return {**(start or nothing), "metric": str(clock.metric)}


def _start_of(session: Session, clock: SlaClock) -> Start:
    cause = session.get(Message, clock.cause_message_id) if clock.cause_message_id else None
    return {
        "metric": str(clock.metric),
        "at": clock.started_at.isoformat(),
        "message": clock.cause_message_id,
        "surface": str(cause.surface) if cause is not None else "public",
    }


def _is_of(session: Session, clock: SlaClock, source: Case) -> bool:
    cause = session.get(Message, clock.cause_message_id) if clock.cause_message_id else None
    return cause is not None and cause.case_id == source.number


def open_clocks(
    session: Session, case: Case, metrics: tuple[Metric, ...] = REPLAYED
) -> list[SlaClock]:
    """Those that have not ended."""
    found = stored.clocks_of(session=session, case_id=case.number)
    return [clock for clock in found if clock.ended_at is None and clock.metric in metrics]
