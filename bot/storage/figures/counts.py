"""What a digest is counted from: plain rows, read once, without customer text.

Times are of events, so a digest that is late counts the same as one on time. A case counts as received
when it reached us, so that each is in exactly one digest however late its post was found.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, true
from sqlmodel import Session, col, select

from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.cases.closure import Closure, ClosureKind
from bot.domain.records.claim import Claim
from bot.domain.records.messages.message import Message
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.storage.answers.answer_removals import is_undecided
from bot.storage.cases.claims import is_open_claim_of_case
from bot.storage.clocks.stored_clocks import is_window
from bot.storage.figures import chats, pledges, trail_rows
from bot.storage.figures.conditions import (
    by_number,
    decided_within,
    in_scope,
    is_open,
    is_running,
    within,
)
from bot.storage.figures.figure_rows import (
    CaseRow,
    ClaimRow,
    ClockRow,
    ClosureRow,
    Figures,
    ReplyRow,
    Scope,
)
from bot.storage.probing import has_any
from bot.storage.surges import in_open_surge
from bot.storage.topics import standing_topic

_AT_ONCE = 500
_ONCE = col(Case.state) != CaseState.MERGED  # it is counted where it went


def read(*, session: Session, start: datetime, end: datetime, scope: Scope) -> Figures:
    """The rows of a period, from start up to but without end, and of this moment."""
    return _Reader(session, start, end, scope).figures()


def beside(*, session: Session, start: datetime, end: datetime, scope: Scope) -> Figures:
    """Of an earlier period, to be set beside one: what came in, was answered and was decided; nothing else."""
    return _Reader(session, start, end, scope).beside()


def decided(*, session: Session, start: datetime, end: datetime, scope: Scope) -> list[ClockRow]:
    """The promises kept or broken in a period."""
    return _Reader(session, start, end, scope).decided()


def numbered(
    *, session: Session, numbers: Iterable[int], end: datetime, scope: Scope
) -> list[CaseRow]:
    """These cases as a period that ends then sees them."""
    return _Reader(session, end, end, scope).numbered(numbers)


def _lots(numbers: Iterable[int]) -> Iterator[list[int]]:
    """So many at once as SQLite takes in a list."""
    ordered = sorted(numbers)
    return (ordered[first : first + _AT_ONCE] for first in range(0, len(ordered), _AT_ONCE))


class _Reader:
    """The queries of one report."""

    def __init__(self, session: Session, start: datetime, end: datetime, scope: Scope) -> None:
        self._session = session
        self._start = start
        self._end = end
        self._scope = scope

    def figures(self) -> Figures:
        received, answered = self._received(), self._answered()
        waiting = self._cases(is_open())
        decided = self.decided()
        running = self._clocks(and_(is_open(), is_running()))
        ended, reopened, published = self._ended(), self._reopened(), self._published()
        named = {row.case_id for row in (*received, *answered, *waiting)}
        of: Any = {"session": self._session, "scope": self._scope}
        of |= {"start": self._start, "end": self._end}
        stepped, promised, told = chats.read(**of), pledges.read(**of), trail_rows.read(**of)
        thanked, on_word = trail_rows.thanked(told), trail_rows.on_word(told)
        unanswered = trail_rows.resolved_unanswered(told)
        lists = (decided, ended, published, stepped, promised)
        missing = {row.case_id for rows in lists for row in rows}
        missing |= reopened | thanked | unanswered | on_word
        theirs = {one.case_id for one in decided if not one.is_kept}
        return Figures(
            start=self._start,
            end=self._end,
            received=received,
            answered=answered,
            waiting=waiting,
            decided=decided,
            running=running,
            ended=ended,
            reopened=reopened,
            thanked=thanked,
            unanswered=unanswered,
            on_word=on_word,
            claims=self._claims(theirs),
            replies=self._replies_of(theirs),
            published=published,
            chats=stepped,
            pledges=promised,
            timed=self._timed(),
            others=self.numbered(missing - named),
        )

    def beside(self) -> Figures:
        return Figures(
            start=self._start,
            end=self._end,
            received=self._received(whole=False),
            answered=self._answered(whole=False),
            decided=self.decided(),
        )

    def _received(self, *, whole: bool = True) -> list[CaseRow]:
        return self._cases(and_(self._in_period(col(Case.received_at)), _ONCE), whole=whole)

    def _answered(self, *, whole: bool = True) -> list[CaseRow]:
        return self._cases(and_(self._in_period(col(Case.first_answered_at)), _ONCE), whole=whole)

    def decided(self) -> list[ClockRow]:
        """The promises kept or broken in the period."""
        found = self._clocks(decided_within(self._start, self._end))
        return [one for one in found if not one.is_window]

    def numbered(self, numbers: Iterable[int]) -> list[CaseRow]:
        """These cases, by their numbers."""
        return [row for some in _lots(numbers) for row in self._cases(col(Case.id).in_(some))]

    def _cases(self, which: ColumnElement[bool], *, whole: bool = True) -> list[CaseRow]:
        """Where not ``whole``, nobody asks whether it was resolved or is private."""
        spared = self._closed_as(ClosureKind.NOT_ACTIONABLE)
        resolved = self._closed_as(ClosureKind.RESOLVED) if whole else false()
        in_public = col(Message.case_id) == col(Case.id), col(Message.surface) == Surface.PUBLIC
        public = has_any(*in_public) if whole else true()
        query: Any = (
            sqlalchemy.select(
                col(Case.id),
                col(Case.brand),
                col(Case.channel),
                col(Case.team),
                col(Case.priority),
                col(Case.opened_at),
                col(Case.unanswered_since),
                col(Case.first_answered_at),
                ~spared,
                resolved,
                ~public,
                func.coalesce(col(Claim.slack_user_id), ""),
                and_(is_open(), is_undecided()),
                col(Case.priority_rank),
                and_(is_open(), in_open_surge()),
                col(Case.language),
                standing_topic(),
                col(Case.pledge_due_at),
            )
            .outerjoin(CaseTopic, col(CaseTopic.case_id) == col(Case.id))
            .outerjoin(Claim, is_open_claim_of_case())
            .where(which, *in_scope(self._scope))
            .order_by(by_number(col(Case.id)))
        )
        return [CaseRow(*row) for row in self._session.connection().execute(query)]

    def _closed_as(self, kind: ClosureKind) -> ColumnElement[bool]:
        """Whether it stood closed so at the end of the period."""
        return exists().where(
            col(Closure.case_id) == col(Case.id),
            col(Closure.kind) == kind,
            col(Closure.closed_at) < self._end,
            or_(col(Closure.reopened_at).is_(None), col(Closure.reopened_at) >= self._end),
        )

    def _clocks(self, which: ColumnElement[bool]) -> list[ClockRow]:
        query: Any = (
            sqlalchemy.select(
                col(SlaClock.case_id),
                col(SlaClock.metric),
                col(SlaClock.started_at),
                col(SlaClock.warn_at),
                col(SlaClock.due_at),
                col(SlaClock.met_at),
                col(SlaClock.stopped_at),
                col(SlaClock.paused_at),
                col(SlaClock.policy_version),
                col(SlaClock.name),
                col(SlaClock.rule),
                col(SlaClock.id),
            )
            .join(Case, col(Case.id) == col(SlaClock.case_id))
            .where(col(SlaClock.due_at).is_not(None), which, *in_scope(self._scope))
            .order_by(col(SlaClock.due_at), col(SlaClock.id))
        )
        return [
            ClockRow(*row[:8])._replace(
                is_window=self._is_window(Metric(row[1]), version=row[8], name=row[9]),
                title=row[10] if row[1] == Metric.REGULATORY else "",
                clock_id=row[11],
            )
            for row in self._session.connection().execute(query)
        ]

    def _is_window(self, metric: Metric, *, version: str, name: str) -> bool:
        return metric is Metric.REGULATORY and is_window(
            session=self._session, version=version, name=name
        )

    def _ended(self) -> list[ClosureRow]:
        query = self._of_cases(
            select(Closure.case_id, Closure.kind, Closure.outcome, Closure.closed_at),
            Closure.case_id,
        ).where(self._in_period(col(Closure.closed_at)))
        return [
            ClosureRow(case_id, ClosureKind(kind), outcome, closed_at)
            for case_id, kind, outcome, closed_at in self._rows(
                query.order_by(by_number(col(Closure.id)))
            )
        ]

    def _reopened(self) -> frozenset[int]:
        query = self._of_cases(select(Closure.case_id), Closure.case_id)
        again = query.where(self._in_period(col(Closure.reopened_at)))
        return frozenset(number for (number,) in self._rows(again))

    def _claims(self, of: Iterable[int]) -> list[ClaimRow]:
        query = self._of_cases(
            select(Claim.case_id, Claim.slack_user_id, Claim.claimed_at, Claim.released_at),
            Claim.case_id,
        ).order_by(by_number(col(Claim.id)))
        lots = (query.where(col(Claim.case_id).in_(some)) for some in _lots(of))
        return [ClaimRow(*row) for lot in lots for row in self._rows(lot)]

    def _replies_of(self, cases: Iterable[int]) -> list[ReplyRow]:
        lots = (self._replies(col(Reply.case_id).in_(some)) for some in _lots(cases))
        return [row for lot in lots for row in lot]

    def _published(self) -> list[ReplyRow]:
        return self._replies(self._in_period(col(Reply.published_at)))

    def _replies(self, which: ColumnElement[bool]) -> list[ReplyRow]:
        query: Any = sqlalchemy.select(
            col(Reply.case_id),
            col(Reply.slack_user_id),
            col(Reply.purpose),
            col(Reply.written_at),
            col(Reply.published_at),
            col(Reply.withdrawn_at),
            col(Reply.refused_at),
        )
        query = self._of_cases(query, Reply.case_id).where(which).order_by(by_number(col(Reply.id)))
        return [
            ReplyRow(case_id, who, Purpose(purpose), *times)
            for case_id, who, purpose, *times in self._rows(query)
        ]

    def _timed(self) -> frozenset[int]:
        timed = has_any(col(SlaClock.case_id) == col(Case.id))
        query = select(Case.id).where(is_open(), timed, *in_scope(self._scope))
        return frozenset(number for (number,) in self._rows(query))

    def _of_cases(self, query: Any, number: Any) -> Select[Any]:
        joined: Select[Any] = query.join(Case, col(Case.id) == col(number))
        return joined.where(*in_scope(self._scope))

    def _rows(self, query: Select[Any]) -> Iterable[Any]:
        return self._session.connection().execute(query)

    def _in_period(self, column: Any) -> ColumnElement[bool]:
        return within(column, self._start, self._end)
