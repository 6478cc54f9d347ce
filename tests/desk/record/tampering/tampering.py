"""Sealing the record, changing it behind its back, and what a check finds then."""

from sqlmodel import text

from bot.domain.records.staff import Actor
from bot.storage.record import record_check, record_seals, triggers
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def seal(bank: Bank) -> str:
    with bank.database.transaction() as session:
        made = record_seals.seal(session=session, heads={})
        assert made is not None
        return made.line


def faults(bank: Bank, anchor: list[str]) -> list[str]:
    with bank.database.reading(is_long=True) as session:
        return record_check.check(session=session, anchor=anchor).faults


def tamper(bank: Bank, *statements: str) -> None:
    with bank.database.engine.connect() as connection:
        off = "PRAGMA foreign_keys = OFF" if bank.database.is_sqlite else _REPLICA
        connection.exec_driver_sql(off)
        triggers.remove(connection)
        for each in statements:
            done = connection.execute(text(each))
            assert done.rowcount, f"It changed nothing: {each}"
        connection.commit()


_REPLICA = "SET session_replication_role = replica"
