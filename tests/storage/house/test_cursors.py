"""A source is read by one worker at a time, when it is due."""

from datetime import timedelta

from bot.storage.house.cursors import Cursor, free_all, lease_due
from tests.database import MovableDatabase

LEASE = timedelta(seconds=60)


def take(database: MovableDatabase, owner: str) -> bool:
    with database.transaction() as session:
        cursor = lease_due(
            session=session,
            source="x:mentions:1",
            owner=owner,
            now=database.now(session),
            lease=LEASE,
        )
        return cursor is not None


def test_a_due_source_is_leased_to_one_worker_until_the_lease_ends(
    database: MovableDatabase,
) -> None:
    now = database.stop_clock()
    with database.transaction() as session:
        session.add(Cursor(source="x:mentions:1", next_at=now + timedelta(seconds=5)))
    assert not take(database, "w1")
    database.move(5)
    assert take(database, "w1")
    assert not take(database, "w2")
    database.move(61)
    assert take(database, "w2")


def test_what_a_killed_process_was_reading_is_free_for_the_only_one_that_follows(
    database: MovableDatabase,
) -> None:
    now = database.stop_clock()
    with database.transaction() as session:
        session.add(Cursor(source="x:mentions:1", next_at=now))
    assert take(database, "killed")
    assert not take(database, "w2")
    with database.transaction() as session:
        free_all(session=session)
    assert take(database, "w2")


def test_a_source_nobody_set_up_is_not_leased(database: MovableDatabase) -> None:
    assert not take(database, "w1")


def test_two_workers_at_once_do_not_wait_for_each_other(database: MovableDatabase) -> None:
    if database.is_sqlite:
        return  # one process, and its writers queue
    now = database.stop_clock()
    with database.transaction() as session:
        session.add(Cursor(source="x:mentions:1", next_at=now))
    other = MovableDatabase(database.url.render_as_string(hide_password=False))
    with database.transaction() as session:
        held = lease_due(session=session, source="x:mentions:1", owner="w1", now=now, lease=LEASE)
        assert held is not None
        assert not take(other, "w2")
    other.dispose()
