"""What each verb does to a case's clocks. The caller has locked the case; times are those of events.

The decisions are in the domain, where a replay makes the same ones. Handing a case over does nothing
here: it never deletes or restarts a clock.
"""

from datetime import datetime

from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Message
from bot.domain.sla import complaint_decisions, decisions, private_decisions
from bot.domain.sla.case_clocks import CustomerMessage
from bot.storage.clocks.case_clocks import StoredClocks


def on_opened(desk: Desk, *, case: Case, message: Message, at: datetime | None = None) -> bool:
    """Start the first clocks at the post's own time, or its edit's. False: no rule takes the case; flag it."""
    return decisions.opened(_clocks(desk, case), _for_clocks(message, at=at))


def on_customer_wrote(
    desk: Desk, *, case: Case, message: Message, at: datetime | None = None
) -> bool:
    """Resume paused clocks; start a response clock if none runs, from the oldest unanswered message.

    ``at``: of an edit, its own time.

    A message that was answered in the native app before we saw it starts nothing. False: no rule
    takes the case; flag it.
    """
    return decisions.wrote(_clocks(desk, case), _for_clocks(message, at=at))


def on_claimed(desk: Desk, *, case: Case, at: datetime) -> None:
    """Meet the claimed clock. Releasing the case again restarts nothing."""
    decisions.claimed(_clocks(desk, case), at=at)


def on_answered(
    desk: Desk, *, case: Case, at: datetime, seen_until: datetime | None = None
) -> CustomerMessage | None:
    """Meet the response clocks: an answer by a person was published then. Holding replies do not come here.

    ``seen_until`` is when the answer was written: what reached us later is still unanswered.
    Without it the answer covers whatever was posted before it (it was given in the native app).
    Starts the clock of the oldest message still unanswered, and returns that message.
    """
    clocks = _clocks(desk, case)
    unseen = decisions.answered(clocks, at=at, seen_until=seen_until)
    private_decisions.answered(clocks, at=at, seen_until=seen_until)
    return unseen


def on_published(
    desk: Desk,
    *,
    case: Case,
    at: datetime,
    surface: Surface,
    seen_until: datetime | None,
    in_chat: bool = False,
) -> None:
    """Meet what any published message of ours meets: an acknowledgement in the law's eyes."""
    clocks = _clocks(desk, case)
    complaint_decisions.published(clocks, at=at, seen_until=seen_until)
    if surface == Surface.PRIVATE:
        private_decisions.published_in_private(clocks, at=at, seen_until=seen_until)
    if in_chat:
        private_decisions.published_in_chat(clocks, at=at, seen_until=seen_until or at)


def on_chat_over(desk: Desk, *, case: Case) -> None:
    """Stop the clock of the secure chat: it was ended or revoked."""
    private_decisions.chat_over(_clocks(desk, case), at=desk.now)


def on_owed_again(desk: Desk, *, case: Case, message: Message | None, surface: Surface) -> bool:
    """Start a response clock now: the only answer is gone. False: no rule takes the case; flag it."""
    number = message.id if message is not None else None
    waits = CustomerMessage(desk.now, number, str(surface))
    return decisions.owed_again(_clocks(desk, case), waits)


def on_asked(desk: Desk, *, case: Case, at: datetime) -> None:
    """Pause the clocks whose policy says so, until the customer's next message."""
    decisions.asked(_clocks(desk, case), at=at)


def on_resolved(desk: Desk, *, case: Case, at: datetime, accepted: bool) -> None:
    """Meet resolution and a complaint's final response; stop what was still waiting.

    ``accepted``: somebody said that the customer accepted it, which some complaint rules ask for.
    """
    clocks = _clocks(desk, case)
    decisions.resolved(clocks, at=at)
    complaint_decisions.resolved(clocks, at=at, accepted=accepted)


def on_not_actionable(desk: Desk, *, case: Case, at: datetime, reason: str) -> None:
    """Stop every clock of service with the reason; each keeps its misses.

    A case that is marked as a complaint does not come here; its mark is withdrawn first.
    """
    decisions.set_aside(_clocks(desk, case), at=at, detail=reason)


def on_reopened(
    desk: Desk,
    *,
    case: Case,
    at: datetime,
    unheard: CustomerMessage | None = None,
    unowned: bool = False,
) -> bool:
    """Start a new resolution clock, or one with the time the old one had left, as its policy says; of a
    case that nobody owns also for its claim.

    ``unheard``: the message that still waits, where a person took the end of the case back. A message
    that reopened it comes to ``on_customer_wrote``, afterwards. False: no rule takes the case; flag it.
    """
    clocks = _clocks(desk, case)
    complaint_decisions.reopened(clocks, at=at)
    return decisions.reopened(clocks, at=at, unheard=unheard, unowned=unowned)


def answered_natively_since(desk: Desk, *, case: Case, at: datetime) -> bool:
    """Whether an answer given in the native app came after a message of this time."""
    return _clocks(desk, case).answered_natively_since(at)


def oldest_unseen(
    desk: Desk, *, case: Case, at: datetime, seen_until: datetime | None
) -> CustomerMessage | None:
    """The oldest message that an answer does not cover: posted after it, or, with ``seen_until``,
    one that reached us after the answer was written."""
    return _clocks(desk, case).oldest_unseen(at=at, seen_until=seen_until)


def _clocks(desk: Desk, case: Case) -> StoredClocks:
    return StoredClocks(desk.session, case, desk.rules)


def _for_clocks(message: Message, *, at: datetime | None) -> CustomerMessage:
    return CustomerMessage(at or message.posted_at, message.id, str(message.surface))
