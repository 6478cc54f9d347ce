"""What each verb does to a case's clocks. The caller holds the case; times are those of events.

The decisions are in the domain, where a replay makes the same ones. Handing a case over does nothing
here: it never deletes or restarts a clock.
"""

from datetime import datetime

from sqlmodel import Session

from bot.domain.records.case import Case, Surface
from bot.domain.records.message import Message
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla import complaint_decisions, decisions
from bot.domain.sla.case_clocks import Word
from bot.storage.clocks.case_clocks import StoredClocks


def on_opened(
    *, session: Session, rules: HouseRules, case: Case, message: Message, at: datetime | None = None
) -> bool:
    """Start the first clocks at the post's own time. False: no rule takes the case; flag it."""
    return decisions.opened(StoredClocks(session, case, rules), _word(message, at))


def on_customer_wrote(
    *, session: Session, rules: HouseRules, case: Case, message: Message, at: datetime | None = None
) -> bool:
    """End a pause; time the silence from the oldest word that nobody answered, once a silence.

    A word that was answered in the native app before we saw it starts nothing. False: no rule takes
    the case; flag it.
    """
    return decisions.wrote(StoredClocks(session, case, rules), _word(message, at))


def on_claimed(*, session: Session, case: Case, at: datetime) -> None:
    """Somebody has it. Letting it go again restarts nothing."""
    decisions.claimed(StoredClocks(session, case), at=at)


def on_answered(
    *,
    session: Session,
    case: Case,
    at: datetime,
    rules: HouseRules | None = None,
    seen_until: datetime | None = None,
) -> Message | None:
    """An answer by a person was published then, by its receipt. Holding replies do not come here.

    ``seen_until`` is when the answer was written: what reached us later is still unanswered.
    Without it the answer covers whatever was posted before it (it was given in the native app).
    Returns the oldest word still unanswered; with ``rules`` given, its clock is started.
    """
    unseen = decisions.answered(
        StoredClocks(session, case, rules),
        at=at,
        seen_until=seen_until,
        starts_next=rules is not None,
    )
    return _message(session, unseen)


def on_published(*, session: Session, case: Case, at: datetime, surface: Surface) -> None:
    """Something of ours was published, whatever it was for: an acknowledgement in the law's eyes."""
    clocks = StoredClocks(session, case)
    complaint_decisions.published(clocks, at=at)
    if surface == Surface.PRIVATE:
        decisions.published_in_private(clocks, at=at)


def on_asked(*, session: Session, case: Case, at: datetime) -> None:
    """We asked for something: clocks whose policy says so rest until the customer's next word."""
    decisions.asked(StoredClocks(session, case), at=at)


def on_resolved(*, session: Session, case: Case, at: datetime) -> None:
    """Resolution is met, and a complaint's final response is out; what was still waiting stops."""
    clocks = StoredClocks(session, case)
    decisions.resolved(clocks, at=at)
    complaint_decisions.resolved(clocks, at=at)


def on_not_actionable(*, session: Session, case: Case, at: datetime, reason: str) -> None:
    """Nothing is owed: every clock stops with the reason, and keeps its misses.

    A case that is marked as a complaint does not come here; its mark is withdrawn first.
    """
    decisions.set_aside(StoredClocks(session, case), at=at, detail=str(reason))


def on_reopened(
    *,
    session: Session,
    rules: HouseRules,
    case: Case,
    at: datetime,
    unheard: Message | None = None,
) -> bool:
    """A new resolution clock, or the time the old one had left, as the policy of the old one says.

    ``unheard``: the word that still waits, where a person took the end of the case back. A word that
    reopened it is told by ``on_customer_wrote``, afterwards. False: no rule takes the case; flag it.
    """
    clocks = StoredClocks(session, case, rules)
    complaint_decisions.reopened(clocks, at=at)
    waits = _word(unheard, None) if unheard is not None else None
    return decisions.reopened(clocks, at=at, unheard=waits)


def answered_natively_since(*, session: Session, case: Case, at: datetime) -> bool:
    """Whether an answer given in the native app came after a word of this time."""
    return StoredClocks(session, case).answered_natively_since(at)


def oldest_unseen(
    *, session: Session, case: Case, at: datetime, seen_until: datetime | None
) -> Message | None:
    """The oldest word that an answer does not cover: posted after it, or, with ``seen_until``,
    reached us after the answer was written."""
    found = StoredClocks(session, case).oldest_unseen(at=at, seen_until=seen_until)
    return _message(session, found)


def _word(message: Message, at: datetime | None) -> Word:
    return Word(at or message.posted_at, message.id, str(message.surface))


def _message(session: Session, word: Word | None) -> Message | None:
    return session.get(Message, word.message_id) if word is not None else None
