"""What happened to cases, read back from the audit trail and the rows it names.

In the order in which it became known, each with the time at which it happened. Read only.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from bot.domain.records.audit import AuditEntry
from bot.domain.records.case import Case
from bot.domain.records.handover import Handover
from bot.domain.records.message import Direction, Message
from bot.domain.records.reply import Purpose, Reply
from bot.domain.records.staff import Actor, ActorKind
from bot.domain.sla.history import Event, History, What
from bot.domain.sla.regulatory import STOP_TITLE
from bot.storage.handovers import of_cases, opening_team

_AT_ONCE = 400  # SQLite takes at most 32,766 parameters; this keeps memory small as well
_Row = TypeVar("_Row", bound=SQLModel)

_PLAIN = {
    "claim": What.CLAIMED,
    "release": What.RELEASED,
    "resolved": What.RESOLVED,
    "not_actionable": What.NOT_ACTIONABLE,
    "reopen": What.REOPENED,
}
_WORDS = {"opened": What.OPENED, "wrote": What.WROTE, "answered_elsewhere": What.ANSWERED_ELSEWHERE}
_TOLD_BY_DETAIL = {  # the verb, and which detail of its entry says how
    "priority": (What.PRIORITY, "to"),
    "hand_over": (What.HANDED_OVER, "to_team"),
}
_TOLD_WHOLE = {  # what becomes of a case as such: all that its entry tells
    "merged": What.MERGED,
    "took_over": What.TOOK_OVER,
    "unmerged": What.UNMERGED,
    "gave_back": What.GAVE_BACK,
    "split": What.SPLIT,
}
_COMPLAINTS = {
    "complaint_marked": What.MARKED,
    "complaint_withdrawn": What.WITHDRAWN,
    "complaint_recorded": What.RECORDED,
}
_APPROVALS = {
    "approval_asked": What.APPROVAL_ASKED,
    "approval_decided": What.APPROVAL_DECIDED,
}
_STOP_BY_TITLE = {
    title: str(event) for event, title in STOP_TITLE.items()
}  # as it once was written
_REPLIES = {Purpose.ANSWERS: What.ANSWERED, Purpose.ASKS: What.ASKED}


@dataclass(frozen=True)
class _Rows:
    messages: dict[int, Message]
    handovers: list[Handover]
    replies: dict[int, Reply]
    posts: dict[int, Message]  # what became of a reply on its channel, by the reply's id


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
        rows = _rows(session, some, moved=_moved(trail))
        for case in sorted(cases, key=lambda case: case.number):
            entries = sorted(trail.get(case.number, []), key=lambda entry: entry.sequence)
            yield _history(case, entries, rows)
        session.expunge_all()


def _moved(trail: dict[int, list[AuditEntry]]) -> list[int]:
    """The messages that were taken out of these cases since."""
    splits = [entry for entries in trail.values() for entry in entries if entry.verb == "split"]
    return [number for entry in splits for number in entry.details["messages"]]


def _rows(session: Session, case_ids: Sequence[int], *, moved: Sequence[int]) -> _Rows:
    messages = _of_cases(session, Message, case_ids, Message.case_id)
    messages += _of_cases(session, Message, moved, Message.id)
    replies = _of_cases(session, Reply, case_ids, Reply.case_id)
    return _Rows(
        messages={message.pk: message for message in messages},
        handovers=of_cases(session=session, case_ids=case_ids),
        replies={reply.pk: reply for reply in replies},
        posts={message.reply_id: message for message in messages if message.reply_id is not None},
    )


def _of_cases(
    session: Session, table: type[_Row], case_ids: Sequence[int], column: int | None
) -> list[_Row]:
    return list(session.exec(select(table).where(col(column).in_(case_ids))))


def _history(case: Case, entries: Sequence[AuditEntry], rows: _Rows) -> History:
    events = (_event(entry, rows) for entry in _as_played(entries))
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
    changes = [entry.details["from"] for entry in entries if entry.verb == "priority"]
    return str(changes[0]) if changes else case.priority


def _as_played(entries: Sequence[AuditEntry]) -> list[AuditEntry]:
    """A word that reopens its case is written down first, but takes effect after the reopening."""
    played = list(entries)
    for place, (earlier, later) in enumerate(pairwise(entries)):
        by_word = later.verb == "reopen" and later.actor_kind == ActorKind.CUSTOMER
        if earlier.verb == "wrote" and by_word:
            played[place], played[place + 1] = later, earlier
    return played


def _event(entry: AuditEntry, rows: _Rows) -> Event | None:
    event = _told(entry, rows)
    return replace(event, place=entry.pk) if event is not None else None


def _told(entry: AuditEntry, rows: _Rows) -> Event | None:
    if entry.verb in _PLAIN:
        what = _PLAIN[entry.verb]
        return Event(what, at=_when(entry), known_at=entry.at, detail=_why(entry))
    if entry.verb in _WORDS:
        return _word(entry, rows)
    if entry.verb == "message_removed":
        number = entry.details.get("message")
        return Event(What.REMOVED, at=entry.at, known_at=entry.at, message_id=number)
    if entry.verb == "reply_published":
        return _published(entry, rows)
    if entry.verb == "clocks_superseded":
        by_rule = bool(entry.details.get("by_rule"))
        return Event(What.RULES_APPLIED, at=entry.at, known_at=entry.at, by_rule=by_rule)
    return _moved_on(entry, rows) or _decided(entry)


def _moved_on(entry: AuditEntry, rows: _Rows) -> Event | None:
    """What became of the case itself: merged, split, given to others, or its answer taken back."""
    if entry.verb == "answer_was":
        return _said_otherwise(entry, rows)
    if entry.verb in _TOLD_BY_DETAIL:
        what, told = _TOLD_BY_DETAIL[entry.verb]
        how = str(entry.details.get(told) or "")
        return Event(what, at=entry.at, known_at=entry.at, detail=how)
    if entry.verb in _TOLD_WHOLE:
        what, written = _TOLD_WHOLE[entry.verb], json.dumps(entry.details)
        return Event(what, at=entry.at, known_at=entry.at, detail=written)
    return _followed(entry) if entry.verb == "answer_followed" else None


def _decided(entry: AuditEntry) -> Event | None:
    """What people decided of complaints and approvals."""
    if entry.verb in _APPROVALS:
        surface = str(entry.details.get("surface", "public"))
        return Event(_APPROVALS[entry.verb], at=entry.at, known_at=entry.at, surface=surface)
    if entry.verb not in _COMPLAINTS:
        return None
    said = str(entry.details.get("event", ""))
    return Event(
        _COMPLAINTS[entry.verb],
        at=entry.at,
        known_at=entry.at,
        detail=str(entry.details["preset"]),
        by=str(Actor(kind=ActorKind(entry.actor_kind), id=entry.actor_id)),
        stop_event=_STOP_BY_TITLE.get(said, said),
        received_at=_moment(entry.details.get("received_at")),
    )


def _why(entry: AuditEntry) -> str:
    """The reason why nothing is owed; of a reopening, the word that still waits."""
    if entry.verb == "not_actionable":
        return str(entry.details.get("outcome", ""))
    unheard = entry.details.get("unheard")
    return json.dumps(unheard) if unheard else ""


def _when(entry: AuditEntry) -> datetime:
    """A reopening by a word counts from that word's own time, however late it reached us."""
    return _moment(entry.details.get("reopened_at")) or entry.at


def _moment(written: object) -> datetime | None:
    return datetime.fromisoformat(str(written)) if written else None


def _word(entry: AuditEntry, rows: _Rows) -> Event | None:
    message = rows.messages.get(int(entry.details.get("message") or 0))
    if message is None:
        return None
    what = _WORDS[entry.verb]
    if entry.details.get("thanks"):
        what = What.THANKED
    elif entry.details.get("begins"):
        what = What.OPENED
    if what is What.ANSWERED_ELSEWHERE and message.direction != Direction.OUTBOUND:
        return None
    return Event(
        what,
        at=message.posted_at,
        known_at=message.received_at,
        message_id=message.id,
        surface=str(message.surface),
    )


def _followed(entry: AuditEntry) -> Event:
    """An answer to a case that went into this one, published afterwards."""
    told = entry.details
    return Event(
        _REPLIES.get(Purpose(told["purpose"]), What.REPLIED),
        at=datetime.fromisoformat(told["at"]),
        known_at=entry.at,
        surface=str(told["surface"]),
        seen_until=datetime.fromisoformat(told["seen_until"]),
    )


def _said_otherwise(entry: AuditEntry, rows: _Rows) -> Event | None:
    message = rows.messages.get(int(entry.details.get("message") or 0))
    if message is None:
        return None
    return Event(
        What.NO_ANSWER,
        at=message.posted_at,
        known_at=entry.at,
        message_id=message.id,
        detail=str(entry.details.get("purpose", "")),
    )


def _published(entry: AuditEntry, rows: _Rows) -> Event | None:
    reply = rows.replies.get(int(entry.details.get("reply") or 0))
    if reply is None or reply.published_at is None:
        return None
    post = rows.posts.get(reply.pk)
    return Event(
        _REPLIES.get(reply.purpose, What.REPLIED),
        at=reply.published_at,
        known_at=entry.at,
        message_id=post.id if post is not None else None,
        surface=str(reply.surface),
        seen_until=reply.written_at,
    )
