"""`earshot verify` and `earshot why`: the audit trail of a case, checked and told."""

from bot.domain.audit import AuditEntry, faults_in
from bot.storage import audit
from bot.storage.engine import Database
from config.settings import load


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


def tell(*, case_id: int) -> int:
    """Say what happened, one line an entry; returns the exit code."""
    entries = _entries(case_id)
    if not entries:
        print(f"There is no trail of case {case_id}.")
        return 1
    for entry in entries:
        actor = f"{entry.actor_kind}:{entry.actor_id}" if entry.actor_id else entry.actor_kind
        details = " ".join(f"{key}={value}" for key, value in entry.details.items())
        line = f"{entry.at:%Y-%m-%d %H:%M:%S} UTC  {entry.verb:20} {actor:24} {details}"
        print(_harmless(line.rstrip()))
    return 0


def _harmless(line: str) -> str:
    """What would move a terminal's cursor could hide a line from whoever reads."""
    return "".join(each if each.isprintable() else "\ufffd" for each in line)


def _entries(case_id: int) -> list[AuditEntry]:
    database = Database(load().database_url.get_secret_value(), pool_size=1)
    try:
        with database.reading() as session:
            return audit.entries(session=session, case_id=case_id)
    finally:
        database.dispose()
