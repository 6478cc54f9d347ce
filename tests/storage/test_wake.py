"""Waking waiters after a commit: in the same process, and from another one through PostgreSQL."""

import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest

from bot.storage.engine import Database, announce
from bot.storage.wake import Wake


@pytest.fixture
def wake(database: Database) -> Iterator[Wake]:
    made = Wake(database)
    made.start()
    yield made
    made.stop()


def test_a_commit_that_announces_wakes_the_waiter(database: Database, wake: Wake) -> None:
    ticket = wake.ticket("outbox:slack")
    with database.transaction() as session:
        announce(session, "outbox:slack")
    assert wake.wait("outbox:slack", ticket, 5)


def test_a_rollback_wakes_nobody(database: Database) -> None:
    wake = Wake(database)
    ticket = wake.ticket("outbox:slack")
    with suppress(RuntimeError), database.transaction() as session:
        announce(session, "outbox:slack")
        raise RuntimeError("stop")
    assert not wake.wait("outbox:slack", ticket, 0)
    wake.stop()


def test_another_topic_does_not_wake_the_waiter(database: Database) -> None:
    wake = Wake(database)
    ticket = wake.ticket("outbox:slack")
    with database.transaction() as session:
        announce(session, "outbox:public")
    assert not wake.wait("outbox:slack", ticket, 0)
    wake.stop()


def test_stopping_releases_whoever_waits(database: Database) -> None:
    wake = Wake(database)
    wake.start()
    woken = threading.Event()

    def waiter() -> None:
        wake.wait("outbox:slack", wake.ticket("outbox:slack"), 60)
        woken.set()

    thread = threading.Thread(target=waiter)
    thread.start()
    wake.stop()
    assert woken.wait(5)
    thread.join()


def test_a_commit_of_another_process_wakes_the_waiter(database: Database, wake: Wake) -> None:
    if database.is_sqlite:
        return  # one process only
    other = Database(database.url.render_as_string(hide_password=False))
    listening = wake.ticket("outbox:slack")
    wake.wait("outbox:slack", listening, 5)  # the connection stands
    ticket = wake.ticket("outbox:slack")
    with other.transaction() as session:
        announce(session, "outbox:slack")
    assert wake.wait("outbox:slack", ticket, 5)
    other.dispose()


def test_a_lost_connection_is_made_again(database: Database, wake: Wake) -> None:
    if database.is_sqlite:
        return  # one process only
    wake.wait("outbox:slack", 0, 5)  # the connection stands
    ticket = wake.ticket("outbox:slack")
    with database.transaction() as session:
        session.connection().exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE query = 'LISTEN earshot' AND pid <> pg_backend_pid()"
            " AND datname = current_database()"
        )
    assert wake.wait("outbox:slack", ticket, 10)


def test_who_asked_to_hear_is_told_of_every_topic(database: Database) -> None:
    heard: list[frozenset[str]] = []
    Wake(database, heard=heard.append)
    with database.transaction() as session:
        announce(session, "chat:1")
        announce(session, "chat:2")
    assert heard == [frozenset({"chat:1", "chat:2"})]


def test_a_topic_that_nobody_waits_for_is_not_kept(database: Database) -> None:
    wake = Wake(database)
    for number in range(3):
        with database.transaction() as session:
            announce(session, f"chat:{number}")
    assert wake.ticket("chat:1") == 0
    with database.transaction() as session:
        announce(session, "chat:1")
    assert wake.ticket("chat:1") == 1
