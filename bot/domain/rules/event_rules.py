"""Where staff are told of an event: nowhere, in the case's thread, the owner's direct messages, a channel.

The customer's own words are no event: they always stand in the thread. What nobody may miss, such as
an answer that did not go out, cannot be silenced. The audit trail has every event whatever is set here.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from bot.domain.frozen import Strict

SILENT, THREAD, DM = "silent", "thread", "dm"
SLACK_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")


class CaseEvent(StrEnum):
    """What can be said about a case, by the name of its sentence."""

    CLAIMED = "claimed"
    RELEASED = "released"
    RESOLVED = "resolved"
    NOT_ACTIONABLE = "not_actionable"
    REOPENED = "reopened"
    REPLY_QUEUED = "reply_queued"
    REPLY_WITHDRAWN = "reply_withdrawn"
    REPLY_WAITS = "reply_waits"
    REPLY_CHECKING = "reply_checking"
    REPLY_SENT = "reply_sent"
    REPLY_REFUSED = "reply_refused"
    REPLY_REST_HELD = "reply_rest_held"
    REPLY_REST_SENT = "reply_rest_sent"
    REPLY_ASKED = "reply_asked"
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_ASKED_AGAIN = "approval_asked_again"
    APPROVAL_RETURNED = "approval_returned"
    APPROVAL_EXPIRED = "approval_expired"
    NOT_RESOLVED = "not_resolved"
    COMPLAINT_MARKED = "complaint_marked"
    COMPLAINT_WITHDRAWN = "complaint_withdrawn"
    COMPLAINT_RECORDED = "complaint_recorded"
    SLACK_TROUBLE = "slack_trouble"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    WOKE = "woke"
    MERGED = "merged"
    TOOK_OVER = "took_over"
    UNMERGED = "unmerged"
    GAVE_BACK = "gave_back"
    ANSWER_FOLLOWED = "answer_followed"
    SPLIT = "split"
    SPLIT_FROM = "split_from"
    LINKED = "linked"
    UNLINKED = "unlinked"
    PRIORITY = "priority"
    SIGNAL = "signal"
    SIGNAL_TAKEN_BACK = "signal_taken_back"
    MISDIRECTION_TAKEN_BACK = "misdirection_taken_back"
    CUSTOMER_THANKED = "customer_thanked"
    REMOVE_ANSWER_ASKED = "remove_answer_asked"
    REMOVE_ANSWER_DONE = "remove_answer_done"
    REMOVE_ANSWER_REFUSED = "remove_answer_refused"
    HIDE_ASKED = "hide_asked"
    HIDE_DONE = "hide_done"
    HIDE_REFUSED = "hide_refused"
    UNHIDE_ASKED = "unhide_asked"
    UNHIDE_DONE = "unhide_done"
    UNHIDE_REFUSED = "unhide_refused"
    ASKED_FOR = "asked_for"
    HANDED_OVER = "handed_over"
    BACK_IN_QUEUE = "back_in_queue"
    HANDED_TO_TEAM = "handed_to_team"
    GOES_ON_ELSEWHERE = "goes_on_elsewhere"
    HANDLED_BEFORE = "handled_before"
    OWNER_IS_AWAY = "owner_is_away"
    OWNER_HAS_LEFT = "owner_has_left"
    AUTHOR_BLOCKED = "author_blocked"
    AUTHOR_UNBLOCKED = "author_unblocked"
    POST_KEPT_BACK = "post_kept_back"
    PRIVATE_WORD = "private_word"
    ANSWERED_IN_PRIVATE = "answered_in_private"
    PRIVATE_THREAD = "private_thread"
    PRIVATE_BESIDE = "private_beside"
    PUBLIC_BESIDE = "public_beside"
    CHAT_INVITED = "chat_invited"
    CHAT_ENTERED = "chat_entered"
    CHAT_CODE_REFUSED = "chat_code_refused"
    CHAT_CROWDED = "chat_crowded"
    CHAT_IDENTIFIED = "chat_identified"
    CHAT_OTHER_PERSON = "chat_other_person"
    CHAT_LOGIN_FAILED = "chat_login_failed"
    CHAT_REVOKED = "chat_revoked"
    CHAT_ENDED = "chat_ended"
    CHAT_ANSWER_WAITS = "chat_answer_waits"
    CHAT_TOLD_BY_ITSELF = "chat_told_by_itself"
    CHAT_RAN_OUT = "chat_ran_out"
    CHAT_NEVER_CAME = "chat_never_came"
    CHAT_RATED = "chat_rated"
    HEADLINE_LOST = "headline_lost"
    REPLY_TAKEN_OVER = "reply_taken_over"
    USED_NOTE_CHANGED = "used_note_changed"
    ANSWERED_BY_HAND = "answered_by_hand"
    ANSWER_WAS = "answer_was"
    ANSWER_GONE = "answer_gone"
    ANSWER_OWED = "answer_owed"
    ANSWER_LEFT = "answer_left"
    PLEDGE_SOON = "pledge_soon"
    PLEDGE_BROKEN = "pledge_broken"
    PLEDGE_PASSED = "pledge_passed"
    PLEDGE_OFFERED = "pledge_offered"
    ANSWER_FOUND = "answer_found"
    ANSWER_NOT_THERE = "answer_not_there"
    ANSWER_NOT_LOOKED_UP = "answer_not_looked_up"
    CONSULT_ASKED = "consult_asked"
    CONSULT_ANSWERED = "consult_answered"
    CONSULT_NOT_FOR_US = "consult_not_for_us"
    CONSULT_TAKEN_BACK = "consult_taken_back"
    CONSULT_NOT_POSTED = "consult_not_posted"


# They ask a person for something, or carry the only button for it.
NEVER_SILENT = frozenset(
    {
        CaseEvent.REPLY_QUEUED,
        CaseEvent.REPLY_CHECKING,
        CaseEvent.REPLY_REFUSED,
        CaseEvent.REPLY_REST_HELD,
        CaseEvent.REPLY_ASKED,
        CaseEvent.APPROVAL_ASKED,
        CaseEvent.APPROVAL_ASKED_AGAIN,
        CaseEvent.APPROVAL_RETURNED,
        CaseEvent.APPROVAL_EXPIRED,
        CaseEvent.NOT_RESOLVED,
        CaseEvent.USED_NOTE_CHANGED,
        CaseEvent.ANSWER_GONE,
        CaseEvent.ANSWER_NOT_THERE,
        CaseEvent.ANSWER_NOT_LOOKED_UP,
        CaseEvent.PLEDGE_BROKEN,
        CaseEvent.SLACK_TROUBLE,
        CaseEvent.POST_KEPT_BACK,
        CaseEvent.SIGNAL,
        CaseEvent.ASKED_FOR,
        CaseEvent.HEADLINE_LOST,
        CaseEvent.CHAT_OTHER_PERSON,
        CaseEvent.CHAT_ANSWER_WAITS,
        CaseEvent.CHAT_TOLD_BY_ITSELF,
        CaseEvent.CHAT_NEVER_CAME,
        CaseEvent.CHAT_RATED,
        CaseEvent.CONSULT_ANSWERED,
        CaseEvent.CONSULT_NOT_FOR_US,
        CaseEvent.CONSULT_NOT_POSTED,
    }
)
# Their buttons belong to the case, so they stay under it.
IN_THREAD_ONLY = frozenset(
    {
        CaseEvent.REPLY_QUEUED,
        CaseEvent.REPLY_REST_HELD,
        CaseEvent.REPLY_ASKED,
        CaseEvent.APPROVAL_ASKED,
        CaseEvent.APPROVAL_ASKED_AGAIN,
        CaseEvent.APPROVAL_RETURNED,
        CaseEvent.APPROVAL_EXPIRED,
        CaseEvent.ANSWER_GONE,
        CaseEvent.ANSWER_NOT_THERE,
        CaseEvent.ANSWER_NOT_LOOKED_UP,
        CaseEvent.PLEDGE_OFFERED,
        CaseEvent.CUSTOMER_THANKED,
        CaseEvent.HEADLINE_LOST,
        CaseEvent.CHAT_NEVER_CAME,
        CaseEvent.CHAT_RATED,
        CaseEvent.CONSULT_ASKED,
        CaseEvent.CONSULT_ANSWERED,
    }
)

_ELSE: Mapping[str, str] = {
    CaseEvent.PLEDGE_SOON: DM,
    CaseEvent.PLEDGE_BROKEN: DM,
    CaseEvent.PLEDGE_PASSED: DM,
}


def _place(given: str) -> str:
    if given in (SILENT, THREAD, DM) or SLACK_CHANNEL.fullmatch(given):
        return given
    raise ValueError("must be silent, thread, dm (to the owner) or a Slack channel's id (C…)")


Place = Annotated[str, AfterValidator(_place)]


class EventRules(Strict):
    """events.toml."""

    events: dict[CaseEvent, Place] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _nobody_misses_what_matters(self) -> "EventRules":
        for event, place in self.events.items():
            if place == SILENT and event in NEVER_SILENT:
                raise ValueError(f"{event} cannot be silent: somebody has to act on it")
            if place != THREAD and event in IN_THREAD_ONLY:
                raise ValueError(f"{event} has to be “thread”: its buttons belong to the case")
        return self

    def place(self, event: str) -> str:
        """Where it is told; an event that the table does not name, in the thread, or to whoever must know."""
        return self.events[CaseEvent(event)] if event in self.events else _ELSE.get(event, THREAD)
