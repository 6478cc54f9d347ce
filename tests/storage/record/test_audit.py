"""The audit trail: one chain per case that two writers cannot fork and nobody can change."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import select, text

from bot.domain.records.cases.case import Case
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.storage.engine import Database
from bot.storage.record import audit, triggers

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
U1 = Actor.staff("U1")


def record(database: Database, case_id: int, verb: Trail = Trail.CLAIM) -> None:
    with database.transaction() as session:
        audit.record(session=session, case_id=case_id, actor=U1, verb=verb, at=AT)


def add_case(database: Database) -> int:
    with database.transaction() as session:
        author = Author(channel="x", external_id="5", first_seen_at=AT)
        session.add(author)
        session.flush()
        case = Case(
            brand="b",
            channel="x",
            account="1",
            conversation="9",
            author_id=author.pk,
            state_since=AT,
            route="r",
            opened_at=AT,
            received_at=AT,
            last_inbound_at=AT,
        )
        session.add(case)
        session.flush()
        number = case.number
    with database.engine.begin() as connection:  # the tests begin with an empty trail
        triggers.remove(connection)
        connection.execute(text("DELETE FROM audit_entries"))
        triggers.install(connection)
    return number


def add_revision(database: Database, case_id: int) -> None:
    with database.transaction() as session:
        message = Message(
            case_id=case_id,
            channel="x",
            account="1",
            external_id="9",
            direction=Direction.INBOUND,
            text="masked",
            posted_at=AT,
            received_at=AT,
        )
        session.add(message)
        session.flush()
        session.add(
            MessageRevision(
                message_id=message.pk,
                revision=1,
                external_id="9",
                text="masked",
                sealed=b"sealed",
                fingerprint="f",
                written_at=AT,
                received_at=AT,
            )
        )


def test_entries_are_numbered_and_the_chain_holds(database: Database) -> None:
    case_id = add_case(database)
    later = AT.astimezone(timezone(timedelta(hours=5)))
    with database.transaction() as session:
        audit.record(session=session, case_id=case_id, actor=U1, verb=Trail.CLAIM, at=AT)
        audit.record(
            session=session,
            case_id=case_id,
            actor=Actor.system(),
            verb=Trail.CLOCK_BREACH,
            at=later,
            details={"clock": 3, "kinds": ("a", "ü"), "by": None},
        )
    record(database, audit.HOUSE, Trail.POLICY_STORED)
    with database.reading() as session:
        trail = audit.entries(session=session, case_id=case_id)
        assert [(entry.sequence, entry.verb) for entry in trail] == [
            (1, "claim"),
            (2, "clock_breach"),
        ]
        assert audit.verify(session=session, case_id=case_id) == []
        assert audit.verify(session=session, case_id=audit.HOUSE) == []


@pytest.mark.parametrize("house", [False, True])
def test_two_writers_at_once_make_one_chain(database: Database, house: bool) -> None:
    case_id = audit.HOUSE if house else add_case(database)

    def write() -> None:
        for _ in range(10):
            record(database, case_id)

    writers = [threading.Thread(target=write) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with database.reading() as session:
        assert len(audit.entries(session=session, case_id=case_id)) == 30
        assert audit.verify(session=session, case_id=case_id) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET verb = 'other'",
        "UPDATE audit_entries SET actor_id = 'U2' WHERE sequence = 1",
        "DELETE FROM audit_entries",
    ],
)
def test_the_database_refuses_to_change_the_trail(database: Database, statement: str) -> None:
    record(database, 0)
    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as session:
        session.connection().execute(text(statement))


def test_the_trail_cannot_be_replaced_or_emptied_either(database: Database) -> None:
    record(database, 0)
    replacing = (
        "INSERT OR REPLACE INTO audit_entries SELECT * FROM audit_entries"
        if database.is_sqlite
        else "TRUNCATE audit_entries"
    )
    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as session:
        session.connection().execute(text(replacing))


def test_a_forgotten_lock_ends_in_an_error_not_in_a_fork(database: Database) -> None:
    record(database, 0)
    with database.reading() as session:
        twin = session.exec(select(AuditEntry)).one().model_dump(exclude={"id"})
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(AuditEntry(**twin))


def test_tampering_behind_the_triggers_is_found(database: Database) -> None:
    for verb in (Trail.CLAIM, Trail.RELEASE, Trail.CLAIM):
        record(database, 0, verb)
    with database.engine.begin() as connection:
        triggers.remove(connection)
        connection.execute(text("UPDATE audit_entries SET actor_id = 'U2' WHERE sequence = 2"))
        triggers.install(connection)
    with database.reading() as session:
        assert audit.verify(session=session, case_id=0) == [
            "Entry 2 was changed after it was written."
        ]


def test_what_a_post_once_said_never_changes(database: Database) -> None:
    add_revision(database, add_case(database))
    with pytest.raises(DBAPIError, match="never changes"), database.transaction() as session:
        session.connection().execute(text("UPDATE message_revisions SET text = 'other'"))


def test_the_sealed_original_of_a_post_can_be_erased(database: Database) -> None:
    add_revision(database, add_case(database))
    with database.transaction() as session:
        session.connection().execute(text("UPDATE message_revisions SET sealed = NULL"))
    with database.reading() as session:
        assert session.exec(select(MessageRevision)).one().sealed is None


@pytest.mark.parametrize("column", ["written_at", "received_at"])
def test_when_a_post_was_written_and_reached_us_never_changes(
    database: Database, column: str
) -> None:
    add_revision(database, add_case(database))
    changed = f"UPDATE message_revisions SET {column} = '2020-01-01 00:00:00'"
    with pytest.raises(DBAPIError, match="never changes"), database.transaction() as session:
        session.connection().execute(text(changed))
