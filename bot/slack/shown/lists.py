"""Reads lists of cases for one person: what they hold, what nobody has, what their team has.

In the order of the worklist. A talk that is private only is left out for whoever may not read it.
"""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlmodel import Session, col, func, select

from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.claim import Claim
from bot.domain.sla.clock import SlaClock
from bot.slack.api.names import Names
from bot.slack.shown.cases.case import case_shown, row_shown
from bot.slack.views.home.home_place import LATE, SIGNALS, SOON
from bot.slack.views.models import CaseShown
from bot.storage.answers.approvals import has_waiting, waits_since
from bot.storage.cases.claims import is_open_claim_of_case
from bot.storage.cases.private_words import is_private_only, not_hidden
from bot.storage.figures.conditions import is_open
from bot.storage.triage.signals import has_signal
from bot.storage.triage.worklist import (
    Worklist,
    is_late_clock,
    is_late_pledge,
    is_soon_clock,
    is_soon_pledge,
)


class Which(StrEnum):
    """The lists there are."""

    MINE = "mine"
    QUEUE = "queue"
    TEAM = "team"
    APPROVALS = "approvals"


class Lists:
    """The lists of one person at a moment of business time. ``channels``: the private Slack channels
    they are in."""

    def __init__(
        self,
        *,
        session: Session,
        slack_user_id: str,
        names: Names,
        now: datetime,
        channels: Collection[str] = (),
        teams: Collection[str] = (),
        only: str = "",
    ) -> None:
        self._session = session
        self._names = names
        self._user = slack_user_id
        self.now = now
        self._channels = channels
        self._teams = teams
        self._only = only

    def cases(self, which: Which, *, limit: int, offset: int = 0) -> list[CaseShown]:
        """Some of them, the most pressing first."""
        return self.shown(self.numbers(which, limit=limit, offset=offset))

    def numbers(self, which: Which, *, limit: int, offset: int = 0) -> list[int]:
        """The numbers of some of them, the most pressing first; of what waits for approval, the oldest."""
        found = self._query(which)
        oldest_first = which is Which.APPROVALS
        by_age = found.order_by(waits_since(), col(Case.id))
        query = (
            (by_age if oldest_first else self._worklist.sorted(found)).limit(limit).offset(offset)
        )
        return list(self._session.scalars(query))

    def count(self, which: Which) -> int:
        """How many there are."""
        query = select(func.count()).select_from(self._query(which).subquery())
        return self._session.scalar(query) or 0

    def shown(self, case_ids: Sequence[int]) -> list[CaseShown]:
        """These cases as rows; of a private talk its private words, since whoever is here may read them."""
        return self._read(row_shown, case_ids)

    def whole(self, case_id: int) -> CaseShown:
        """One case that there is, with all that its headline tells."""
        return self._read(case_shown, [case_id])[0]

    def _read(
        self, read: Callable[..., CaseShown | None], case_ids: Sequence[int]
    ) -> list[CaseShown]:
        query = select(Case.id).where(col(Case.id).in_(case_ids), is_private_only())
        private = set(self._session.scalars(query)) if case_ids else set()
        found = [
            read(
                session=self._session,
                case_id=case_id,
                names=self._names,
                surface=Surface.PRIVATE if case_id in private else Surface.PUBLIC,
            )
            for case_id in case_ids
        ]
        return [case for case in found if case is not None]

    @cached_property
    def _worklist(self) -> Worklist:
        return Worklist(session=self._session, now=self.now)

    @cached_property
    def _part(self) -> ColumnElement[bool] | None:
        """What narrows every list; nothing for what is not known any more."""
        late = or_(
            is_late_pledge(now=self.now),
            self._with_clock(is_late_clock(session=self._session, now=self.now)),
        )
        soon = or_(is_soon_pledge(now=self.now), self._with_clock(is_soon_clock(now=self.now)))
        kind, _, name = self._only.partition(":")
        known: dict[str, ColumnElement[bool]] = {
            LATE: late,
            SOON: and_(soon, ~late),
            SIGNALS: has_signal(),
            "brand": col(Case.brand) == name,
            "channel": col(Case.channel) == name,
            "team": col(Case.team) == name,
        }
        return known.get(kind) if self._only else None

    @staticmethod
    def _with_clock(condition: ColumnElement[bool]) -> ColumnElement[bool]:
        """Apart from the clocks that put the list in order."""
        return col(Case.id).in_(select(SlaClock.case_id).where(condition).correlate(None))

    def _query(self, which: Which) -> Select[Any]:
        """Ids of open cases, joined with their open claim if they have one."""
        cases: Select[Any] = (
            select(col(Case.id))
            .outerjoin(Claim, is_open_claim_of_case())
            .where(is_open(), not_hidden(self._channels))
        )
        if self._part is not None:
            cases = cases.where(self._part)
        if which is Which.MINE:
            # A claim stays with a case that has ended: by the person all they ever had would be read.
            return cases.where(func.coalesce(col(Claim.slack_user_id), "") == self._user)
        if which is Which.QUEUE:
            return cases.where(col(Claim.id).is_(None))
        if which is Which.APPROVALS:
            return cases.where(has_waiting())
        others = col(Claim.slack_user_id) != self._user
        return cases.where(others, col(Case.team).in_(sorted(self._teams)))
