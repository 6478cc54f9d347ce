"""The verbs of the trail that a replay of clocks passes over, by the reason why."""

from collections.abc import Mapping

from bot.domain.records.trail.verbs import Trail

NOT_REPLAYED: Mapping[str, frozenset[Trail]] = {
    "A clock says so itself: the replay comes to it again": frozenset(
        {Trail.CLOCK_WARNING, Trail.CLOCK_BREACH, Trail.CLOCK_STEP}
    ),
    "Other words of the same message; a clock counts from when it was posted": frozenset(
        {
            Trail.MESSAGE_EDITED,
            Trail.MESSAGE_HIDDEN,
            Trail.MESSAGE_UNHIDDEN,
            Trail.MESSAGE_ADDRESSES_US,
            Trail.MESSAGE_ALSO_TO,
            Trail.MESSAGE_ANSWERED_ELSEWHERE,
            Trail.POST_ABOVE_REMOVED,
            Trail.AUTHOR_RENAMED,
            Trail.REVEALED,
        }
    ),
    "An answer on its way, or none: only what was published counts": frozenset(
        {
            Trail.REPLY,
            Trail.REPLY_UNDONE,
            Trail.REPLY_REFUSED,
            Trail.REPLY_TAKEN_OVER,
            Trail.DRAFT_TAKEN_OVER,
            Trail.DRAFTS_ERASED,
            Trail.NOTE_USED,
            Trail.DOUBT_IT_IS_THERE,
            Trail.DOUBT_SEND_AGAIN,
            Trail.DOUBT_DROP,
        }
    ),
    "No clock is wound back: the answer was given, and then it was removed": frozenset(
        {
            Trail.REMOVE_ANSWER,
            Trail.REMOVE_ANSWER_DONE,
            Trail.REMOVE_ANSWER_REFUSED,
            Trail.ANSWER_LEFT,
            Trail.HIDE,
            Trail.HIDE_DONE,
            Trail.HIDE_REFUSED,
            Trail.UNHIDE,
            Trail.UNHIDE_DONE,
            Trail.UNHIDE_REFUSED,
        }
    ),
    "Clocks run on: nothing was said to the customer, and nothing ended": frozenset(
        {
            Trail.CASE_FILE,
            Trail.COMPLAINT_DECIDED,
            Trail.CASE_FILE_MADE,
            Trail.NOTE,
            Trail.TOPIC,
            Trail.NOTE_EDITED,
            Trail.NOTE_DELETED,
            Trail.CUSTOMER_NOTE,
            Trail.CUSTOMER_NOTE_TAKEN_BACK,
            Trail.ACCOUNTS_LINKED,
            Trail.ACCOUNTS_UNLINKED,
            Trail.SNOOZE,
            Trail.WAKE,
            Trail.WOKE,
            Trail.LINKED,
            Trail.UNLINKED,
            Trail.BLOCK,
            Trail.UNBLOCK,
            Trail.POST_KEPT_BACK,
            Trail.BLOCKED_POST_TAKEN_IN,
            Trail.HEADLINE_LOST,
            Trail.CHAT_INVITED,
            Trail.CHAT_ENTERED,
            Trail.CHAT_CODE_REFUSED,
            Trail.CHAT_IDENTIFIED,
            Trail.CHAT_LOGIN_FAILED,
            Trail.CHAT_RATED,
            Trail.CHAT_FILE,
            Trail.CHAT_FILE_OPENED,
            Trail.CHAT_FILES_ERASED,
            Trail.CHAT_NEVER_CAME,
            Trail.CHAT_NUDGED,
            Trail.SIGNAL,
            Trail.SIGNAL_TAKEN_BACK,
            Trail.MISDIRECTED,
            Trail.MISDIRECTION_TAKEN_BACK,
            Trail.SURGE_JOINED,
            Trail.SURGE_LEFT,
            Trail.CAUSE_NAMED,
            Trail.CAUSE_TAKEN_BACK,
            Trail.LESSON_MARKED,
            Trail.LESSON_TAKEN_BACK,
            Trail.RULE_HURTS,
            Trail.RULE_ANSWERED,
            Trail.CONSULT_ASKED,
            Trail.CONSULT_ENDED,
            Trail.CONSULT_LATE,
            Trail.PROVIDER_CALLED,
            Trail.QUALITY_ASKED,
            Trail.QUALITY_REVIEWED,
            Trail.QUALITY_ANSWERED,
            Trail.QUALITY_LAPSED,
        }
    ),
    "A promise of an answer has a timer of its own": frozenset(
        {
            Trail.PLEDGE,
            Trail.PLEDGE_GIVEN,
            Trail.PLEDGE_KEPT,
            Trail.PLEDGE_MOVED,
            Trail.PLEDGE_DROPPED,
            Trail.PLEDGE_PASSED,
            Trail.PLEDGE_BROKEN,
        }
    ),
    "The record itself: nothing happened to the case": frozenset(
        {Trail.ROWS_CHANGED, Trail.CARRIED_OVER}
    ),
    "Words went or were held after the case had ended; figures and clocks are as they were": frozenset(
        {Trail.HOLD_SET, Trail.HOLD_LIFTED, Trail.ERASED, Trail.PERSON_READ}
    ),
    "Clocks ended when the case was resolved": frozenset({Trail.CLOSED}),
    "The timeline of the rules reads it, not the history of a case": frozenset(
        {Trail.RULES_IN_FORCE}
    ),
    "The house alone: it is about no case": frozenset(
        {
            Trail.ABSENCE_BEGAN,
            Trail.IMPOSTOR,
            Trail.IMPOSTOR_IS_NONE,
            Trail.IMPOSTOR_DEALT_WITH,
            Trail.IMPOSTOR_WARNED,
            Trail.RETENTION,
            Trail.POLICY_STORED,
            Trail.PRESET_STORED,
            Trail.CALENDAR_STORED,
            Trail.HOUSE_DATA_CHANGED,
            Trail.ROLES_CHANGED,
            Trail.ACCESS_LOST,
            Trail.LANGUAGE_CHOSEN,
            Trail.CASE_LANGUAGE,
            Trail.PRIVATE_CHANNEL_OPEN,
            Trail.PRIVATE_CHANNEL_CLOSED,
            Trail.SLACK_CHANNEL_TROUBLE,
            Trail.CHANNEL_TROUBLE,
            Trail.BEYOND_REACH,
            Trail.CAUSE_CHANGED,
            Trail.CAUSE_TOLD,
            Trail.CAUSE_GROWS,
            Trail.QUALITY_DRAWN,
            Trail.QUALITY_LATE,
            Trail.SURGE_OPENED,
            Trail.SURGE_NAMED,
            Trail.SURGE_ANSWERED,
            Trail.SURGE_ENDED,
            Trail.DIGEST,
            Trail.EXPORT,
            Trail.EXPORTED,
            Trail.READ,
            Trail.INBOX_REPLAYED,
            Trail.INBOX_BODIES_ERASED,
            Trail.INBOX_ERASED_LOOKED_FOR,
            Trail.SEAL_KEY_LOST,
            Trail.SEAL_KEY_ROTATED,
            Trail.TOPIC_MODEL,
            Trail.BACKUP_RESTORED,
            Trail.BACKUP_LOOKED_THROUGH,
        }
    ),
}
