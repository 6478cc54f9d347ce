"""What happened to cases, read back from the audit trail and the rows it names.

In the order in which it became known, each with the time at which it happened. Read only.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import ActorKind
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.details import PriorityChanged, Split
from bot.domain.records.trail.of_answers import AnswerLookedUp
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.replays.history import History
from bot.storage.cases.handovers import of_cases, opening_team
from bot.storage.clocks.history_events import Rows, event_of

_AT_ONCE = 400  # SQLite takes at most 32,766 parameters; this keeps memory small as well
_Row = TypeVar("_Row", bound=SQLModel)


def history_of(*, session: Session, case_id: int) -> History | None:
    """What happened to one case; none when there is no such case."""
    return next(iter(histories(session=session, case_ids=[case_id])), None)


def cases_opened(*, session: Session, start: datetime, end: datetime) -> list[int]:
    """The cases whose first post was made in this time, the end not included; oldest first."""
    query = select(Case.id).where(col(Case.opened_at) >= start, col(Case.opened_at) < end)
    return [number for number in session.exec(query.order_by(col(Case.id))) if number]


def histories(*, session: Session, case_ids: Sequence[int]) -> Iterator[History]:
    """What happened to each of these cases, read in handfuls."""
    for begin in range(0, len(case_ids), _AT_ONCE):
        some = case_ids[begin : begin + _AT_ONCE]
        cases = _of_cases(session, Case, some, Case.id)
        trail: dict[int, list[AuditEntry]] = {}
        for entry in _of_cases(session, AuditEntry, some, AuditEntry.case_id):
            trail.setdefault(entry.case_id, []).append(entry)
        rows = _rows(session, some, trail)
        for case in sorted(cases, key=lambda case: case.number):
            entries = sorted(trail.get(case.number, []), key=lambda entry: entry.sequence)
            yield _history(case, entries, rows)
        session.expunge_all()


def _moved(every: Sequence[AuditEntry]) -> list[int]:
    """The messages that were taken out of these cases since."""
    splits = [Split.read(entry.details) for entry in every if entry.verb == Trail.SPLIT]
    return [number for split in splits for number in split.messages]


def _recorded(every: Sequence[AuditEntry]) -> dict[int, datetime]:
    """As of when each answer counted, until it was seen to have been given before that."""
    looks = [
        AnswerLookedUp.read(one.details) for one in every if one.verb == Trail.ANSWER_LOOKED_UP
    ]
    return {one.message: one.recorded for one in looks if one.message and one.recorded}


def _rows(
    session: Session, case_ids: Sequence[int], trail: Mapping[int, Sequence[AuditEntry]]
) -> Rows:
    every = [entry for entries in trail.values() for entry in entries]
    moved = _moved(every)
    messages = _of_cases(session, Message, case_ids, Message.case_id)
    messages += _of_cases(session, Message, moved, Message.id)
    replies = _of_cases(session, Reply, case_ids, Reply.case_id)
    return Rows(
        messages={message.pk: message for message in messages},
        handovers=of_cases(session=session, case_ids=case_ids),
        replies={reply.pk: reply for reply in replies},
        posts=_first_posts(messages),
        recorded=_recorded(every),
    )


def _first_posts(messages: Sequence[Message]) -> dict[int, Message]:
    """The first post of each reply: with it the answer was given."""
    latest_first = sorted(messages, key=lambda one: one.pk, reverse=True)
    return {one.reply_id: one for one in latest_first if one.reply_id is not None}


def _of_cases(
    session: Session, table: type[_Row], case_ids: Sequence[int], column: int | None
) -> list[_Row]:
    return list(session.exec(select(table).where(col(column).in_(case_ids))))


def _history(case: Case, entries: Sequence[AuditEntry], rows: Rows) -> History:
    events = (event_of(entry, rows) for entry in _as_played(entries))
    return History(
        case_id=case.number,
        brand=case.brand,
        team=opening_team(case, rows.handovers),
        channel=case.channel,
        priority=_first_priority(case, entries),
        events=tuple(event for event in events if event is not None),
    )


def _first_priority(case: Case, entries: Sequence[AuditEntry]) -> str:
    """What it had when it opened; the trail tells each change since."""
    changes = (entry for entry in entries if entry.verb == Trail.PRIORITY)
    first = next(changes, None)
    return PriorityChanged.read(first.details).from_ if first is not None else case.priority


def _as_played(entries: Sequence[AuditEntry]) -> list[AuditEntry]:
    """A word is written down first, but takes effect after what it caused: another priority, by whose
    rules clocks go on, and the reopening of its case."""
    played: list[AuditEntry] = []
    word: AuditEntry | None = None
    for entry in entries:
        if word is not None and _caused(word, entry):
            played.insert(-1, entry)
        else:
            word = entry if entry.verb == Trail.WROTE else None
            played.append(entry)
    return played


def _caused(word: AuditEntry, entry: AuditEntry) -> bool:
    """Whether this entry, one of those right after the word, was written because of it."""
    if entry.verb == Trail.REOPEN:
        return entry.actor_kind == ActorKind.CUSTOMER
    by_itself = entry.actor_kind == ActorKind.SYSTEM and entry.at == word.at
    return by_itself and entry.verb in {Trail.PRIORITY, Trail.CLOCKS_SUPERSEDED}
