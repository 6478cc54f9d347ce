"""The inbox keeps what came in, once, sealed, and every item ends with a reason or a case."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.inbox import reading, review
from bot.inbox.received import MOST_ATTEMPTS, ItemState, ReceivedItem, SeenEvent
from bot.inbox.store import Incoming, store, store_unreadable
from bot.storage.engine import Database
from bot.storage.master_keys import new_key
from bot.storage.sealing import Vault

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
VAULT = Vault(new_key())


def item(key: str = "1:posted", body: bytes = b'{"text": "hello"}') -> Incoming:
    return Incoming(source="x:mentions:111", channel="x", account="111", key=key, body=body)


def keep(database: Database, items: Sequence[Incoming]) -> int:
    with database.transaction() as session:
        return store(
            session=session, items=items, vault=VAULT, now=NOW, db_now=database.now(session)
        )


def only(session: Session) -> ReceivedItem:
    return session.exec(select(ReceivedItem)).one()


def taken(database: Database, session: Session) -> ReceivedItem:
    found = reading.take(session=session, db_now=database.now(session))
    assert found is not None
    return found


def test_a_batch_is_stored_and_counted(database: Database) -> None:
    assert keep(database, [item(f"{n}:posted") for n in range(1200)]) == 1200
    with database.reading() as session:
        backlog = review.backlog(session=session, db_now=database.now(session))
    assert backlog.waiting == 1200


def test_a_repeat_is_no_new_item(database: Database) -> None:
    assert keep(database, [item()]) == 1
    assert keep(database, [item(), item("2:posted")]) == 1


def test_the_same_key_twice_in_one_batch_is_one_item(database: Database) -> None:
    assert keep(database, [item(), item()]) == 1


def test_nothing_to_store_is_nothing_stored(database: Database) -> None:
    assert keep(database, []) == 0


def test_a_stored_batch_wakes_the_readers(database: Database) -> None:
    heard: list[frozenset[str]] = []
    database.on_commit(heard.append)
    keep(database, [item()])
    keep(database, [item()])
    assert heard == [frozenset({"inbox"})]


def test_the_body_is_sealed_and_opens_again(database: Database) -> None:
    keep(database, [item(body=b"a customer's words")])
    with database.transaction() as session:
        found = taken(database, session)
        assert b"customer" not in (found.sealed_body or b"")
        assert reading.body_of(item=found, vault=VAULT) == b"a customer's words"


def test_items_are_taken_in_the_order_they_came(database: Database) -> None:
    keep(database, [item("1:posted"), item("2:posted")])
    with database.transaction() as session:
        first = taken(database, session)
        reading.settle(session=session, item=first, case_id=7, now=NOW)
    with database.transaction() as session:
        assert taken(database, session).key == "2:posted"


def test_settling_erases_the_body(database: Database) -> None:
    keep(database, [item()])
    with database.transaction() as session:
        reading.settle(session=session, item=taken(database, session), case_id=7, now=NOW)
    with database.reading() as session:
        found = only(session)
    assert (found.state, found.case_id, found.sealed_body) == (ItemState.SETTLED, 7, None)


def test_an_item_of_no_use_keeps_the_reason_and_no_body(database: Database) -> None:
    keep(database, [item()])
    with database.transaction() as session:
        found = taken(database, session)
        reading.not_used(session=session, item=found, reason="a reaction", now=NOW)
    with database.reading() as session:
        found = only(session)
    assert (found.state, found.reason, found.sealed_body) == (
        ItemState.NOT_USED,
        "a reaction",
        None,
    )


def test_nothing_is_taken_from_an_empty_inbox(database: Database) -> None:
    with database.transaction() as session:
        assert reading.take(session=session, db_now=database.now(session)) is None


def test_a_failing_item_waits_longer_each_time_and_is_then_set_aside(database: Database) -> None:
    keep(database, [item()])
    waits: list[float] = []
    for _ in range(MOST_ATTEMPTS):
        with database.transaction() as session:
            found = only(session)
            db_now = database.now(session)
            reading.try_again(
                session=session, item_id=found.pk, reason="no luck", now=NOW, db_now=db_now
            )
            waits.append(round((found.not_before - db_now).total_seconds()))
    assert waits[:-1] == [2, 4, 8, 16, 32]
    with database.reading() as session:
        found = only(session)
    assert (found.state, found.reason) == (ItemState.SET_ASIDE, "no luck")
    assert found.sealed_body is not None


def test_an_item_that_waits_longer_lets_others_pass(database: Database) -> None:
    keep(database, [item("1:posted"), item("2:posted")])
    with database.transaction() as session:
        first = taken(database, session)
        reading.try_again(
            session=session,
            item_id=first.pk,
            reason="no luck",
            now=NOW,
            db_now=database.now(session),
        )
    with database.transaction() as session:
        assert taken(database, session).key == "2:posted"


def test_what_was_settled_meanwhile_is_not_tried_again(database: Database) -> None:
    keep(database, [item()])
    with database.transaction() as session:
        found = taken(database, session)
        reading.settle(session=session, item=found, case_id=7, now=NOW)
    with database.transaction() as session:
        state = reading.try_again(
            session=session, item_id=found.pk, reason="late", now=NOW, db_now=NOW
        )
    assert state == ItemState.SETTLED


def test_an_unreadable_body_is_kept_seven_days_and_then_erased(database: Database) -> None:
    with database.transaction() as session:
        store_unreadable(
            session=session,
            item=item(body=b"?"),
            reason="not JSON",
            vault=VAULT,
            now=NOW,
            db_now=database.now(session),
        )
    with database.transaction() as session:
        assert review.expire_bodies(session=session, now=NOW + timedelta(days=6, hours=23)) == []
        [erased] = review.expire_bodies(session=session, now=NOW + timedelta(days=7))
        assert (erased.items, erased.unread) == (1, 1)
    with database.reading() as session:
        found = only(session)
    assert (found.state, found.sealed_body) == (ItemState.SET_ASIDE, None)


def test_an_item_set_aside_can_be_replayed(database: Database) -> None:
    keep(database, [item()])
    with database.transaction() as session:
        reading.set_aside(
            session=session, item=taken(database, session), reason="not JSON", now=NOW
        )
    with database.transaction() as session:
        assert reading.take(session=session, db_now=database.now(session)) is None
        review.replay(session=session, item_id=only(session).pk, db_now=database.now(session))
    with database.transaction() as session:
        found = taken(database, session)
        reading.settle(session=session, item=found, case_id=7, now=NOW)
        assert found.keep_until is None


def test_replaying_what_cannot_be_read_keeps_its_body_no_longer(database: Database) -> None:
    keep(database, [item()])
    with database.transaction() as session:
        found = taken(database, session)
        reading.set_aside(session=session, item=found, reason="not JSON", now=NOW)
        review.replay(session=session, item_id=found.pk, db_now=database.now(session))
    with database.transaction() as session:
        late = NOW + timedelta(days=6)
        reading.set_aside(session=session, item=taken(database, session), reason="no", now=late)
    with database.transaction() as session:
        [erased] = review.expire_bodies(session=session, now=NOW + timedelta(days=7))
        assert (erased.items, erased.unread) == (1, 1)


def test_a_bank_may_keep_what_cannot_be_read_for_a_shorter_time(database: Database) -> None:
    keep(database, [item()])
    with database.transaction() as session:
        found = taken(database, session)
        reading.set_aside(
            session=session, item=found, reason="not JSON", now=NOW, kept=timedelta(days=1)
        )
        [erased] = review.expire_bodies(session=session, now=NOW + timedelta(days=1))
        assert (erased.items, erased.unread) == (1, 1)


def test_only_items_set_aside_with_a_body_can_be_replayed(database: Database) -> None:
    keep(database, [item()])
    with database.transaction() as session:
        found = taken(database, session)
        with pytest.raises(review.CannotReplay, match="only items set aside"):
            review.replay(session=session, item_id=found.pk, db_now=NOW)
        reading.set_aside(session=session, item=found, reason="not JSON", now=NOW)
        review.expire_bodies(session=session, now=NOW + timedelta(days=8))
        session.refresh(found)
        with pytest.raises(review.CannotReplay, match="erased"):
            review.replay(session=session, item_id=found.pk, db_now=NOW)
        with pytest.raises(review.NoSuchItem, match="no item 99"):
            review.replay(session=session, item_id=99, db_now=NOW)


def test_the_list_shows_the_newest_of_a_state(database: Database) -> None:
    keep(database, [item("1:posted"), item("2:posted")])
    with database.transaction() as session:
        first = taken(database, session)
        reading.set_aside(session=session, item=first, reason="not JSON", now=NOW)
    with database.reading() as session:
        aside = review.listing(session=session, state=ItemState.SET_ASIDE)
        everything = review.listing(session=session)
    assert [each.key for each in aside] == ["1:posted"]
    assert [each.key for each in everything] == ["2:posted", "1:posted"]


def test_two_readers_never_hold_the_same_item(database: Database) -> None:
    if database.is_sqlite:
        return  # one writer at a time, by SQLite's own lock
    keep(database, [item("1:posted")])
    with database.transaction() as session:
        taken(database, session)
        with database.engine.connect() as other:
            free = other.exec_driver_sql(
                "SELECT count(*) FROM (SELECT 1 FROM received_items"
                " WHERE state = 'waiting' FOR UPDATE SKIP LOCKED) AS free"
            ).scalar_one()
    assert free == 0


def test_slack_events_are_forgotten_after_a_week(database: Database) -> None:
    with database.transaction() as session:
        session.add(SeenEvent(key="old", seen_at=NOW - timedelta(days=8)))
        session.add(SeenEvent(key="new", seen_at=NOW - timedelta(days=6)))
    with database.transaction() as session:
        assert review.forget_seen(session=session, now=NOW) == 1
        assert [
            each.key for each in session.exec(select(SeenEvent).order_by(col(SeenEvent.key)))
        ] == ["new"]
