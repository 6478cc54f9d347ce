"""Whatever is changed, removed, added or reordered past Earshot shows, whoever did it and however.

The triggers are off, as the role that owns the tables can have them, and foreign keys too, as a superuser can.
"""

import json
from datetime import datetime, timedelta

import pytest
from sqlmodel import Session, func, select, text

from bot.desk.cases import closures, merging, notes, snoozes, splitting
from bot.desk.clocks import complaints, escalations
from bot.desk.erasure import holds
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.legal_hold import LegalHold
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry, RecordKeys
from bot.domain.records.trail.record_seal import RecordSeal
from bot.domain.records.trail.verbs import Trail
from bot.outbox.outcome import Receipt
from bot.storage.record import audit, kept_rows, record_check, record_seals, triggers
from tests.desk.answers.test_replies import answer
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


@pytest.fixture
def anchor(bank: Bank) -> list[str]:
    """A bank with a past, and the lines of its seals: 1 answered and resolved, 2 a late complaint, 3
    merged into it, 4 and 6 were one, 5 laid aside."""
    lines = [seal(bank)]
    for name in ("a", "b", "c"):
        bank.complaint(author=name)
    first = bank.post("My card ends in 4111 1111 1111 1111, call 020 7946 0018", author="d")
    bank.take_in(first)
    bank.take_in(
        bank.post("And the app, 020 7946 0019", author="d", conversation=first.conversation)
    )
    bank.complaint(author="e")
    lines.append(seal(bank))
    with bank.desk() as desk:
        complaints.mark(desk, case_id=2, preset="uk_disp", reason="A dispute", by=AMIRA)
        merging.merge(desk, case_id=3, into=2, by=AMIRA)
        second = select(func.max(Message.id)).where(Message.case_id == 4)
        splitting.split(
            desk, case_id=4, message_ids=[desk.session.exec(second).one() or 0], by=AMIRA
        )
        until = bank.now + timedelta(days=20)
        snoozes.snooze(desk, case_id=5, until=until, reason="Waits", by=AMIRA)
        thread = desk.session.exec(select(CaseThread).where(CaseThread.case_id == 1)).one()
        thread.slack_ts = "1.1"
        desk.session.add(thread)
    with bank.desk() as desk:
        written = {"slack_channel": thread.slack_channel, "thread_ts": "1.1", "slack_ts": "1.2"}
        text = "She rang"
        notes.write(desk, **written, slack_user_id=AMIRA.id, text=text, at=bank.now)
    bank.end(answer(bank, 1), Receipt(reference="900"))
    with bank.desk() as desk:
        closures.resolve(desk, case_id=1, outcome=Outcome.FIXED, remark="Sent", by=AMIRA)
    bank.later(days=3)
    with bank.desk() as desk:
        while escalations.fire(desk):
            pass
    return [*lines, seal(bank)]


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


_LAST = "sequence = (SELECT max(sequence) FROM audit_entries WHERE case_id = 1)"
_COPY = (
    "INSERT INTO audit_entries (case_id, sequence, at, actor_kind, actor_id, verb, details, rows,"
    " key_id, previous_hash, hash)"
)
_ROWS_OF_5 = [
    f"DELETE FROM {table} WHERE case_id = 5"
    for table in ("snoozes", "timers", "sla_clocks", "case_threads")
]
_TEXTS_OF_5 = [
    "DELETE FROM message_revisions WHERE sealed_for = 5",
    "DELETE FROM messages WHERE case_id = 5",
]
_CHANGED, _ADDED, _REMOVED = "not as it was", "was added", "was removed"
MANIPULATIONS: dict[str, tuple[str, ...]] = {
    # What an entry says
    "another author of an entry": (
        "C-1: Entry 2 was changed",
        "UPDATE audit_entries SET actor_id = 'U0JONAS' WHERE case_id = 1 AND sequence = 2",
    ),
    "another verb": (
        "C-1: Entry 2 was changed",
        "UPDATE audit_entries SET verb = 'release' WHERE case_id = 1 AND sequence = 2",
    ),
    "another time": (
        "C-1: Entry 2 was changed",
        "UPDATE audit_entries SET at = '2026-01-01 00:00:00' WHERE case_id = 1 AND sequence = 2",
    ),
    "other details": (
        "C-1: Entry 2 was changed",
        "UPDATE audit_entries SET details = '{}' WHERE case_id = 1 AND sequence = 2",
    ),
    "an entry that vouches for nothing": (
        "C-1: Entry 1 was changed",
        "UPDATE audit_entries SET rows = '{}' WHERE case_id = 1 AND sequence = 1",
    ),
    "an entry that claims to be of old": (
        "C-1: Entry 2 was changed",
        "UPDATE audit_entries SET key_id = '' WHERE case_id = 1 AND sequence = 2",
    ),
    "an entry of a key that nobody has": (
        "C-1: Entry 2 was bound with the key “k9”, which is not listed",
        "UPDATE audit_entries SET key_id = 'k9' WHERE case_id = 1 AND sequence = 2",
    ),
    "another hash": (
        "C-1: Entry 2 was changed",
        "UPDATE audit_entries SET hash = previous_hash WHERE case_id = 1 AND sequence = 2",
    ),
    # Which entries there are, and in what order
    "the first entry removed": (
        "C-1: Entry 1 is missing",
        "DELETE FROM audit_entries WHERE case_id = 1 AND sequence = 1",
    ),
    "an entry removed from the middle": (
        "C-1: Entry 2 is missing",
        "DELETE FROM audit_entries WHERE case_id = 1 AND sequence = 2",
    ),
    "the hole closed": (
        "C-1: Entry 2 does not follow",
        "DELETE FROM audit_entries WHERE case_id = 1 AND sequence = 2",
        "UPDATE audit_entries SET sequence = -sequence WHERE case_id = 1 AND sequence > 2",
        "UPDATE audit_entries SET sequence = -sequence - 1 WHERE case_id = 1 AND sequence < 0",
    ),
    "the last entry removed": (
        "C-1: the end of its trail is missing",
        f"DELETE FROM audit_entries WHERE case_id = 1 AND {_LAST}",
    ),
    "the last two removed": (
        "C-1: the end of its trail is missing",
        f"DELETE FROM audit_entries WHERE case_id = 1 AND {_LAST}",
        f"DELETE FROM audit_entries WHERE case_id = 1 AND {_LAST}",
    ),
    "two entries in each other's place": (
        "C-1: Entry 1 was changed",
        "UPDATE audit_entries SET sequence = -1 WHERE case_id = 1 AND sequence = 1",
        "UPDATE audit_entries SET sequence = 1 WHERE case_id = 1 AND sequence = 2",
        "UPDATE audit_entries SET sequence = 2 WHERE case_id = 1 AND sequence = -1",
    ),
    "an entry moved to another case": (
        "C-5: Entry 99 was changed",
        f"UPDATE audit_entries SET case_id = 5, sequence = 99 WHERE case_id = 1 AND {_LAST}",
    ),
    "an entry copied to another case": (
        "C-5: Entry 99 was changed",
        f"{_COPY} SELECT 5, 99, at, actor_kind, actor_id, verb, details, rows, key_id, previous_hash, hash"
        " FROM audit_entries WHERE case_id = 1 AND sequence = 2",
    ),
    "an entry made up": (
        "C-1: Entry 99 was changed",
        f"{_COPY} SELECT 1, 99, at, actor_kind, actor_id, 'claim', '{{}}', NULL, key_id, hash, previous_hash"
        f" FROM audit_entries WHERE case_id = 1 AND {_LAST}",
    ),
    "the end of the house's trail removed": (
        "The house: the end of its trail is missing",
        "DELETE FROM audit_entries WHERE case_id = 0 AND sequence > 1",
    ),
    "a whole trail removed": (
        "C-5: the end of its trail is missing",
        "DELETE FROM audit_entries WHERE case_id = 5",
    ),
    # Cases
    "a case removed, and its trail left": (
        "C-5: the case itself (row cases:5) was removed",
        *_ROWS_OF_5,
        *_TEXTS_OF_5,
        "DELETE FROM cases WHERE id = 5",
    ),
    "a case removed with its trail and all it had": (
        "C-5: it is gone, with all its",
        *_ROWS_OF_5,
        *_TEXTS_OF_5,
        "DELETE FROM audit_entries WHERE case_id = 5",
        "DELETE FROM cases WHERE id = 5",
    ),
    "a case said to be closed": (
        "C-5: the case itself (row cases:5) is not as it was",
        "UPDATE cases SET state = 'closed' WHERE id = 5",
    ),
    "a case given to another customer": (
        "C-5: the case itself (row cases:5) is not as it was",
        "UPDATE cases SET author_id = 1 WHERE id = 5",
    ),
    "another time of the first word": (
        "C-5: the case itself (row cases:5) is not as it was",
        "UPDATE cases SET opened_at = '2026-01-01 00:00:00' WHERE id = 5",
    ),
    "a case that nobody opened": ("C-77: ", "UPDATE cases SET id = 77 WHERE id = 6"),
    # Words
    "a customer's text": (_CHANGED, "UPDATE messages SET text = 'All is well' WHERE case_id = 1"),
    "a version of a text": (
        _CHANGED,
        "UPDATE message_revisions SET text = 'All is well' WHERE sealed_for = 1",
    ),
    "two sealed originals in each other's place": (
        _CHANGED,
        "UPDATE message_revisions SET sealed = (SELECT sealed FROM message_revisions AS other"
        " WHERE other.sealed IS NOT NULL AND other.id <> message_revisions.id)"
        " WHERE sealed IS NOT NULL",
    ),
    "a sealed original removed": (
        _CHANGED,
        "UPDATE message_revisions SET sealed = NULL WHERE sealed_for = 4",
    ),
    "a version of a text taken from its case": (
        "The house: a version of a text (row message_revisions:1) was added",
        "UPDATE message_revisions SET sealed_for = NULL WHERE sealed_for = 1",
    ),
    "a version of a text removed": (
        _REMOVED,
        "DELETE FROM message_revisions WHERE sealed_for = 1",
    ),
    "a customer's text removed": (_REMOVED, "DELETE FROM messages WHERE case_id = 5"),
    "a text moved to another case": (
        "C-5: a text",
        "UPDATE messages SET case_id = 5 WHERE case_id = 1 AND direction = 'inbound'",
    ),
    "a text moved back to where it was split from": (
        "C-4: a text",
        "UPDATE messages SET case_id = 4 WHERE case_id = 6",
    ),
    "a text said to be deleted by its author": (
        _CHANGED,
        "UPDATE messages SET deleted_at = '2026-01-01 00:00:00' WHERE case_id = 5",
    ),
    "an answer's text": (_CHANGED, "UPDATE replies SET text = 'We promise' WHERE case_id = 1"),
    "another sender of an answer": (_CHANGED, "UPDATE replies SET slack_user_id = 'U0JONAS'"),
    "a note's text": (_CHANGED, "UPDATE notes SET text = 'Nobody rang'"),
    "another author of a note": (_CHANGED, "UPDATE notes SET slack_user_id = 'U0JONAS'"),
    "a note removed": (_REMOVED, "DELETE FROM notes"),
    "a note made up": (
        _ADDED,
        "INSERT INTO notes (case_id, slack_channel, slack_ts, slack_user_id, text, written_at)"
        " SELECT 5, slack_channel, '9.9', slack_user_id, 'I rang her', written_at FROM notes",
    ),
    # What was decided
    "another owner": (_CHANGED, "UPDATE claims SET slack_user_id = 'U0JONAS' WHERE case_id = 1"),
    "an owner removed": (_REMOVED, "DELETE FROM claims WHERE case_id = 1"),
    "another outcome": (_CHANGED, "UPDATE closures SET outcome = 'no_fault'"),
    "another remark": (_CHANGED, "UPDATE closures SET remark = ''"),
    "another who ended it": (_CHANGED, "UPDATE closures SET closed_by = 'staff:U0JONAS'"),
    "an end removed": (_REMOVED, "DELETE FROM closures"),
    "a breach taken back": (
        "C-2: a clock",
        "UPDATE sla_clocks SET breached_at = NULL WHERE case_id = 2 AND breached_at IS NOT NULL",
    ),
    "a promise made longer": (
        "C-5: a clock",
        "UPDATE sla_clocks SET due_at = '2030-01-01 00:00:00' WHERE case_id = 5 AND due_at IS NOT NULL",
    ),
    "a clock removed": (
        "C-5: a clock",
        "DELETE FROM sla_clocks WHERE case_id = 5",
    ),
    "a complaint withdrawn": (
        "C-2: the mark as a complaint",
        "UPDATE complaints SET withdrawn_at = marked_at",
    ),
    "a complaint removed": (_REMOVED, "DELETE FROM complaints"),
    "a merge taken back": (_CHANGED, "UPDATE merges SET unmerged_at = merged_at"),
    "another reason to lay aside": (_CHANGED, "UPDATE snoozes SET reason = 'Holiday'"),
    "another priority": (_CHANGED, "UPDATE cases SET priority = 'low' WHERE id = 5"),
    # The seals
    "another head in a seal": (
        "Seal 2 was changed",
        "UPDATE record_seals SET heads = '{}' WHERE number = 2",
    ),
    "another time of a seal": (
        "Seal 2 was changed",
        "UPDATE record_seals SET at = '2026-01-01 00:00:00' WHERE number = 2",
    ),
    "a seal removed from the middle": (
        "Seal 2 is missing",
        "DELETE FROM record_seals WHERE number = 2",
    ),
    "the last seal removed": (
        "Seal 3 stands outside, and is missing",
        "DELETE FROM record_seals WHERE number = 3",
    ),
    "all seals removed": ("There is no seal at all", "DELETE FROM record_seals"),
    "a trail's end removed with the seal on it": (
        "C-1: the end of its trail is missing",
        "DELETE FROM record_seals WHERE number = 3",
        f"DELETE FROM audit_entries WHERE case_id = 1 AND {_LAST}",
    ),
    "an older copy of the whole trail": (
        "Seal 2 stands outside, and is missing",
        "DELETE FROM record_seals WHERE number > 1",
        "DELETE FROM audit_entries WHERE case_id > 0",
    ),
}


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


def test_seals_made_with_another_key_are_found(bank: Bank, anchor: list[str]) -> None:
    strange = RecordKeys(current="t1", keys={"t1": b"another key than the one of Earshot."})
    seals = [RecordSeal.of_line(line) for line in anchor]
    seals[2].heads = {}
    again = seals[2].computed(strange)
    tamper(bank, f"UPDATE record_seals SET heads = '{{}}', seal = '{again}' WHERE number = 3")
    assert "Seal 3 was changed after it was made." in faults(bank, anchor)
    with pytest.raises(AssertionError):
        assert faults(bank, []) == []


@pytest.mark.parametrize(
    ("line", "becomes", "said"),
    [
        (1, "", "The anchor: seal 2 is missing."),
        (1, "{}", "Line 2 of the anchor cannot be read."),
        (2, "heads", "The anchor: Seal 3 was changed after it was made."),
    ],
)
def test_what_is_done_to_the_anchor_is_found(
    bank: Bank, anchor: list[str], line: int, becomes: str, said: str
) -> None:
    changed = json.dumps({**json.loads(anchor[line]), "heads": {}})
    anchor[line] = changed if becomes == "heads" else becomes
    assert said in faults(bank, anchor)


def test_a_seal_on_paper_is_as_good_as_the_anchor(bank: Bank, anchor: list[str]) -> None:
    last = RecordSeal.of_line(anchor[-1])
    tamper(bank, "DELETE FROM record_seals WHERE number = 3")
    with bank.database.reading(is_long=True) as session:
        assert record_check.check(session=session).faults == []
        named = {last.number: last.seal}
        found = record_check.check(session=session, named=named).faults
    assert found == ["Seal 3 stands outside, and is missing in the database."]


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
