"""A report: the figures a manager acts on, for one period and of one moment. No customer text in it.

Times are given as median and ninetieth percentile, never as a mean, which one forgotten case ruins.
Private words are only counted: a case with nothing public in it is never named.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime

from bot.digest.causes import Cause
from bot.digest.census_figures import Counted
from bot.digest.chat_figures import Chats
from bot.digest.figure import Figure
from bot.digest.offer_figures import Offers
from bot.digest.periods import Period
from bot.digest.pledge_figures import Pledges
from bot.digest.quality_figures import Quality
from bot.digest.voice import Voice
from bot.domain.frozen import Frozen
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.messages.misdirection import MisdirectionKind
from bot.domain.rules.digest_rules import Audience, Part
from bot.domain.sla.policy import METRIC_TITLE, Metric
from bot.language import say


class Age(StrEnum):
    """How long somebody has been waiting."""

    UNDER_1_HOUR = "under 1 h"
    UNDER_4_HOURS = "1 to 4 h"
    UNDER_1_DAY = "4 to 24 h"
    UNDER_3_DAYS = "1 to 3 days"
    OLDER = "over 3 days"


AGE_LIMITS: tuple[tuple[Age, timedelta], ...] = (
    (Age.UNDER_1_HOUR, timedelta(hours=1)),
    (Age.UNDER_4_HOURS, timedelta(hours=4)),
    (Age.UNDER_1_DAY, timedelta(hours=24)),
    (Age.UNDER_3_DAYS, timedelta(days=3)),
    (Age.OLDER, timedelta.max),
)


class Why(StrEnum):
    """Why a case is to be looked at. In which order they come, the worklist decides."""

    OVERDUE_UNOWNED = "overdue_unowned"
    OVERDUE = "overdue"
    PLEDGE_BROKEN = "pledge_broken"
    NO_CLOCK = "no_clock"
    AT_RISK = "at_risk"
    WINDOW_CLOSED = "window_closed"
    UNANSWERED = "unanswered"


class CaseToSee(Frozen):
    """One case to look at, and why."""

    case_id: int
    brand: str
    channel: str
    why: Why
    metric: Metric | None = None
    at: AwareDatetime  # the due time, or since when somebody waits
    owner: str = ""  # a Slack user id

    @property
    def words(self) -> str:
        """The reason, to be followed by its time: ``First response overdue since``."""
        title = say(METRIC_TITLE[self.metric]) if self.metric else ""
        match self.why:
            case Why.OVERDUE_UNOWNED | Why.OVERDUE:
                return say("{metric} overdue since", metric=title)
            case Why.PLEDGE_BROKEN:
                return say("What we said we would do is owed since")
            case Why.NO_CLOCK:
                return say("No SLA rule takes it; waiting since")
            case Why.AT_RISK:
                return say("{metric} due", metric=title)
            case Why.WINDOW_CLOSED:
                return say(
                    "A window of its complaint rule closed; the final response is owed, since"
                )
        return say("Waiting for an answer since")


class Share(Frozen):
    """Some of a whole."""

    part: int = 0
    whole: int = 0

    @property
    def value(self) -> float | None:
        """From 0 to 1; none of nothing."""
        return self.part / self.whole if self.whole else None


class Times(Frozen):
    """How long something took: the middle one, and the one that nine in ten stay under."""

    count: int
    median: timedelta
    p90: timedelta


class Group(Frozen):
    """The same figures for one channel, brand, team, priority, language or topic."""

    name: str
    received: int = 0
    answered: Share = Share()
    in_time: Share = Share()
    waiting: int = 0


class Heard(Frozen):
    """In how many cases a signal was heard, and in how many of them a person said that it was not so."""

    title: str
    cases: int
    taken_back: int


class Misdirected(Frozen):
    """Cases meant for another bank, or about us and written to one, and in how many a person said it was not so."""

    kind: MisdirectionKind
    to: str  # the handle, or the bank where it has none
    cases: int
    taken_back: int = 0


class Impostors(Frozen):
    """Accounts that looked like us and answered our customers, and in how many cases; of how many somebody said
    that they are none."""

    accounts: int = 0
    cases: int = 0
    none: int = 0


class Gathered(Frozen):
    """A surge of the period: what it was about, how many wrote and were answered, and for how long."""

    topic: tuple[str, ...]
    customers: int
    answered: int
    lasted: timedelta | None = None  # none: it goes on


class LookedAt(Frozen):
    """How often somebody looked at what was masked, and why each time; a private post has no reason here."""

    who: str
    count: int
    reasons: tuple[str, ...] = ()


class AskedTeam(Frozen):
    """How often a specialist team was asked, in how many cases it answered, and how often it was late."""

    team: str  # its key
    asked: int
    answered: int
    late: int


class Person(Frozen):
    """What one member of staff did, if the bank wants that told."""

    slack_user_id: str
    published: int = 0  # answers in the period
    holds: int = 0  # open cases now


class Earlier(Frozen):
    """The last period, to set this one beside."""

    received: int
    answered: Share
    in_time: dict[Metric, Share]
    response: Times | None


class Late(Frozen):
    """Promises that were broken before the period, and that no digest before this one told."""

    missed: dict[Metric, int] = {}
    cases: tuple[int, ...] = ()  # some of them, none that is private

    @property
    def total(self) -> int:
        """How many."""
        return sum(self.missed.values())


class Point(Frozen):
    """First responses in time, of one period in the past, and how much there was to do."""

    key: str
    in_time: Share
    begins: str = ""  # as of a period
    received: int | None = None  # unknown of reports from before it was counted
    open: int | None = None  # cases, at its end


class Report(Frozen):
    """What one digest says."""

    period: Period
    title: str
    audience: Audience = Audience.HEAD_OF_SERVICE
    parts: tuple[Part, ...] = tuple(Part)
    brands: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    as_of: AwareDatetime  # the moment of every "now" below
    answered_goal: int = 95  # percent
    in_time_goal: int = 90
    ahead_hours: int = 8

    counts: dict[Figure, int] = {}
    private: dict[Figure, int] = {}  # of those, how many are only counted and never named
    answered: Share = Share()  # of those received that needed one, by the end of the period
    in_time: dict[Metric, Share] = {}  # of the promises decided in the period
    deadlines: dict[str, Share] = {}  # the same of each complaint rule's deadline, by its title
    response: Times | None = None  # from the post to the first answer, on the wall
    resolution: Times | None = None  # from the post to the outcome
    broken: dict[Metric, int] = {}
    late: Late = Late()  # broken earlier, and known since the last digest
    causes: dict[Cause, int] = {}
    resolved: dict[Outcome, int] = {}
    not_actionable: dict[NotActionableReason, int] = {}
    chats: Chats = Chats()
    pledges: Pledges = Pledges()  # what answers promised by a time
    ages: dict[Age, int] = {}
    oldest: CaseToSee | None = None
    ahead: dict[int, int] = {}  # hour from now (0 is the next one) -> cases that fall due in it
    by_channel: tuple[Group, ...] = ()
    by_brand: tuple[Group, ...] = ()
    by_team: tuple[Group, ...] = ()
    by_priority: tuple[Group, ...] = ()
    by_language: tuple[Group, ...] = ()
    by_topic: tuple[Group, ...] = ()  # as a person set it, else as suggested
    by_person: tuple[Person, ...] = ()
    signals: tuple[Heard, ...] = ()  # in the period
    misdirected: tuple[Misdirected, ...] = ()  # found in the period
    impostors: Impostors = Impostors()  # alarmed of in the period
    looked_at: tuple[LookedAt, ...] = ()  # personal data, in a week or longer
    surges: tuple[Gathered, ...] = ()  # that were open at some time of it
    asked: tuple[AskedTeam, ...] = ()  # in the period
    offers: Offers = Offers()  # made in the period
    quality: Quality = Quality()  # of the reviews given in a week or longer
    earlier: Earlier | None = None
    trend: tuple[Point, ...] = ()  # oldest first, this period last
    voice: Voice | None = None  # of a digest for the business
    seal: str = (
        ""  # on the record, ``NUMBER:SEAL``; told to compliance, so that it stands outside too
    )
    chart: Literal["in_time", "waiting", "causes", "none"] = "in_time"
    to_see: tuple[CaseToSee, ...] = ()
    to_see_more: int = 0  # how many more there are than are named
    set_aside: int = 0  # posts of blocked authors; no case was made of them
    unread: int = 0  # items of any account that could not be read, as of now
    erased: int = 0  # those that nobody read before they were erased, since the last digest
    census: Counted | None = (
        None  # the last one of all that was said to us, in a daily digest of all
    )

    def count(self, figure: Figure) -> int:
        """How many cases a figure counts."""
        return self.counts.get(figure, 0)

    @property
    def broken_total(self) -> int:
        """All promises broken in the period."""
        return sum(self.broken.values())

    @property
    def is_quiet(self) -> bool:
        """Whether nothing came in and nobody waits."""
        busy = (Figure.RECEIVED, Figure.WAITING, Figure.UNCLAIMED, Figure.OVERDUE)
        heard = self.voice is not None and (self.voice.causes or self.voice.ideas)
        return not (
            heard
            or self.broken_total
            or self.late.total
            or self.set_aside
            or self.unread
            or self.erased
            or self.pledges.broken
            or any(self.count(figure) for figure in busy)
        )
