"""Seals say where each chain stands; what was bound without a key is vouched for as found, for an hour."""

import hashlib
import json

from sqlmodel import Session, text

from bot import bootstrap
from bot.domain.records.trail.audit import FIRST_HASH
from bot.domain.records.trail.record_seal import RecordSeal
from bot.domain.records.trail.verbs import Trail
from bot.storage.engine import Database
from bot.storage.record import audit, record_check, record_seals, triggers
from tests.database import MovableDatabase
from tests.storage.record.test_audit import AT, add_case, add_revision, record


def by_the_release_before(database: Database, case_id: int, *verbs: str) -> None:
    """Entries as the code before wrote them: hashed, with no key and vouching for nothing."""
    with database.engine.begin() as connection:
        last = connection.execute(
            text(
                "SELECT sequence, hash FROM audit_entries WHERE case_id = :case"
                " ORDER BY sequence DESC LIMIT 1"
            ),
            {"case": case_id},
        ).first()
        sequence, previous = last or (0, FIRST_HASH)
        for verb in verbs:
            sequence += 1
            content: dict[str, object] = {
                "case": case_id,
                "sequence": sequence,
                "at": AT.isoformat(),
                "actor": ["staff", "U1"],
                "verb": verb,
                "details": {},
                "previous": previous,
            }
            canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
            hashed = hashlib.sha256(canonical.encode()).hexdigest()
            connection.execute(
                text(
                    "INSERT INTO audit_entries (case_id, sequence, at, actor_kind, actor_id, verb,"
                    " details, previous_hash, hash) VALUES (:case, :sequence, :at, 'staff', 'U1',"
                    " :verb, '{}', :previous, :hash)"
                ),
                {
                    "case": case_id,
                    "sequence": sequence,
                    "at": f"{AT:%Y-%m-%d %H:%M:%S.%f}" if database.is_sqlite else AT,
                    "verb": verb,
                    "previous": previous,
                    "hash": hashed,
                },
            )
            previous = hashed


def forget_entries(database: Database) -> None:
    with database.engine.begin() as connection:
        triggers.remove(connection)
        connection.execute(text("DELETE FROM audit_entries"))
        triggers.install(connection)


def faults(database: Database) -> list[str]:
    with database.reading(is_long=True) as session:
        return record_check.check(session=session).faults


def sealed(database: Database) -> RecordSeal | None:
    with database.transaction() as session:
        return record_seals.seal(session=session)


def verbs(session: Session, case_id: int) -> list[str]:
    return [each.verb for each in audit.entries(session=session, case_id=case_id)]


def test_what_the_release_before_wrote_is_vouched_for_as_found(database: Database) -> None:
    case_id = add_case(database)
    add_revision(database, case_id)
    forget_entries(database)
    by_the_release_before(database, case_id, "opened", "claim")
    by_the_release_before(database, 0, "policy_stored")
    assert f"C-{case_id}: Entry 1 was written without the key." in faults(database)
    bootstrap.carry_over_record(database)
    sealed(database)
    assert faults(database) == []
    with database.reading() as session:
        assert verbs(session, case_id) == ["opened", "claim", Trail.CARRIED_OVER]
        last = audit.entries(session=session, case_id=case_id)[-1]
        assert set(last.rows or {}) == {"cases:1", "messages:1"}
    bootstrap.carry_over_record(database)
    with database.reading() as session:
        assert len(audit.entries(session=session, case_id=case_id)) == 3


def test_for_an_hour_the_old_release_may_go_on_writing_and_then_nobody(
    database: MovableDatabase,
) -> None:
    case_id = add_case(database)
    database.stop_clock()
    sealed(database)
    by_the_release_before(database, case_id, "claim")
    database.move(1800)
    bootstrap.carry_over_record(database)
    assert faults(database) == []
    database.move(3600)
    by_the_release_before(database, case_id, "release")
    bootstrap.carry_over_record(database)
    [fault] = faults(database)
    assert fault.endswith("was written without the key.")


def test_a_seal_names_what_grew_and_there_is_none_when_nothing_did(database: Database) -> None:
    first, second = add_case(database), audit.HOUSE
    record(database, first)
    assert (made := sealed(database)) is not None
    assert set(made.heads) == {str(first)}
    record(database, second)
    assert (made := sealed(database)) is not None
    assert (made.number, set(made.heads)) == (2, {"0"})
    assert sealed(database) is None
    assert RecordSeal.of_line(made.line) == made


def test_a_chain_that_no_seal_has_as_it_stands_is_told_for_the_next_seal(
    database: Database,
) -> None:
    """As when a transaction commits after one whose entries have higher numbers."""
    record(database, 0)
    sealed(database)
    record(database, 0)
    with database.reading(is_long=True) as session:
        unsealed = record_check.check(session=session).unsealed
    assert unsealed.keys() == {0}
    with database.transaction() as session:
        made = record_seals.seal(session=session, heads=unsealed)
        assert made is not None
        assert made.heads == {"0": [2, unsealed[0][1]]}
