"""The database's two doors, on both databases."""

from sqlmodel import select

from bot.storage.cursors import Run
from bot.storage.engine import Database


def test_a_transaction_that_raises_leaves_nothing_behind(database: Database) -> None:
    now = None
    try:
        with database.transaction() as session:
            now = database.now(session)
            session.add(Run(job="digest", period="2026-11-21", done_at=now))
            session.flush()
            raise RuntimeError("stop")
    except RuntimeError:
        pass
    with database.reading() as session:
        assert session.exec(select(Run)).all() == []


def test_what_was_committed_is_read_back_with_its_time_zone(database: Database) -> None:
    with database.transaction() as session:
        now = database.now(session)
        session.add(Run(job="digest", period="2026-11-21", done_at=now))
    with database.reading() as session:
        assert session.exec(select(Run)).one().done_at == now
