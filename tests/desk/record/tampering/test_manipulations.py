"""Whatever is done to the record past Earshot is found, and what no seal has seen is not."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, select, text

from bot.desk.cases import snoozes
from bot.desk.erasure import holds
from bot.domain.records.legal_hold import LegalHold
from bot.domain.records.messages.message import Message
from bot.domain.records.trail.audit import AuditEntry, RecordKeys
from bot.domain.records.trail.verbs import Trail
from bot.storage.record import audit, kept_rows, record_check
from tests.desk.conftest import Bank
from tests.desk.record.tampering.manipulations import MANIPULATIONS
from tests.desk.record.tampering.tampering import AMIRA, faults, seal, tamper


def test_an_untouched_record_holds_and_a_look_at_it_says_how_much_it_was(
    bank: Bank, anchor: list[str]
) -> None:
    with bank.database.reading(is_long=True) as session:
        found = record_check.check(session=session, anchor=anchor)
        verbs = set(session.exec(select(AuditEntry.verb)))
    assert found.faults == []
    assert (found.seals, found.unsealed) == (3, {})
    assert found.chains == 7
    assert found.rows > 30
    told = {Trail.MERGED, Trail.NOTE, Trail.RESOLVED, Trail.CLOCK_BREACH, Trail.REPLY_PUBLISHED}
    assert told <= verbs


@pytest.mark.on_both
@pytest.mark.parametrize("what", MANIPULATIONS)
def test_whatever_is_done_past_earshot_is_found(bank: Bank, anchor: list[str], what: str) -> None:
    expected, *statements = MANIPULATIONS[what]
    tamper(bank, *statements)
    found = faults(bank, anchor)
    assert any(expected in fault for fault in found), found


@pytest.mark.parametrize("key_id", ["", "t1"])
def test_a_chain_written_anew_from_end_to_end_is_found(
    bank: Bank, anchor: list[str], key_id: str
) -> None:
    """Each hash follows from the one before it, as somebody would make it who has the code and no key."""
    strange = RecordKeys(current="t1", keys={"t1": b"another key than the one of Earshot."})
    with bank.database.reading() as session:
        chain = list(session.exec(select(AuditEntry).where(AuditEntry.case_id == 1)))
    statements, previous = [], chain[0].previous_hash
    for entry in chain:
        entry.actor_id = "U0JONAS" if entry.actor_id == AMIRA.id else entry.actor_id
        entry.key_id, entry.previous_hash = key_id, previous
        previous = entry.computed_hash(strange) or ""
        statements.append(
            f"UPDATE audit_entries SET actor_id = '{entry.actor_id}', key_id = '{key_id}',"
            f" previous_hash = '{entry.previous_hash}', hash = '{previous}' WHERE id = {entry.id}"
        )
    tamper(bank, *statements)
    said = "was changed after it was written" if key_id else "was written without the key"
    assert f"C-1: Entry 1 {said}." in faults(bank, anchor)


def test_whatever_the_record_vouches_for_has_a_word_for_what_was_found() -> None:
    assert set(record_check.WORDS) == set(kept_rows.TABLES)


def test_another_matter_of_a_hold_is_found_and_a_hold_of_a_release_before_holds(bank: Bank) -> None:
    case_id, older = bank.complaint(), bank.complaint(author="b")
    with bank.desk() as desk:
        holds.hold_case(desk, case_id=case_id, reason="In court", by=AMIRA, matter="Reed")
        holds.hold_case(desk, case_id=older, reason="In court", by=AMIRA)
    lines = [seal(bank)]
    assert faults(bank, lines) == []
    with bank.database.reading() as session:
        keys = audit.keys_of(session)
        row = session.exec(select(LegalHold).where(LegalHold.case_id == older)).one()
        values = [getattr(row, name) for name in kept_rows.WATCHED[LegalHold]]
        plain = [each.isoformat() if isinstance(each, datetime) else each for each in values]
        entries = audit.entries(session=session, case_id=older)
        before = keys.fingerprint(keys.current, f"legal_holds:{row.id}", plain)
        assert before in [(entry.rows or {}).get(f"legal_holds:{row.id}") for entry in entries]
    tamper(bank, f"UPDATE legal_holds SET matter = 'Another' WHERE case_id = {case_id}")
    assert any(f"C-{case_id}: a legal hold" in fault for fault in faults(bank, lines))


def test_a_translation_that_comes_under_a_text_is_vouched_for(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        message = desk.session.exec(select(Message).where(Message.case_id == case_id)).one()
        message.translated = {"text": "Where is my card?", "by": "The bank"}
        desk.session.add(message)
        desk.record(case_id, Trail.WAKE, by=AMIRA)
    lines = [seal(bank)]
    assert faults(bank, lines) == []
    said = """'{"text": "Send money"}'"""
    tamper(bank, f"UPDATE messages SET translated = {said} WHERE case_id = {case_id}")
    [fault] = faults(bank, lines)
    assert "is not as it was when it was written down" in fault


def test_what_the_release_before_wrote_over_is_told_apart_from_another_text(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its code knows nothing of the matter of a hold, and vouches for the row without it."""
    case_id = bank.complaint()
    with bank.desk() as desk:
        hold = holds.hold_case(desk, case_id=case_id, reason="In court", by=AMIRA, matter="Reed")
        number = hold.pk
    with monkeypatch.context() as before, bank.desk() as desk:
        before.setattr(kept_rows, "values_of", kept_rows.values_before)
        holds.lift(desk, hold_id=number, by=AMIRA)
        desk.session.commit()
    lines = [seal(bank)]
    [fault] = faults(bank, lines)
    assert "but for matter: code of the release before" in fault
    with bank.desk() as desk:
        hold = desk.session.get_one(LegalHold, number)
        hold.reason = "In court still"
        desk.session.add(hold)
        desk.record(case_id, Trail.WAKE, by=AMIRA)
    assert faults(bank, [*lines, seal(bank)]) == []


def test_what_no_seal_has_seen_and_left_no_row_is_not_found(bank: Bank, anchor: list[str]) -> None:
    """The README says so: within ten minutes, whoever removes an entry with all it did leaves no trace."""
    with bank.desk() as desk:
        desk.record(5, Trail.WAKE, by=AMIRA)
    tamper(bank, "DELETE FROM audit_entries WHERE case_id = 5 AND verb = 'wake'")
    assert faults(bank, anchor) == []


def test_the_guards_refuse_most_of_it_before_there_is_anything_to_find(bank: Bank) -> None:
    seal(bank)
    for statement in ("UPDATE record_seals SET up_to = 0", "DELETE FROM record_seals"):
        with (
            pytest.raises(Exception, match="append-only"),
            bank.database.engine.begin() as connection,
        ):
            connection.execute(text(statement))


def test_what_was_taken_back_to_a_savepoint_leaves_no_entry(bank: Bank) -> None:
    case_id = bank.complaint()
    seal(bank)
    with bank.desk() as desk:
        with pytest.raises(ZeroDivisionError), desk.session.begin_nested():
            snooze(bank, desk.session, case_id)
        desk.record(case_id, Trail.WAKE, by=AMIRA)
    with bank.database.reading() as session:
        verbs = select(AuditEntry.verb).where(AuditEntry.case_id == case_id)
        assert list(session.exec(verbs)) == ["opened", "wake"]
    assert faults(bank, []) == []


def snooze(bank: Bank, session: Session, case_id: int) -> None:
    until = bank.now + timedelta(days=2)
    snoozes.snooze(bank.desk_on(session), case_id=case_id, until=until, reason="", by=AMIRA)
    raise ZeroDivisionError
