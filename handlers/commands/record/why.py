"""`earshot why`: what happened to a case, and the ledger of each of its clocks."""

import json

from sqlmodel import select

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.clocks import explaining
from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Staff
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.sla import ledger_words
from bot.domain.sla.ledger import Ledger
from bot.domain.text.references import case_reference
from bot.storage.record import audit
from handlers.commands import reading
from handlers.commands.record.trail_words import TrailWords
from handlers.processes.embedded import with_database


def tell(*, case_id: int, as_json: bool, name: str = "") -> int:
    """Say what happened, one line an entry, then why each clock stands so; the exit code."""
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        reading.write_down(app.database, name=name, what="why", case=case_id)
        with app.looking() as desk:
            entries = audit.entries(session=desk.session, case_id=case_id)
            known = desk.session.get(Case, case_id) is not None
            ledgers = explaining.explain(desk, case_id=case_id) if known else []
            words = TrailWords(people=_people(desk), channels=_channels(app))
    finally:
        app.database.dispose()
    if not entries and not ledgers:
        print(f"There is no case {case_reference(case_id)}.")
        return 1
    if as_json:
        print(_json(case_id, entries, ledgers))
        return 0
    for entry in entries:
        print(words.line(entry))
    _print_ledgers(ledgers)
    return 0


def _print_ledgers(ledgers: list[Ledger]) -> None:
    """What is promised to nobody stands last, a line each: there nothing is counted."""
    for ledger in (each for each in ledgers if each.due_at is not None):
        print(f"\n{ledger_words.title(ledger)}\n{ledger_words.facts(ledger)}")
        for line in ledger_words.lines(ledger):
            print(f"  {line}")
    nothing = [ledger_words.title(each) for each in ledgers if each.due_at is None]
    if nothing:
        print("", *nothing, sep="\n")


def _people(desk: Desk) -> dict[str, str]:
    return dict(desk.session.exec(select(Staff.slack_user_id, Staff.name)).all())


def _channels(app: App) -> dict[str, str]:
    return {name: channel.title for name, channel in app.capabilities.items()}


def _json(case_id: int, entries: list[AuditEntry], ledgers: list[Ledger]) -> str:
    trail = [
        {
            "at": entry.at.isoformat(),
            "verb": entry.verb,
            "actor": str(entry.actor),
            "details": entry.details,
        }
        for entry in entries
    ]
    told = {"case": case_id, "trail": trail, "clocks": [each.as_json() for each in ledgers]}
    return json.dumps(told, ensure_ascii=False, indent=2)
