"""The plain rows that figures are counted from. No customer text in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.closure import ClosureKind
from bot.domain.records.chat import ChatRoute
from bot.domain.sla.policy import Metric


@dataclass(frozen=True)
class Scope:
    """Which cases are counted; empty means all."""

    brands: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()


class CaseRow(NamedTuple):
    """A case as a digest sees it."""

    case_id: int
    brand: str
    channel: str
    team: str
    priority: str
    opened_at: datetime
    unanswered_since: datetime | None
    first_answered_at: datetime | None
    needs_answer: bool  # by the end of the period nobody had marked it as needing none
    is_resolved: bool  # by the end of the period
    is_private: bool  # nothing of it was said in public
    owner: str  # a Slack user id, or empty
    answer_gone: bool = False  # our only answer was removed, and nobody has said what that means
    priority_rank: int = 0
    in_surge: bool = False  # that goes on
    language: str = ""  # the customer's; empty: not known
    topic: str = ""  # as a person set it, else as suggested
    pledge_due_at: datetime | None = None  # what an answer promised by then is owed

    def answered_by(self, end: datetime) -> bool:
        """Whether it had its first answer before then, and one stands."""
        return (
            not self.answer_gone
            and self.first_answered_at is not None
            and self.first_answered_at < end
        )


def is_missed(*, due_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether a due time has passed, in whole seconds, without what was promised."""
    return min(ended_at or now, now).replace(microsecond=0) > due_at


class ClockRow(NamedTuple):
    """A clock as a digest sees it."""

    case_id: int
    metric: Metric
    started_at: datetime
    warn_at: datetime | None
    due_at: datetime
    met_at: datetime | None
    stopped_at: datetime | None
    paused_at: datetime | None
    is_window: bool = False  # its end closes a window and breaks no promise
    title: str = ""  # of a regulatory clock: which deadline of which rule
    clock_id: int = 0

    @property
    def ended_at(self) -> datetime | None:
        """When it was met or stopped."""
        return self.met_at or self.stopped_at

    @property
    def is_kept(self) -> bool:
        """Whether it was met in its time, so that no moment finds it missed."""
        return self.met_at is not None and self.met_at <= self.due_at

    def missed_by(self, now: datetime) -> bool:
        """Whether the due time has passed without what was promised."""
        return is_missed(due_at=self.due_at, ended_at=self.ended_at or self.paused_at, now=now)


class ClosureRow(NamedTuple):
    """An ending as a digest sees it."""

    case_id: int
    kind: ClosureKind
    outcome: str
    closed_at: datetime


class ClaimRow(NamedTuple):
    """Who had claimed a case, from when to when."""

    case_id: int
    slack_user_id: str
    claimed_at: datetime
    released_at: datetime | None


class ReplyRow(NamedTuple):
    """An answer and how far it came."""

    case_id: int
    slack_user_id: str
    purpose: Purpose
    written_at: datetime
    published_at: datetime | None
    withdrawn_at: datetime | None
    refused_at: datetime | None


class ChatStep(StrEnum):
    """How far an invitation came."""

    SENT = "sent"
    CAME = "came"  # for the first time
    NEVER_CAME = "never_came"
    RATED = "rated"


class ChatRow(NamedTuple):
    """One step of one invitation, and when."""

    case_id: int
    step: ChatStep
    at: datetime
    invitation: int | None = None
    route: ChatRoute | None = None
    reply: int | None = None
    solved: bool | None = None
    stars: int | None = None


class PledgeStep(StrEnum):
    """What became of something that an answer promised by a time."""

    MADE = "made"
    KEPT = "kept"
    BROKEN = "broken"


class PledgeRow(NamedTuple):
    """One step of one promise. ``is_late``: its time had passed at some time, kept or not."""

    case_id: int
    step: PledgeStep
    is_late: bool = False


@dataclass(frozen=True)
class Figures:
    """Everything one report is made of: the events of a period, and how things stand now."""

    start: datetime
    end: datetime
    received: Sequence[CaseRow] = ()
    answered: Sequence[CaseRow] = ()  # first answered in the period
    waiting: Sequence[CaseRow] = ()  # open now
    decided: Sequence[ClockRow] = ()  # met, or broken, in the period
    running: Sequence[ClockRow] = ()  # of open cases, now
    ended: Sequence[ClosureRow] = ()
    reopened: frozenset[int] = frozenset()
    thanked: frozenset[int] = (
        frozenset()
    )  # the customer said thanks, and nothing else, in the period
    claims: Sequence[ClaimRow] = ()  # of the cases whose promises were decided and not kept
    replies: Sequence[ReplyRow] = ()  # of the same cases
    published: Sequence[ReplyRow] = ()  # in the period
    chats: Sequence[ChatRow] = ()  # what became of invitations into the secure chat in the period
    pledges: Sequence[
        PledgeRow
    ] = ()  # what answers promised by a time, kept and broke in the period
    unanswered: frozenset[int] = frozenset()  # resolved in the period while the customer waited
    on_word: frozenset[int] = frozenset()  # told to be answered in the period, and nobody looked
    timed: frozenset[int] = frozenset()  # the open cases that have any clock
    others: Sequence[CaseRow] = field(default=())  # that only the rows above name

    @property
    def cases(self) -> Mapping[int, CaseRow]:
        """Every case that any row names."""
        rows = (*self.others, *self.received, *self.answered, *self.waiting)
        return {row.case_id: row for row in rows}
