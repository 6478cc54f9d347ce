"""Which rows the record vouches for: every text, owner, closure, note, answer, clock and complaint.

Whatever a transaction does to one of them is noticed when it is flushed; the entry that the transaction
writes keeps a fingerprint of the row. A statement that goes past the session's rows is not noticed: no
code of ours changes these tables so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import InstanceState
from sqlmodel import SQLModel

from bot.domain.lessons.case_mark import CaseMark
from bot.domain.lessons.rule_remark import RuleRemark
from bot.domain.quality.review import QualityReview
from bot.domain.records.answers.approval import Approval
from bot.domain.records.answers.moderation import Moderation
from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.closure import Closure
from bot.domain.records.cases.customer_note import CustomerNote
from bot.domain.records.cases.merge import Merge
from bot.domain.records.cases.note import Note
from bot.domain.records.cases.priority_decision import PriorityDecision
from bot.domain.records.cases.snooze import Snooze
from bot.domain.records.claim import Claim
from bot.domain.records.complaint import Complaint
from bot.domain.records.complaint_outcome import ComplaintOutcome
from bot.domain.records.consult import Consult
from bot.domain.records.handover import Handover
from bot.domain.records.legal_hold import LegalHold
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.messages.reveal import Reveal
from bot.domain.records.pledge import Pledge
from bot.domain.records.trail.audit import RecordKeys
from bot.domain.sla.clock import SlaClock
from bot.storage.engine import DatabaseSession

# Of a case what was decided; the rest is derived, and changes without an entry.
_OF_A_CASE = (
    "account",
    "author_id",
    "brand",
    "channel",
    "opened_at",
    "priority",
    "received_at",
    "state",
    "team",
)


def _columns(table: type[SQLModel], *, without: Iterable[str] = ()) -> tuple[str, ...]:
    left_out = {"id", *without}
    return tuple(sorted(name for name in table.model_fields if name not in left_out))


WATCHED: Mapping[type[SQLModel], tuple[str, ...]] = {
    Case: _OF_A_CASE,
    **{
        table: _columns(table)
        for table in (
            Approval,
            CaseMark,
            Claim,
            Closure,
            Complaint,
            ComplaintOutcome,
            CustomerNote,
            Handover,
            Merge,
            MessageRevision,
            Moderation,
            Note,
            PriorityDecision,
            QualityReview,
            RuleRemark,
            SlaClock,
            Snooze,
        )
    },
    Message: _columns(Message, without=("translated",)),
    Reply: _columns(Reply, without=("machine_draft",)),
    LegalHold: _columns(LegalHold, without=("matter",)),
    Consult: _columns(Consult, without=("told_until", "next_at")),  # how far its ladder is
    Pledge: _columns(Pledge, without=("reminded_at", "lead_told_at")),
    Reveal: _columns(Reveal, without=("view_id", "hide_at", "hidden_at")),  # when it went again
}
# Columns that came later: part of a fingerprint where anything stands in them, so that a row of the
# release before keeps the one it has. Its code, while it still runs, leaves them out of what it writes.
_LATER: Mapping[type[SQLModel], tuple[str, ...]] = {
    LegalHold: ("matter",),
    Message: ("translated",),
    Reply: ("machine_draft",),
}
TABLES: Mapping[str, type[SQLModel]] = {str(table.__tablename__): table for table in WATCHED}


@dataclass
class Touched:
    """One row that a transaction made, changed or deleted, and the cases whose chains must say so."""

    row: SQLModel
    cases: set[int] = field(default_factory=set)
    is_deleted: bool = False


Rows = dict[tuple[str, int], Touched]
_KEY = "kept_rows"


def touched(session: DatabaseSession) -> Rows:
    """What this transaction did to watched rows, as far as it is flushed and no entry says it yet."""
    rows: Rows = session.info.setdefault(_KEY, {})
    return rows


def forget(session: DatabaseSession, rows: Rows | None = None) -> None:
    """Take these for all that was touched; nothing, once entries say all of it."""
    session.info[_KEY] = dict(rows or {})


def columns_of(table: type[SQLModel]) -> tuple[str, ...]:
    """The columns that the fingerprint of a row of this table may be made of."""
    return (*WATCHED[table], *_LATER.get(table, ()))


def values_of(table: type[SQLModel], row: Mapping[str, object]) -> list[object]:
    """What the fingerprint is made of, in the order of the columns."""
    later = ([name, _plain(row[name])] for name in later_in(table, row))
    return [*values_before(table, row), *later]


def values_before(table: type[SQLModel], row: Mapping[str, object]) -> list[object]:
    """What code of the release before makes it of."""
    return [_plain(row[name]) for name in WATCHED[table]]


def later_in(table: type[SQLModel], row: Mapping[str, object]) -> list[str]:
    """The columns that came later and in which something stands."""
    return [name for name in _LATER.get(table, ()) if row[name]]


def fingerprint_of(one: Touched, keys: RecordKeys, key_id: str) -> str | None:
    """The fingerprint of a row that is in memory; None when it was deleted."""
    if one.is_deleted:
        return None
    table = type(one.row)
    values = values_of(table, {name: getattr(one.row, name) for name in columns_of(table)})
    return keys.fingerprint(key_id, name_of(table, one.row.id), values)  # type: ignore[attr-defined]  # each watched table has one


def name_of(table: type[SQLModel], number: int) -> str:
    """What an entry calls a row: ``notes:7``."""
    return f"{table.__tablename__}:{number}"


def case_column(table: type[SQLModel]) -> str:
    """What says in whose chain the row is vouched for; a version of a text stays with the case it came
    in with. One that does not know it is vouched for in the chain of the house."""
    if table is Case:
        return "id"
    return "sealed_for" if table is MessageRevision else "case_id"


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case bytes():
            return value.hex()
        case _:
            return value


@event.listens_for(DatabaseSession, "after_flush")
def _notice(session: DatabaseSession, _context: object) -> None:
    for row in session.new:
        if type(row) in WATCHED:
            _note(session, row)
    for row in session.dirty:
        if type(row) in WATCHED and _has_changed(row):
            _also_where_it_was(row, _note(session, row))
    for row in session.deleted:
        if type(row) in WATCHED:
            _note(session, row).is_deleted = True


def _has_changed(row: SQLModel) -> bool:
    state: InstanceState[Any] = inspect(row)
    return any(state.attrs[name].history.has_changes() for name in columns_of(type(row)))


def _note(session: DatabaseSession, row: Any) -> Touched:
    table, rows = type(row), touched(session)
    place = str(table.__tablename__), row.id
    one = rows.get(place)
    if one is None:
        one = rows[place] = Touched(row)
    one.row = row
    one.cases.add(getattr(row, case_column(table)) or 0)
    return one


def _also_where_it_was(row: Any, one: Touched) -> None:
    """The chain of the case that it was taken from must say so too."""
    column = case_column(type(row))
    if column != "id":
        one.cases |= {old or 0 for old in inspect(row).attrs[column].history.deleted}
