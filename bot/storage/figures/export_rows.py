"""One row a case and one row a clock, for the bank's own tables. Read as a stream, in order of number.

Times are UTC in ISO 8601. No customer text, unless it is asked for: then masked, and of public posts only.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.cases.closure import Closure
from bot.domain.records.chat import WEBCHAT, ChatInvitation
from bot.domain.records.claim import Claim
from bot.domain.records.messages.message import Direction, Message
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.text.references import case_reference
from bot.storage.cases import claims
from bot.storage.clocks.stored_clocks import is_window
from bot.storage.figures.conditions import by_number
from bot.storage.figures.figure_rows import is_missed

Row = dict[str, Any]

CASE_COLUMNS: dict[str, str] = {
    "case": "its reference",
    "brand": "name in routing.toml",
    "channel": "where it came in",
    "team": "name in routing.toml",
    "state": "who has the next word, now",
    "priority": "as routed",
    "language": "in which the customer writes, by its code; empty when it is not known",
    "topic": "what it is about as a person set it: a name of topics.toml, or none",
    "topic_suggested": "what was suggested; empty where nothing was likely enough",
    "opened_at": "the first post's own time on the platform",
    "received_at": "when it reached Earshot",
    "first_claimed_at": "when somebody first took it",
    "first_answered_at": "the first answer's receipt",
    "unanswered_since": "the oldest word without an answer; empty when there is none",
    "claims": "how often it was claimed",
    "replies": "answers published",
    "owner": "Slack user id of whoever holds it now",
    "outcome": "of its last ending: an outcome, or why it needed no answer",
    "ended_at": "its last ending",
    "reopened": "how often it was reopened",
    "private": "yes when any of it was said in private",
    "webchat": "words said in the secure chat, by either side",
    "chat_solved": "what the customer said of their last chat: yes or no; empty when nothing",
    "chat_stars": "and how it was, from 1 to 5",
    "time_zone": "of its team; the times here are UTC",
}
CLOCK_COLUMNS: dict[str, str] = {
    "case": "its reference",
    "brand": "name in routing.toml",
    "channel": "where it came in",
    "team": "name in routing.toml",
    "metric": "what was promised",
    "generation": "2 for the second silence, the second resolution …",
    "rule": "of the SLA policy; of a complaint its rule and deadline",
    "target": "as the bank wrote it",
    "started_at": "the event it counts from",
    "due_at": "the last second in which it is kept",
    "met_at": "when it was kept or done late",
    "stopped_at": "when it ended without being met",
    "stop_reason": "why",
    "paused_at": "since when it rests; empty when it runs",
    "paused_seconds": "of pauses that have ended, on the wall clock",
    "breached_at": "the due time, once passed unmet",
    "missed": "yes or no, whatever came later",
    "policy_version": "under which it counts",
    "calendar": "by which it counts",
    "calendar_version": "which state of that calendar",
    "time_zone": "of its team; the times here are UTC",
}
_LAST_ENDING: tuple[tuple[str, Any], ...] = (
    ("outcome", Closure.outcome),
    ("ended_at", Closure.closed_at),
)
_CLOCK_VALUES = (
    *("metric", "generation", "rule", "target", "started_at", "due_at", "met_at"),
    *("stopped_at", "stop_reason", "paused_at", "paused_seconds", "breached_at"),
)
TEXT_COLUMN = {"text": "what the customer said in public, masked"}


def cases(
    *,
    session: Session,
    start: datetime,
    end: datetime,
    brand: str,
    zones: dict[str, str],
    with_text: bool,
) -> Iterator[Row]:
    """The cases that reached us from start up to but without end. ``zones`` is time zone by team."""
    query = _of_period(sqlalchemy.select(*_case_values()), start, end, brand)
    for row in _streamed(session, query.order_by(by_number(col(Case.id)))):
        found = dict(row._mapping)
        solved = found["chat_solved"]
        found |= {"private": _yes(found["private"]), "time_zone": zones.get(found["team"], "")}
        found["chat_solved"] = None if solved is None else _yes(solved)
        if with_text:
            found["text"] = _said(session, found["case"])
        found["case"] = case_reference(found["case"])
        yield found


def clocks(
    *,
    session: Session,
    start: datetime,
    end: datetime,
    brand: str,
    zones: dict[str, str],
    now: datetime,
) -> Iterator[Row]:
    """The clocks of those cases; those that promise nothing on purpose are left out.

    What is missed by ``now`` is decided by time, as in a digest: no tick need have run.
    """
    values: list[Any] = [
        col(Case.id).label("case"),
        *(getattr(Case, name) for name in ("brand", "channel", "team")),
        *(getattr(SlaClock, name) for name in _CLOCK_VALUES),
        col(SlaClock.policy_version),
        col(SlaClock.calendar_name).label("calendar"),
        col(SlaClock.calendar_version),
        col(SlaClock.name),
    ]
    query: Any = sqlalchemy.select(*values).join(SlaClock, col(SlaClock.case_id) == col(Case.id))
    query = _of_period(query, start, end, brand).where(col(SlaClock.due_at).is_not(None))
    for row in _streamed(session, query.order_by(by_number(col(Case.id)), col(SlaClock.id))):
        found: Row = dict(row._mapping)
        missed = _missed(session, found, name=found.pop("name"), now=now)
        if missed and found["breached_at"] is None:
            found["breached_at"] = found["due_at"]
        found |= {"case": case_reference(found["case"]), "missed": _yes(missed)}
        yield {**found, "time_zone": zones.get(found["team"], "")}


def _missed(session: Session, clock: Row, *, name: str, now: datetime) -> bool:
    if clock["breached_at"] is not None:
        return True
    if clock["metric"] == Metric.REGULATORY and is_window(
        session=session, version=clock["policy_version"], name=name
    ):
        return False  # its end closes a window and breaks no promise
    ended_at = clock["met_at"] or clock["stopped_at"] or clock["paused_at"]
    return is_missed(due_at=clock["due_at"], ended_at=ended_at, now=now)


def _case_values() -> list[Any]:
    """The columns of a case row, each from its own table and none of them text."""
    own = ("brand", "channel", "team", "state", "priority", "language", "opened_at", "received_at")
    mine = col(Case.id)
    ended = {
        name: sqlalchemy.select(col(value))
        .where(col(Closure.case_id) == mine)
        .order_by(col(Closure.id).desc())
        .limit(1)
        .scalar_subquery()
        for name, value in _LAST_ENDING
    }
    return [
        mine.label("case"),
        *(getattr(Case, name) for name in own),
        _of(func.min(Claim.claimed_at), Claim.case_id).label("first_claimed_at"),
        col(Case.first_answered_at),
        col(Case.unanswered_since),
        _of(CaseTopic.topic, CaseTopic.case_id).label("topic"),
        _of(CaseTopic.suggested, CaseTopic.case_id).label("topic_suggested"),
        _of(func.count(), Claim.case_id).label("claims"),
        _of(func.count(Reply.published_at), Reply.case_id).label("replies"),  # type: ignore[arg-type]  # a column
        _of(func.max(Claim.slack_user_id), Claim.case_id, claims.is_open()).label("owner"),
        ended["outcome"].label("outcome"),
        ended["ended_at"].label("ended_at"),
        _of(func.count(Closure.reopened_at), Closure.case_id).label("reopened"),  # type: ignore[arg-type]  # a column
        _of(func.count(), Message.case_id, col(Message.surface) == Surface.PRIVATE).label(
            "private"
        ),
        _of(func.count(), Message.case_id, col(Message.channel) == WEBCHAT).label("webchat"),
        _last_chat(ChatInvitation.solved).label("chat_solved"),
        _last_chat(ChatInvitation.stars).label("chat_stars"),
    ]


def _last_chat(value: Any) -> Any:
    query = sqlalchemy.select(value).where(col(ChatInvitation.case_id) == col(Case.id))
    return query.order_by(col(ChatInvitation.id).desc()).limit(1).scalar_subquery()


def _of(value: Any, case_id: Any, *more: Any) -> Any:
    query = sqlalchemy.select(value).where(and_(col(case_id) == col(Case.id), *more))
    return query.scalar_subquery()


def _of_period(query: Any, start: datetime, end: datetime, brand: str) -> Any:
    period = query.where(col(Case.received_at) >= start, col(Case.received_at) < end)
    return period.where(col(Case.brand) == brand) if brand else period


def _streamed(session: Session, query: Any) -> Iterator[Any]:
    """Row by row, so that a year costs no more memory than a day."""
    yield from session.connection().execute(query, execution_options={"yield_per": 500})


def _said(session: Session, case_id: int) -> str:
    query = (
        select(Message.text)
        .where(
            Message.case_id == case_id,
            Message.direction == Direction.INBOUND,
            Message.surface == Surface.PUBLIC,
            col(Message.deleted_at).is_(None),
        )
        .order_by(col(Message.posted_at), col(Message.id))
    )
    return "\n\n".join(session.exec(query))


def _yes(is_so: object) -> str:
    return "yes" if is_so else "no"
