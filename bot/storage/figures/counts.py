"""What a digest is counted from: plain rows, read once, without customer text.

Times are of events, so a digest that is late counts the same as one on time. A case counts as received
when it reached us, so that each is in exactly one digest however late its post was found.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import sqlalchemy
from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_
from sqlmodel import Session, col, select

from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.cases.case_topic import CaseTopic
from bot.domain.records.cases.closure import Closure, ClosureKind
from bot.domain.records.claim import Claim
from bot.domain.records.messages.message import Message
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.details import Resolved, Wrote
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.storage.answers.answer_removals import is_undecided
from bot.storage.cases.claims import is_open_claim_of_case
from bot.storage.clocks.stored_clocks import is_window
from bot.storage.figures import chats, pledges, trail_rows
from bot.storage.figures.conditions import (
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


def read(*, session: Session, start: datetime, end: datetime, scope: Scope) -> Figures:
    """The rows of a period, from start up to but without end, and of this moment."""
    return _Reader(session, start, end, scope).figures()


def kept(
    *, session: Session, metric: Metric, start: datetime, end: datetime, scope: Scope
) -> tuple[int, int]:
    """How many promises of a metric were kept in a period, and of how many decided ones."""
    met, due = col(SlaClock.met_at), col(SlaClock.due_at)
    inside = and_(met >= start, met < end, met <= due)
    query = (
        sqlalchemy.select(func.coalesce(func.sum(case((inside, 1), else_=0)), 0), func.count())
        .select_from(SlaClock)
        .join(Case, col(Case.id) == col(SlaClock.case_id))
        .where(col(SlaClock.metric) == metric, decided_within(start, end), *in_scope(scope))
    )
    row = session.connection().execute(query).one()
    return int(row[0]), int(row[1])


def decided(*, session: Session, start: datetime, end: datetime, scope: Scope) -> list[ClockRow]:
    """The promises kept or broken in a period."""
    return _Reader(session, start, end, scope).decided()


def numbered(
    *, session: Session, numbers: Iterable[int], end: datetime, scope: Scope
) -> list[CaseRow]:
    """These cases as a period that ends then sees them."""
    return _Reader(session, end, end, scope).numbered(numbers)


class _Reader:
    """The queries of one report."""

    def __init__(self, session: Session, start: datetime, end: datetime, scope: Scope) -> None:
        self._session = session
        self._start = start
        self._end = end
        self._scope = scope

    def figures(self) -> Figures:
        once = col(Case.state) != CaseState.MERGED  # it is counted where it went
        received = self._cases(and_(self._in_period(col(Case.received_at)), once))
        answered = self._cases(and_(self._in_period(col(Case.first_answered_at)), once))
        waiting = self._cases(is_open())
        decided = self.decided()
        running = self._clocks(and_(is_open(), is_running()))
        ended, reopened, published = self._ended(), self._reopened(), self._published()
        thanked, on_word = self._thanked(), self._on_word()
        unanswered = self._resolved_unanswered()
        named = {row.case_id for row in (*received, *answered, *waiting)}
        of: Any = {"session": self._session, "scope": self._scope}
        of |= {"start": self._start, "end": self._end}
        stepped, promised = chats.read(**of), pledges.read(**of)
        lists = (decided, ended, published, stepped, promised)
        missing = {row.case_id for rows in lists for row in rows}
        missing |= reopened | thanked | unanswered | on_word
        theirs = select(SlaClock.case_id).where(decided_within(self._start, self._end))
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
            replies=self._replies(col(Reply.case_id).in_(theirs)),
            published=published,
            chats=stepped,
            pledges=promised,
            timed=self._timed(),
            others=self.numbered(missing - named),
        )

    def decided(self) -> list[ClockRow]:
        """The promises kept or broken in the period."""
        found = self._clocks(decided_within(self._start, self._end))
        return [one for one in found if not one.is_window]

    def numbered(self, numbers: Iterable[int]) -> list[CaseRow]:
        """These cases, by their numbers."""
        ordered, found = sorted(numbers), list[CaseRow]()
        for first in range(0, len(ordered), 500):  # SQLite takes a limited list
            found += self._cases(col(Case.id).in_(ordered[first : first + 500]))
        return found

    def _cases(self, which: ColumnElement[bool]) -> list[CaseRow]:
        spared = self._closed_as(ClosureKind.NOT_ACTIONABLE)
        resolved = self._closed_as(ClosureKind.RESOLVED)
        public = has_any(
            col(Message.case_id) == col(Case.id), col(Message.surface) == Surface.PUBLIC
        )
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
                and_(is_undecided(), is_open()),
                col(Case.priority_rank),
                and_(in_open_surge(), is_open()),
                col(Case.language),
                standing_topic(),
                col(Case.pledge_due_at),
            )
            .outerjoin(CaseTopic, col(CaseTopic.case_id) == col(Case.id))
            .outerjoin(Claim, is_open_claim_of_case())
            .where(which, *in_scope(self._scope))
            .order_by(col(Case.id))
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
            for case_id, kind, outcome, closed_at in self._rows(query.order_by(col(Closure.id)))
        ]

    def _reopened(self) -> frozenset[int]:
        query = self._of_cases(select(Closure.case_id), Closure.case_id)
        again = query.where(self._in_period(col(Closure.reopened_at)))
        return frozenset(number for (number,) in self._rows(again))

    def _thanked(self) -> frozenset[int]:
        """Bare thanks start no clock and reopen nothing; the trail marks them."""
        said = self._entries(Trail.WROTE, Trail.OPENED)
        return frozenset(case_id for case_id, told in said if Wrote.read(told).thanks)

    def _resolved_unanswered(self) -> frozenset[int]:
        """The customer waited and got no answer; the trail marks them."""
        ended = self._entries(Trail.RESOLVED)
        return frozenset(case_id for case_id, told in ended if Resolved.read(told).unanswered)

    def _on_word(self) -> frozenset[int]:
        """A person told of an answer, nobody could look, and nobody took it back; the trail marks them."""
        looked, was = self._entries(Trail.ANSWER_LOOKED_UP), self._entries(Trail.ANSWER_WAS)
        return trail_rows.on_word(looked, was)

    def _entries(self, *verbs: Trail) -> Iterable[tuple[int, dict[str, Any]]]:
        """In their order, made here: asked for it, SQLite walks through the whole trail."""
        told = select(AuditEntry.id, AuditEntry.case_id, AuditEntry.details)
        of = self._of_cases(told, AuditEntry.case_id).where(self._in_period(col(AuditEntry.at)))
        found = sorted(
            self._rows(of.where(col(AuditEntry.verb).in_(verbs))), key=lambda row: row[0]
        )
        return ((case_id, details) for _, case_id, details in found)

    def _claims(self, of: Any) -> list[ClaimRow]:
        query = self._of_cases(
            select(Claim.case_id, Claim.slack_user_id, Claim.claimed_at, Claim.released_at),
            Claim.case_id,
        ).where(col(Claim.case_id).in_(of))
        return [ClaimRow(*row) for row in self._rows(query.order_by(col(Claim.id)))]

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
        query = self._of_cases(query, Reply.case_id).where(which).order_by(col(Reply.id))
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
