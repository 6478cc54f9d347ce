"""What happened to a case, as far as its clocks care."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.records.trail.parts import Details
from bot.domain.sla.policy import Subject


class What(StrEnum):
    """What can happen to a case."""

    OPENED = "opened"
    WROTE = "wrote"
    THANKED = "thanked"  # a bare thanks: a message that starts nothing
    CLAIMED = "claimed"
    RELEASED = "released"
    ANSWERED = "answered"
    ANSWERED_ELSEWHERE = "answered_elsewhere"  # in the platform's own app
    SEEN_EARLIER = "seen_earlier"  # that answer was told of by hand, and given before that
    NO_ANSWER = "no_answer"  # somebody decided what that one was instead: ``detail``
    OWED_AGAIN = "owed_again"  # the only answer is gone
    ASKED = "asked"
    REPLIED = "replied"  # published, and no answer: holding, moved to private
    RESOLVED = "resolved"
    NOT_ACTIONABLE = "not_actionable"
    REOPENED = "reopened"
    REMOVED = "removed"  # the customer took a post down
    MARKED = "marked"  # as a complaint, under the preset that ``detail`` names
    WITHDRAWN = "withdrawn"
    RECORDED = "recorded"  # what a complaint's rule demands was sent; ``stop_event`` says what
    APPROVAL_ASKED = "approval_asked"
    APPROVAL_DECIDED = "approval_decided"
    RULES_APPLIED = (
        "rules_applied"  # running clocks were moved to the rules in force; see ``by_rule``
    )
    # Of these, and of a reopening, ``details`` are those of the entry in the trail:
    MERGED = "merged"  # it goes on in another case
    UNMERGED = "unmerged"  # no longer
    TOOK_OVER = "took_over"  # another case goes on here, and brought its waits
    GAVE_BACK = "gave_back"  # no longer: clocks count from their own words again
    SPLIT = "split"  # messages went into a case of their own
    HANDED_OVER = "handed_over"  # ``detail`` is the team it is with from now on
    CHAT_OVER = "chat_over"  # the secure chat was ended or revoked
    PRIORITY = "priority"  # ``detail`` is the new one


@dataclass(frozen=True)
class Event:
    """One thing that happened. A history lists them in the order in which they became known."""

    what: What
    at: datetime  # when it happened, aware UTC
    known_at: datetime  # when we learnt of it
    message_id: int | None = None
    surface: str = "public"
    again: bool = False  # of a word: an edit of a message that says more now
    in_chat: bool = False  # of a word or an answer: in our own secure chat, not on a platform
    seen_until: datetime | None = None  # of an answer: when it was written
    detail: str = ""
    details: Details | None = None
    by: str = ""
    stop_event: str = ""
    by_rule: bool = False  # of rules applied: only where another rule takes it now
    accepted: bool = (
        True  # of an end or a record of a complaint: the customer did, or nobody asked then
    )
    received_at: datetime | None = None  # of a mark: from when its deadlines count
    place: int = 0  # the number of its entry in the trail: which rules were in force
    rules: str = ""  # what that entry calls the rules it was decided by, if it says so


@dataclass(frozen=True)
class History:
    """A case as far as clocks care."""

    case_id: int
    brand: str
    team: str
    channel: str
    priority: str
    events: tuple[Event, ...]

    def subject(self, surface: str) -> Subject:
        """The case as a policy's rules look at it."""
        return Subject(self.brand, self.team, self.channel, self.priority, surface)
