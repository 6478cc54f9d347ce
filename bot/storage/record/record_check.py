"""Checking the whole record: every chain, every row that it vouches for, and the seals. Reads once through.

All is read in the order of the cases, side by side, so that it costs as much as there is and needs little
memory.
"""

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlmodel import Session, SQLModel, col, func, select

from bot.domain.records.trail.audit import AuditEntry, RecordKeys, faults_in
from bot.domain.records.trail.record_seal import Head, RecordSeal, fault_of_seal, faults_in_seals
from bot.domain.text.references import case_reference
from bot.storage.record import audit, kept_rows

_AT_ONCE = 1000
_Found = tuple[int, str, Any]  # of which case, from which table, the row
_TRAIL = "audit_entries"
WORDS = {
    "approvals": "an approval",
    "case_marks": "a root cause, an idea or praise",
    "cases": "the case itself",
    "claims": "who owned it",
    "closures": "how it ended",
    "complaint_outcomes": "what came of a complaint",
    "complaints": "the mark as a complaint",
    "consults": "a question to a team",
    "customer_notes": "a note about the customer",
    "handovers": "a hand-over",
    "legal_holds": "a legal hold",
    "merges": "a merge",
    "message_revisions": "a version of a text",
    "messages": "a text",
    "moderations": "a request to hide or delete",
    "notes": "a note",
    "pledges": "what an answer promised",
    "priority_decisions": "a priority",
    "quality_reviews": "a review of an answer",
    "replies": "an answer of ours",
    "reveals": "a look at what was masked",
    "rule_remarks": "a remark on a rule that hurts",
    "sla_clocks": "a clock",
    "snoozes": "a snooze",
}


@dataclass
class Checked:
    """What a look at the whole record found."""

    entries: int = 0
    rows: int = 0
    chains: int = 0
    seals: int = 0
    faults: list[str] = field(default_factory=list)
    unsure: list[str] = field(
        default_factory=list
    )  # what could not be looked at, which is no fault
    unsealed: dict[int, Head] = field(default_factory=dict)  # chains that grew since their seal


def check(
    *, session: Session, anchor: Iterable[str] = (), named: Mapping[int, str] | None = None
) -> Checked:
    """Look at all of it. ``anchor``: the lines of the seals that are kept outside; ``named``: seals that
    somebody has on paper, by number."""
    keys, found = audit.keys_of(session), Checked()
    seals = list(session.exec(select(RecordSeal).order_by(col(RecordSeal.number))))
    found.seals = len(seals)
    found.faults += faults_in_seals(seals, keys)
    outside = _outside(anchor, keys, found.faults)
    _compare(seals, outside, dict(named or {}), found.faults)
    sealed = _heads([*seals, *outside.values()])
    chains = _Chains(keys, found)
    for case_id, group in groupby(
        heapq.merge(*_streams(session), key=itemgetter(0)), itemgetter(0)
    ):
        chains.look_at(case_id, list(group), sealed.pop(case_id, None))
    for case_id, head in sorted(sealed.items()):
        found.faults.append(f"{_name(case_id)}: it is gone, with all its {head[0]} entries.")
    found.faults += chains.gone(session)
    if not seals and found.entries:
        found.faults.append(
            "There is no seal at all. `python -m handlers migrate` makes the first."
        )
    return found


def _streams(session: Session) -> Iterator[Iterator[_Found]]:
    place = col(AuditEntry.case_id), col(AuditEntry.sequence)
    entries = select(AuditEntry).order_by(*place)
    streamed = session.exec(entries, execution_options={"yield_per": _AT_ONCE})
    yield ((entry.case_id, _TRAIL, entry) for entry in streamed)
    for name, table in sorted(kept_rows.TABLES.items()):
        yield _rows(session, name, table)


def _rows(session: Session, name: str, table: type[SQLModel]) -> Iterator[_Found]:
    of: Any = func.coalesce(getattr(table, kept_rows.case_column(table)), audit.HOUSE)
    wanted = ["id", *kept_rows.columns_of(table)]
    columns: list[Any] = [getattr(table, each).label(f"c_{each}") for each in wanted]
    query = select(of, *columns).order_by(of)
    for case_id, *values in session.exec(query, execution_options={"yield_per": _AT_ONCE}):
        yield case_id, name, dict(zip(wanted, values, strict=True))


class _Chains:
    """One case after the other, and what is known of all that were looked at."""

    def __init__(self, keys: RecordKeys, found: Checked) -> None:
        self._keys, self._found = keys, found
        self._elsewhere: dict[str, int] = {}  # rows that a chain tells of and its case has not
        self._deleted: set[str] = set()

    def look_at(self, case_id: int, group: Sequence[_Found], head: Head | None) -> None:
        """Check one chain, its end against the seal, and the rows of its case."""
        entries = [row for _, table, row in group if table == _TRAIL]
        rows = [(table, row) for _, table, row in group if table != _TRAIL]
        self._found.chains += bool(entries)
        self._found.entries += len(entries)
        self._found.rows += len(rows)
        faults = [*faults_in(entries, self._keys), *_against_seal(entries, head)]
        faults += self._faults_in_rows(case_id, entries, rows)
        if entries and head != (entries[-1].sequence, entries[-1].hash):
            self._found.unsealed[case_id] = entries[-1].sequence, entries[-1].hash
        self._found.faults += [f"{_name(case_id)}: {fault}" for fault in faults]

    def _faults_in_rows(
        self, case_id: int, entries: Sequence[AuditEntry], rows: Sequence[tuple[str, Any]]
    ) -> Iterator[str]:
        told = {
            name: (entry.key_id, fingerprint)
            for entry in entries
            for name, fingerprint in (entry.rows or {}).items()
        }
        for name, (_, fingerprint) in told.items():
            if fingerprint is None:
                self._deleted.add(name)
        for table, row in rows:
            name = f"{table}:{row['id']}"
            key_id, fingerprint = told.pop(name, ("", None))
            if fingerprint is None:
                yield f"{WORDS[table]} (row {name}) was added, and no entry tells of it."
            elif fault := self._difference(table, row, key_id, fingerprint):
                yield f"{WORDS[table]} (row {name}) {fault}"
        self._elsewhere |= dict.fromkeys((n for n, (_, f) in told.items() if f), case_id)

    def _difference(
        self, table: str, row: Mapping[str, Any], key_id: str, fingerprint: str
    ) -> str | None:
        """How the row differs from what was written down; None where it does not."""
        model, name = kept_rows.TABLES[table], f"{table}:{row['id']}"
        if self._keys.fingerprint(key_id, name, kept_rows.values_of(model, row)) == fingerprint:
            return None
        before = self._keys.fingerprint(key_id, name, kept_rows.values_before(model, row))
        if before != fingerprint:
            return "is not as it was when it was written down."
        later = " and ".join(kept_rows.later_in(model, row))
        return (
            f"is as it was when it was written down, but for {later}: code of the release before, which "
            "does not know that, was the last to write the row, or somebody put it in past Earshot."
        )

    def gone(self, session: Session) -> Iterator[str]:
        """Rows that some chain tells of and that no case has, unless a chain tells that they were deleted."""
        by_table: dict[str, dict[int, int]] = {}
        for name, case_id in self._elsewhere.items():
            table, _, number = name.partition(":")
            if name not in self._deleted and table in kept_rows.TABLES:
                by_table.setdefault(table, {})[int(number)] = case_id
        for table, numbers in sorted(by_table.items()):
            for row in sorted(numbers.keys() - _there(session, table, list(numbers))):
                yield f"{_name(numbers[row])}: {WORDS[table]} (row {table}:{row}) was removed."


def _there(session: Session, table: str, numbers: list[int]) -> set[int]:
    column: Any = kept_rows.TABLES[table].id  # type: ignore[attr-defined]  # each watched table has one
    there: set[int] = set()
    for start in range(0, len(numbers), _AT_ONCE):
        there |= set(
            session.exec(select(column).where(column.in_(numbers[start : start + _AT_ONCE])))
        )
    return there


def _against_seal(entries: Sequence[AuditEntry], head: Head | None) -> Iterator[str]:
    if head is None:
        return
    count, hashed = head
    at = next((entry for entry in entries if entry.sequence == count), None)
    if at is None:
        last = entries[-1].sequence if entries else 0
        yield f"the end of its trail is missing: {count} entries were sealed, {last} are there."
    elif at.hash != hashed:
        yield f"entry {count} is another than the one that was sealed."


def _outside(lines: Iterable[str], keys: RecordKeys, faults: list[str]) -> dict[int, RecordSeal]:
    """The seals that are kept outside, by number; a line that is none is a fault."""
    seals: dict[int, RecordSeal] = {}
    for place, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            seal = RecordSeal.of_line(line)
            wrong = fault_of_seal(seal, keys)
        except (ValueError, TypeError, json.JSONDecodeError):
            faults.append(f"Line {place} of the anchor cannot be read.")
            continue
        faults += [f"The anchor: {each}" for each in wrong]
        if not wrong:
            seals[seal.number] = seal
    return seals


def _compare(
    seals: Sequence[RecordSeal],
    outside: Mapping[int, RecordSeal],
    named: Mapping[int, str],
    faults: list[str],
) -> None:
    here = {seal.number: seal.seal for seal in seals}
    should = {**{number: seal.seal for number, seal in outside.items()}, **named}
    for number, sealed in sorted(should.items()):
        if number not in here:
            faults.append(f"Seal {number} stands outside, and is missing in the database.")
        elif here[number] != sealed:
            faults.append(f"Seal {number} is another in the database than outside.")
    if outside:
        missing = sorted(set(range(1, max(outside) + 1)) - outside.keys())
        faults += [f"The anchor: seal {number} is missing." for number in missing]


def _heads(seals: Iterable[RecordSeal]) -> dict[int, Head]:
    """The furthest that each chain was sealed at."""
    heads: dict[int, Head] = {}
    for seal in seals:
        for case, (count, hashed) in seal.heads.items():
            if count >= heads.get(int(case), (0, ""))[0]:
                heads[int(case)] = count, hashed
    return heads


def _name(case_id: int) -> str:
    return "The house" if case_id == audit.HOUSE else case_reference(case_id)
