"""How a chat stands, as its page says it: who is there, and how long an answer takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import select

from bot.desk.chat import people, visits
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk
from bot.domain.calendar.business_calendar import BusinessCalendar, NeverOpens
from bot.domain.records.answers.reply_lock import ReplyLock
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.chat import ChatInvitation, ChatSession, CodeRefused
from bot.domain.sla.case_clocks import PromisedNow
from bot.domain.sla.policy import Metric
from bot.domain.text.moments import span
from bot.language import say
from bot.storage.cases.claims import open_claim
from bot.storage.clocks.case_clocks import StoredClocks


@dataclass(frozen=True)
class ChatState:
    """How it stands now."""

    brand: str  # of the bank, by its key in the rules
    is_open: bool  # words can be said
    ended_at: datetime | None
    who: str  # the first name of who has the case; empty while nobody has
    team: str
    writes: bool  # somebody of staff is writing to the customer
    is_done: bool  # staff think that it is; a word of the customer's goes on all the same
    hides_earlier: bool  # of a public link: something was said before this browser came
    opens_at: datetime | None  # out of hours: when somebody is there again
    promise: str  # how long an answer takes, as a sentence; empty where nothing is promised
    is_rated: bool
    code_trouble: str  # why a code that came for this page let nobody in, as a sentence


def state(desk: Desk, *, visitor: Visitor) -> ChatState:
    """How it stands. Of the case nothing is told to a page that has not proved whose it is."""
    invitation = desk.session.get_one(ChatInvitation, visitor.invitation_id)
    case = visits.case_of(desk, visitor=visitor)
    claim = open_claim(session=desk.session, case_id=case.number) if visitor.is_unlocked else None
    writer = desk.session.get(ReplyLock, case.author_id) if visitor.is_unlocked else None
    promised = _promised(desk, case=case)
    return ChatState(
        brand=case.brand,
        is_open=invitation.is_open_at(desk.now) and case.state != CaseState.CLOSED,
        ended_at=invitation.ended_at,
        who=people.first_name(desk, slack_user_id=claim.slack_user_id) if claim else "",
        team=people.team_of(desk, case=case),
        writes=writer is not None and writer.expires_at > desk.database_now,
        is_done=case.state in _DONE and visitor.is_unlocked,
        hides_earlier=visitor.shown_from > 0,
        opens_at=_opens_at(desk, case=case, promised=promised),
        promise=_sentence(promised, now=desk.now) if promised else "",
        is_rated=invitation.solved is not None or invitation.stars is not None,
        code_trouble=_code_trouble(desk, visitor=visitor),
    )


_DONE = frozenset({CaseState.RESOLVED, CaseState.NOT_ACTIONABLE})


def _code_trouble(desk: Desk, *, visitor: Visitor) -> str:
    query = select(ChatSession.code_refused).where(ChatSession.id == visitor.session_id)
    why = desk.session.exec(query).first() if visitor.code_needed else None
    return _TROUBLES[CodeRefused(why)]() if why else ""


_TROUBLES: dict[CodeRefused, Callable[[], str]] = {
    CodeRefused.OTHER_ACCOUNT: lambda: say(
        "Your code came from another account. Send it from the one you wrote to us with."
    ),
    CodeRefused.EXPIRED: lambda: say("Your code was too old when it came. Ask for a new one."),
    CodeRefused.USED: lambda: say("This code was used before. Ask for a new one."),
    CodeRefused.UNKNOWN: lambda: say("A code came that is not the one shown here. Please compare."),
}


def _promised(desk: Desk, *, case: Case) -> PromisedNow | None:
    """What the rules promise a word of this case in the chat; where they say nothing of the chat, what they
    promise a private word."""
    clocks = StoredClocks(desk.session, case, desk.rules)
    own = clocks.promised(Metric.CHAT, surface=Surface.PRIVATE)
    if own is not None and not own.promise.target.is_none:
        return own
    return clocks.promised(Metric.NEXT_RESPONSE, surface=Surface.PRIVATE)


def _opens_at(desk: Desk, *, case: Case, promised: PromisedNow | None) -> datetime | None:
    """When somebody is there again, if nobody is now: by the calendar that the promise counts by."""
    calendar = promised.calendar if promised else desk.rules.calendar_of_team(case.team)
    try:
        return None if calendar.is_open(desk.now) else calendar.next_opening(desk.now)
    except NeverOpens:
        return None


def _sentence(promised: PromisedNow, *, now: datetime) -> str:
    """Where it ends before they go home, opening hours are nothing that a customer has to think of."""
    target = promised.promise.target
    if target.seconds is None:
        return ""
    lasts = timedelta(seconds=target.seconds)
    within = span(lasts)
    if target.in_business_time and not _is_open_for(promised.calendar, lasts, now=now):
        return say("We answer within {span} of our opening hours.", span=within)
    return say("We answer within {span}.", span=within)


def _is_open_for(calendar: BusinessCalendar, lasts: timedelta, *, now: datetime) -> bool:
    return calendar.between(now, now + lasts) == int(lasts.total_seconds())
