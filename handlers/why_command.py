"""`earshot why`: what happened to a case, and the ledger of each of its clocks."""

import json

from bot import bootstrap
from bot.desk import explain
from bot.domain.audit import AuditEntry
from bot.domain.case import Case
from bot.domain.sla import ledger_words
from bot.domain.sla.ledger import Ledger
from bot.storage import audit
from config.settings import load


def tell(*, case_id: int, as_json: bool) -> int:
    """Say what happened, one line an entry, then why each clock stands so; the exit code."""
    app = bootstrap.build(load(), pool_size=1)
    try:
        with app.looking() as desk:
            entries = audit.entries(session=desk.session, case_id=case_id)
            known = desk.session.get(Case, case_id) is not None
            ledgers = explain.explain(desk, case_id=case_id) if known else []
    finally:
        app.database.dispose()
    if not entries and not ledgers:
        print(f"There is no trail of case {case_id}.")
        return 1
    if as_json:
        print(_json(case_id, entries, ledgers))
        return 0
    for entry in entries:
        print(_line(entry))
    for ledger in ledgers:
        print(f"\n{ledger_words.title(ledger)}\n{ledger_words.facts(ledger)}")
        for line in ledger_words.lines(ledger):
            print(f"  {line}")
    return 0


def _json(case_id: int, entries: list[AuditEntry], ledgers: list[Ledger]) -> str:
    trail = [
        {
            "at": entry.at.isoformat(),
            "verb": entry.verb,
            "actor": _actor(entry),
            "details": entry.details,
        }
        for entry in entries
    ]
    told = {"case": case_id, "trail": trail, "clocks": [each.as_json() for each in ledgers]}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _line(entry: AuditEntry) -> str:
    details = " ".join(f"{key}={value}" for key, value in entry.details.items())
    moment = f"{entry.at:%Y-%m-%d %H:%M:%S} UTC"
    return _harmless(f"{moment}  {entry.verb:20} {_actor(entry):24} {details}".rstrip())


def _harmless(line: str) -> str:
    """What would move a terminal's cursor could hide a line from whoever reads."""
    return "".join(each if each.isprintable() else "\ufffd" for each in line)


def _actor(entry: AuditEntry) -> str:
    return f"{entry.actor_kind}:{entry.actor_id}" if entry.actor_id else entry.actor_kind
