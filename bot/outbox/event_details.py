"""What some events of a case's thread say besides who did what and when."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict


class EventDetails(TypedDict, total=False):
    """What some events say besides who did what and when: ids, times and words of ours."""

    after_restore: bool
    also: Sequence[
        Mapping[str, Any]
    ]  # what is said in the same post: stored payloads like this one
    because: Sequence[str]
    code: str
    consult: int  # a question to a team
    count: int
    deleted: bool
    delivery_id: int | None
    dropped: bool
    ended: bool  # the case has
    explanation: str
    from_person: str
    guidance: Mapping[str, str]  # what staff should do, by language
    kept: str  # a deadline of a complaint, by the customer's acceptance
    left_thread_ts: str  # a thread whose headline is gone, and what is left in it
    left_ts: str
    handover: int | None
    hides_earlier: bool  # who entered is not shown what was said before
    level: str
    login: int  # who signed in to a secure chat: the number of that sign-in
    message_id: int | None
    note: int  # of a colleague, whose words are shown
    other: int  # another case
    posts: int  # that an answer is published as, one answering the other
    owner: str
    permalink: str
    public: bool
    purpose: str
    recorded: str
    reply_id: int | None
    ring: Sequence[str]
    rule: str
    signals: Sequence[str]  # their titles
    bank: str  # another, that a post is meant for
    solved: str  # what the customer said of a chat: "yes", "no", or nothing
    stars: int | None
    taken_from: str
    title: str
    to_person: str
    to_thread: int | None
    unanswered: bool
    unkept: str  # and for want of it
    until: str
    version: int
