"""What somebody with the database in their hands may do to it, and the fault that says so."""

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
