"""The verbs of the audit trail: all that can happen to a case, or to the house itself.

A value is stored for good and never changes its spelling. What an entry says beside its verb is in
``trail_details``, as far as anything reads it back.
"""

from enum import StrEnum


class Trail(StrEnum):
    """What an entry of the trail says happened."""

    # What was said to us
    OPENED = "opened"
    WROTE = "wrote"
    MESSAGE_EDITED = "message_edited"
    MESSAGE_ANSWERED_ELSEWHERE = "message_answered_elsewhere"
    MESSAGE_REMOVED = "message_removed"
    MESSAGE_HIDDEN = "message_hidden"
    MESSAGE_UNHIDDEN = "message_unhidden"
    MESSAGE_ADDRESSES_US = "message_addresses_us"
    MESSAGE_ALSO_TO = "message_also_to"
    POST_ABOVE_REMOVED = "post_above_removed"
    AUTHOR_RENAMED = "author_renamed"
    REVEALED = "revealed"
    BLOCK = "block"
    UNBLOCK = "unblock"
    POST_KEPT_BACK = "post_kept_back"
    BLOCKED_POST_TAKEN_IN = "blocked_post_taken_in"

    # Who has it
    CLAIM = "claim"
    RELEASE = "release"
    HAND_OVER = "hand_over"
    ABSENCE_BEGAN = "absence_began"
    CONSULT_ASKED = "consult_asked"  # a specialist team, without giving the case away
    CONSULT_ENDED = "consult_ended"
    CONSULT_LATE = "consult_late"

    # What we said
    REPLY = "reply"
    REPLY_UNDONE = "reply_undone"
    REPLY_PUBLISHED = "reply_published"
    REPLY_POST_PUBLISHED = "reply_post_published"  # a further one of an answer in several
    REPLY_REST_SENT = "reply_rest_sent"  # by a person, after a post of it was refused or dropped
    REPLY_REFUSED = "reply_refused"
    REPLY_TAKEN_OVER = "reply_taken_over"
    DRAFT_TAKEN_OVER = "draft_taken_over"
    DRAFTS_ERASED = "drafts_erased"
    NOTE_USED = "note_used"
    ANSWERED_ELSEWHERE = "answered_elsewhere"
    ANSWER_WAS = "answer_was"
    ANSWER_OWED = "answer_owed"
    ANSWER_LEFT = "answer_left"
    ANSWER_LOOKED_UP = "answer_looked_up"
    ANSWER_FOLLOWED = "answer_followed"
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_DECIDED = "approval_decided"
    PLEDGE = "pledge"  # an answer would promise something, and somebody wants to be reminded
    PLEDGE_GIVEN = "pledge_given"  # and it is out
    PLEDGE_KEPT = "pledge_kept"
    PLEDGE_MOVED = "pledge_moved"
    PLEDGE_DROPPED = "pledge_dropped"
    PLEDGE_PASSED = "pledge_passed"  # to whoever has the case, or to where the case goes on
    PLEDGE_BROKEN = "pledge_broken"
    DOUBT_IT_IS_THERE = "doubt_it_is_there"
    DOUBT_SEND_AGAIN = "doubt_send_again"
    DOUBT_DROP = "doubt_drop"
    REMOVE_ANSWER = "remove_answer"
    REMOVE_ANSWER_DONE = "remove_answer_done"
    REMOVE_ANSWER_REFUSED = "remove_answer_refused"
    HIDE = "hide"
    HIDE_DONE = "hide_done"
    HIDE_REFUSED = "hide_refused"
    UNHIDE = "unhide"
    UNHIDE_DONE = "unhide_done"
    UNHIDE_REFUSED = "unhide_refused"

    # The secure chat
    CHAT_INVITED = "chat_invited"
    CHAT_ENTERED = "chat_entered"
    CHAT_CODE_REFUSED = "chat_code_refused"
    CHAT_IDENTIFIED = "chat_identified"
    CHAT_LOGIN_FAILED = "chat_login_failed"
    CHAT_ENDED = "chat_ended"
    CHAT_REVOKED = "chat_revoked"
    CHAT_RATED = "chat_rated"
    CHAT_FILE = "chat_file"
    CHAT_FILE_OPENED = "chat_file_opened"
    CHAT_FILES_ERASED = "chat_files_erased"
    CHAT_NUDGED = "chat_nudged"
    CHAT_NEVER_CAME = "chat_never_came"

    # What became of it
    NOTE = "note"
    NOTE_EDITED = "note_edited"
    NOTE_DELETED = "note_deleted"
    CUSTOMER_NOTE = "customer_note"
    CUSTOMER_NOTE_TAKEN_BACK = "customer_note_taken_back"
    ACCOUNTS_LINKED = "accounts_linked"
    ACCOUNTS_UNLINKED = "accounts_unlinked"
    OFFERED = "offered"  # to somebody on duty; to nobody once all were asked
    OFFER_ENDED = "offer_ended"
    PRIORITY = "priority"
    CASE_LANGUAGE = "case_language"  # a person said in which the customer writes
    SIGNAL = "signal"
    SIGNAL_TAKEN_BACK = "signal_taken_back"
    TOPIC = "topic"
    PROVIDER_CALLED = "provider_called"  # the bank's own model was asked for words
    IMPOSTOR = "impostor"
    IMPOSTOR_IS_NONE = "impostor_is_none"
    IMPOSTOR_DEALT_WITH = "impostor_dealt_with"
    IMPOSTOR_WARNED = "impostor_warned"  # the customers whom it reached
    MISDIRECTED = "misdirected"
    MISDIRECTION_TAKEN_BACK = "misdirection_taken_back"
    SURGE_JOINED = "surge_joined"
    SURGE_LEFT = "surge_left"
    CAUSE_NAMED = "cause_named"  # why it came about, for those who mend it
    CAUSE_TAKEN_BACK = "cause_taken_back"
    LESSON_MARKED = "lesson_marked"  # an idea, or praise
    LESSON_TAKEN_BACK = "lesson_taken_back"
    RULE_HURTS = "rule_hurts"
    RULE_ANSWERED = "rule_answered"
    QUALITY_ASKED = "quality_asked"  # somebody is to review an answer
    QUALITY_REVIEWED = "quality_reviewed"
    QUALITY_ANSWERED = "quality_answered"  # by whoever wrote what was reviewed
    QUALITY_LAPSED = "quality_lapsed"  # not reviewed before the next sample
    SNOOZE = "snooze"
    WAKE = "wake"
    WOKE = "woke"
    RESOLVED = "resolved"
    NOT_ACTIONABLE = "not_actionable"
    REOPEN = "reopen"
    CLOSED = "closed"
    LINKED = "linked"
    UNLINKED = "unlinked"
    MERGED = "merged"
    UNMERGED = "unmerged"
    TOOK_OVER = "took_over"
    GAVE_BACK = "gave_back"
    SPLIT = "split"

    # What is kept, and for how long
    HOLD_SET = "hold_set"
    HOLD_LIFTED = "hold_lifted"
    ERASED = (
        "erased"  # the words of a case, or some of them: on request, or because their time was over
    )
    RETENTION = "retention"  # what a night's pass over the ended cases did
    PERSON_READ = "person_read"  # everything about one customer was told to somebody

    # The record itself
    ROWS_CHANGED = "rows_changed"  # something about the case that no other entry tells
    CARRIED_OVER = "carried_over"  # all before was bound without a key, and is vouched for as found

    # Complaints and clocks
    COMPLAINT_MARKED = "complaint_marked"
    COMPLAINT_WITHDRAWN = "complaint_withdrawn"
    COMPLAINT_RECORDED = "complaint_recorded"
    COMPLAINT_DECIDED = "complaint_decided"  # for the register
    CLOCK_WARNING = "clock_warning"
    CLOCK_BREACH = "clock_breach"
    CLOCK_STEP = "clock_step"
    CLOCKS_SUPERSEDED = "clocks_superseded"

    # The house
    POLICY_STORED = "policy_stored"
    PRESET_STORED = "preset_stored"
    CALENDAR_STORED = "calendar_stored"
    RULES_IN_FORCE = "rules_in_force"
    HOUSE_DATA_CHANGED = "house_data_changed"
    ROLES_CHANGED = "roles_changed"
    ACCESS_LOST = "access_lost"
    LANGUAGE_CHOSEN = "language_chosen"
    PRIVATE_CHANNEL_OPEN = "private_channel_open"
    PRIVATE_CHANNEL_CLOSED = "private_channel_closed"
    HEADLINE_LOST = "headline_lost"
    SLACK_CHANNEL_TROUBLE = "slack_channel_trouble"
    CHANNEL_TROUBLE = "channel_trouble"  # as once was written; alarms are rows of their own now
    BEYOND_REACH = "beyond_reach"  # the same
    CAUSE_CHANGED = "cause_changed"  # whose it is in the business, and how far they are
    CAUSE_TOLD = "cause_told"  # its customers, that it is mended
    CAUSE_GROWS = "cause_grows"
    SURGE_OPENED = "surge_opened"
    SURGE_NAMED = "surge_named"
    SURGE_ANSWERED = "surge_answered"
    SURGE_ENDED = "surge_ended"
    TOPIC_MODEL = "topic_model"  # one was learnt from corrected cases, switched to, or taken back
    QUALITY_DRAWN = "quality_drawn"  # a week's sample
    QUALITY_LATE = "quality_late"
    DIGEST = "digest"
    EXPORT = "export"
    EXPORTED = "exported"
    CASE_FILE = "case_file"  # somebody has a file of the case made
    CASE_FILE_MADE = "case_file_made"  # and this is its fingerprint
    READ = "read"  # with a command: a trail, an item of the inbox, a blocked author's words, weekly data
    INBOX_REPLAYED = "inbox_replayed"
    INBOX_BODIES_ERASED = "inbox_bodies_erased"
    INBOX_ERASED_LOOKED_FOR = "inbox_erased_looked_for"
    COMMAND_ASKED = "command_asked"  # whether a dangerous command is by whom it names
    COMMAND_CONFIRMED = "command_confirmed"  # in Slack, by that person
    COMMAND_DENIED = "command_denied"
    COMMAND_UNCONFIRMED = "command_unconfirmed"  # nobody was asked; the reason says why
    SEAL_KEY_LOST = "seal_key_lost"
    SEAL_KEY_ROTATED = "seal_key_rotated"
    BACKUP_RESTORED = "backup_restored"
    BACKUP_LOOKED_THROUGH = "backup_looked_through"
