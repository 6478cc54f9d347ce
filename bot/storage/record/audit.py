"""Writing and checking the audit trail: one chain per case, one writer at a time for each.

The case's row is what writers queue on; case 0, the house itself, has none and queues on a lock of its
number. Should a writer forget, the unique number of an entry makes the second one fail.

Entries are written when their transaction commits, or sooner when somebody reads the trail in it: the
last entry of a chain then says what became of every row that the transaction touched in its case.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, SessionTransaction
from sqlmodel import Session, col, func, select, tuple_

from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import FIRST_HASH, AuditEntry, RecordKeys, faults_in
from bot.domain.records.trail.record_seal import Head
from bot.domain.records.trail.verbs import Trail
from bot.storage.engine import DatabaseSession, ours
from bot.storage.known_rows import has_none, is_new
from bot.storage.record import kept_rows

HOUSE = 0
_LOCK_CLASS = 7001  # any number that no other advisory lock of ours uses
_KEY = "audit"


@dataclass(frozen=True)
class Happened:
    """Something to be written down. ``at`` is business time, ``details`` ids and codes only."""

    case_id: int
    verb: Trail
    at: datetime
    details: Mapping[str, Any]


@dataclass
class _Unwritten:
    """What a transaction is to write, and how it was when each savepoint began."""

    entries: list[tuple[Happened, Actor]] = field(default_factory=list)
    before: dict[SessionTransaction, tuple[list[tuple[Happened, Actor]], kept_rows.Rows]] = field(
        default_factory=dict
    )


def record(
    *,
    session: Session,
    case_id: int,
    actor: Actor,
    verb: Trail,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Append an entry to the case's chain. ``details`` holds ids and codes, never customer text.

    ``at`` is business time. What cannot be written as JSON raises TypeError.
    """
    lock_chain(session=session, case_id=case_id)
    _append(session, [Happened(case_id, verb, at, details or {})], actor)


def record_all(*, session: Session, actor: Actor, happened: Sequence[Happened]) -> None:
    """Append to the chains of many cases at once. The caller has locked the cases; the house's chain is locked here."""
    if any(one.case_id == HOUSE for one in happened):
        lock_chain(session=session, case_id=HOUSE)
    _append(session, happened, actor)


def _append(session: Session, happened: Iterable[Happened], actor: Actor) -> None:
    unwritten = _unwritten(ours(session))
    for one in happened:
        # As it will be read back; a later change to what was given changes nothing.
        details = json.loads(json.dumps(dict(one.details), default=_written))
        unwritten.entries.append((Happened(one.case_id, one.verb, one.at, details), actor))


def heads(*, session: Session, case_ids: Iterable[int]) -> dict[int, Head]:
    """Where each of these chains stands; one without an entry is left out."""
    numbers = {number for number in case_ids if not has_none(session, AuditEntry, number)}
    if not numbers:
        return {}
    query = select(AuditEntry.case_id, AuditEntry.sequence, AuditEntry.hash)
    if len(numbers) == 1:
        last = query.where(AuditEntry.case_id == numbers.pop())
        query = last.order_by(col(AuditEntry.sequence).desc()).limit(1)
    else:
        newest = (
            select(AuditEntry.case_id, func.max(AuditEntry.sequence))
            .where(col(AuditEntry.case_id).in_(numbers))
            .group_by(col(AuditEntry.case_id))
        )
        query = query.where(tuple_(col(AuditEntry.case_id), col(AuditEntry.sequence)).in_(newest))
    return {case: (sequence, hashed) for case, sequence, hashed in session.exec(query)}


def write_down(session: DatabaseSession) -> None:
    """Write what is unwritten now, with what became of every row that was touched."""
    unwritten = _unwritten(session)
    session.flush()
    touched = kept_rows.touched(session)
    if not unwritten.entries and not touched:
        return
    keys = keys_of(session)
    rows = _rows_by_case(touched, keys)
    taken, unwritten.entries = unwritten.entries, []
    kept_rows.forget(session)
    told = {one.case_id for one, _ in taken}
    for case_id in sorted(rows.keys() - told):
        lock_chain(session=session, case_id=case_id)
        unsaid = Happened(case_id, Trail.ROWS_CHANGED, session.first_now, {})
        taken.append((unsaid, Actor.system()))
    last = heads(session=session, case_ids={one.case_id for one, _ in taken})
    written = {place: one.case_id for place, (one, _) in enumerate(taken)}
    ends = set({case_id: place for place, case_id in written.items()}.values())
    for place, (one, actor) in enumerate(taken):
        said = rows.get(one.case_id) if place in ends else None
        entry = _after(last.get(one.case_id), one, actor, said, keys)
        last[one.case_id] = (entry.sequence, entry.hash)
        session.add(entry)
    session.flush()


def _rows_by_case(touched: kept_rows.Rows, keys: RecordKeys) -> dict[int, dict[str, str | None]]:
    rows: dict[int, dict[str, str | None]] = {}
    for (table, number), one in touched.items():
        told = kept_rows.fingerprint_of(one, keys, keys.current)
        for case_id in one.cases:
            rows.setdefault(case_id, {})[f"{table}:{number}"] = told
    return rows


def _after(
    last: Head | None,
    one: Happened,
    actor: Actor,
    rows: dict[str, str | None] | None,
    keys: RecordKeys,
) -> AuditEntry:
    entry = AuditEntry(
        case_id=one.case_id,
        sequence=last[0] + 1 if last else 1,
        at=one.at.astimezone(UTC),
        actor_kind=str(actor.kind),
        actor_id=actor.id,
        verb=one.verb,
        details=dict(one.details),
        rows=rows,
        key_id=keys.current,
        previous_hash=last[1] if last else FIRST_HASH,
        hash="",
    )
    entry.hash = entry.computed_hash(keys) or ""
    return entry


def keys_of(session: Session) -> RecordKeys:
    """What the trail of this database is bound with. Raises TypeError where it was opened without."""
    keys = ours(session).database.record_keys
    if keys is None:
        raise TypeError(
            "Nothing can be recorded: this database was opened without the keys for it."
        )
    return keys


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"An entry of the trail holds plain values, not {type(value).__name__}.")


def _unwritten(session: DatabaseSession) -> _Unwritten:
    found: _Unwritten | None = session.info.get(_KEY)
    if found is None:
        found = session.info[_KEY] = _Unwritten()
    return found


@event.listens_for(DatabaseSession, "before_commit")
def _at_the_end(session: DatabaseSession) -> None:
    if session.get_nested_transaction() is None:
        write_down(session)


@event.listens_for(DatabaseSession, "do_orm_execute")
def _before_it_is_read(state: ORMExecuteState) -> None:
    unwritten: _Unwritten | None = state.session.info.get(_KEY)  # asked before each statement
    if unwritten is None or not unwritten.entries or not state.is_select:
        return
    read, session = state.bind_mapper, state.session
    if read is not None and read.class_ is AuditEntry and isinstance(session, DatabaseSession):
        write_down(session)


@event.listens_for(DatabaseSession, "after_transaction_create")
def _savepoint(session: DatabaseSession, transaction: SessionTransaction) -> None:
    if transaction.nested:
        now = list(_unwritten(session).entries), dict(kept_rows.touched(session))
        _unwritten(session).before[transaction] = now


@event.listens_for(DatabaseSession, "after_soft_rollback")
def _taken_back(session: DatabaseSession, transaction: SessionTransaction) -> None:
    """What was written down since the savepoint did not happen."""
    before = _unwritten(session).before.pop(transaction, None)
    if before is not None:
        _unwritten(session).entries = before[0]
        kept_rows.forget(session, before[1])


def entries(*, session: Session, case_id: int) -> list[AuditEntry]:
    """The case's trail, oldest first."""
    query = select(AuditEntry).where(AuditEntry.case_id == case_id)
    return list(session.exec(query.order_by(col(AuditEntry.sequence))))


def verify(*, session: Session, case_id: int) -> list[str]:
    """What is wrong with the case's trail, in sentences; an empty list means it holds."""
    return faults_in(entries(session=session, case_id=case_id), keys_of(session))


def lock_chain(*, session: Session, case_id: int) -> None:
    """Lock the chain of a case, or of the house, so that one writes to it at a time. ``record`` does it itself."""
    unit = ours(session)
    if unit.is_sqlite or case_id in unit.locked or is_new(session, case_id):
        return  # whoever writes to SQLite is alone
    unit.locked.add(case_id)
    if case_id == HOUSE:
        session.execute(select(func.pg_advisory_xact_lock(_LOCK_CLASS, case_id)))
    else:
        case = select(Case.id).where(col(Case.id) == case_id)
        session.exec(case.with_for_update(key_share=True)).first()
