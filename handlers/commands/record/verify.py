"""`earshot verify`: the audit trail of a case, or the whole record, checked."""

import time
from pathlib import Path

from bot.domain.records.trail.audit import AuditEntry, faults_in
from bot.storage.record import audit
from bot.storage.record.record_check import Checked
from config.settings import load
from handlers import anchor
from handlers.processes.embedded import opened_database


def verify(*, case_id: int) -> int:
    """Check the chain of one case; returns the exit code."""
    with opened_database(with_record=True) as database, database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
        faults = faults_in(entries, audit.keys_of(session))
    if not entries:
        print(f"There is no trail of case {case_id}.")
        return 1
    for fault in faults:
        print(fault)
    if not faults:
        print(_unbroken(case_id, entries))
    return 1 if faults else 0


def verify_all(*, folder: Path | None, seals: list[str]) -> int:
    """Check every chain, every row that it vouches for, and the seals, also against what is kept outside;
    returns the exit code."""
    named = {int(number): sealed for number, _, sealed in (each.partition(":") for each in seals)}
    settings, began = load(), time.monotonic()
    with (
        opened_database(with_record=True) as database,
        database.reading(is_long=True) as session,
    ):
        found = anchor.check(session, settings, folder=folder, named=named)
    for fault in found.faults:
        print(fault)
    for remark in found.unsure:
        print(remark)
    print(_looked_at(found, time.monotonic() - began))
    return 1 if found.faults else 0


def _unbroken(case_id: int, entries: list[AuditEntry]) -> str:
    return (
        f"Case {case_id}: {len(entries)} entries, unbroken. Last hash {entries[-1].hash}. "
        "Whether its end is missing, and its texts are as they were, says verify --all."
    )


def _looked_at(found: Checked, took_s: float) -> str:
    what = f"Faults found, {len(found.faults):,}" if found.faults else "The record holds"
    return (
        f"{what}: {found.entries:,} entries in {found.chains:,} chains, {found.rows:,} rows, "
        f"{found.seals:,} seals, in {took_s:.1f} s."
    )
