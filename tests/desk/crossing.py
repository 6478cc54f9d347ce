"""Two people at the same moment: the first is stopped in the middle, until the second waits for it.

On SQLite there is nothing to cross, for one writer comes after the other; both still run.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, text

from bot.desk.desk import Desk, DeskError
from bot.storage.engine import Database
from tests.desk.conftest import Bank

_PATIENCE_S = 20.0
_LOOK_AGAIN_S = 0.01
_FIRST = "the first"
Verb = Callable[[Desk], object]


@dataclass
class Crossing:
    """What became of the two; ``refused`` has what the desk said no to, by who."""

    refused: dict[str, DeskError] = field(default_factory=dict)
    failed: dict[str, BaseException] = field(default_factory=dict)


def cross(bank: Bank, first: Verb, second: Verb, *, after_locking: str, times: int = 1) -> Crossing:
    """Run both; the first stops once it has taken that many locks of rows of this table."""
    stopped, go_on = threading.Event(), threading.Event()
    locks = 0

    def look(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        nonlocal locks
        mine = threading.current_thread().name == _FIRST
        if not mine or f"FROM {after_locking}" not in statement or not _locks(statement, bank):
            return
        locks += 1
        if locks == times:
            stopped.set()
            assert go_on.wait(_PATIENCE_S)

    crossing = Crossing()
    one = threading.Thread(name=_FIRST, target=_run, args=(bank, first, crossing))
    other = threading.Thread(name="the second", target=_run, args=(bank, second, crossing))
    event.listen(bank.database.engine, "after_cursor_execute", look)
    try:
        one.start()
        assert stopped.wait(_PATIENCE_S), "the first took no such lock"
        other.start()
        until_it_waits(bank.database, other)
        go_on.set()
        one.join(_PATIENCE_S)
        other.join(_PATIENCE_S)
    finally:
        go_on.set()
        event.remove(bank.database.engine, "after_cursor_execute", look)
    assert not one.is_alive()
    assert not other.is_alive()
    return crossing


def _run(bank: Bank, verb: Verb, crossing: Crossing) -> None:
    name = threading.current_thread().name
    try:
        with bank.desk() as desk:
            verb(desk)
    except DeskError as refusal:
        crossing.refused[name] = refusal
    except BaseException as fault:
        crossing.failed[name] = fault


def _locks(statement: str, bank: Bank) -> bool:
    """SQLite has no row locks and its statements do not name them."""
    return bank.database.is_sqlite or "UPDATE" in statement.partition(" FOR ")[2]


def until_it_waits(database: Database, other: threading.Thread) -> None:
    """Until PostgreSQL says that it waits for a lock, or it has ended without."""
    if database.is_sqlite:
        return
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    while other.is_alive():
        with database.reading() as session:
            if session.connection().execute(waiting).scalar_one():
                return
        other.join(_LOOK_AGAIN_S)
