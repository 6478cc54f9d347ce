"""`earshot verify`: the audit trail of a case, checked."""

from bot.domain.records.audit import AuditEntry, faults_in
from bot.storage import audit
from handlers.processes.embedded import opened_database


def verify(*, case_id: int) -> int:
    """Check the chain; returns the exit code."""
    entries = _entries(case_id)
    if not entries:
        print(f"There is no trail of case {case_id}.")
        return 1
    faults = faults_in(entries)
    for fault in faults:
        print(fault)
    if not faults:
        print(f"Case {case_id}: {len(entries)} entries, unbroken. Last hash {entries[-1].hash}.")
    return 1 if faults else 0


def _entries(case_id: int) -> list[AuditEntry]:
    with opened_database() as database, database.reading() as session:
        return audit.entries(session=session, case_id=case_id)
