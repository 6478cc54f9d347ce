"""Counts behind the board of people: open cases by owner and team, and when each person last did something."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, or_, select
from sqlmodel import Session, col

from bot.domain.records.cases.case import Case
from bot.domain.records.claim import Claim
from bot.domain.records.staff import ActorKind
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.sla.clock import SlaClock
from bot.storage.cases.claims import is_open_claim_of_case
from bot.storage.figures.conditions import is_open
from bot.storage.triage.worklist import is_late_clock, is_late_pledge, is_soon_clock, is_soon_pledge

_NEWEST = (
    5000  # entries of the trail: what was done before them is no answer to "who works just now"
)


class Counted(NamedTuple):
    """Open cases of one owner in one team; ``owner`` is empty for those that nobody has."""

    owner: str
    team: str
    open: int
    late: int
    soon: int  # due within the hour, and not late


def open_by_owner(*, session: Session, now: datetime) -> list[Counted]:
    """All open cases, counted in one statement by who has them and whose team they are with."""
    late = or_(is_late_pledge(now=now), is_late_clock(session=session, now=now))
    soon = or_(is_soon_pledge(now=now), is_soon_clock(now=now))
    owner: Any = func.coalesce(col(Claim.slack_user_id), "")
    of_case: Select[Any] = (
        select(
            owner.label("owner"),
            col(Case.team).label("team"),
            func.max(case((late, 2), (soon, 1), else_=0)).label("pressed"),
        )
        .select_from(Case)
        .outerjoin(Claim, is_open_claim_of_case())
        .outerjoin(SlaClock, col(SlaClock.case_id) == col(Case.id))
        .where(is_open())
        .group_by(col(Case.id), col(Case.team), col(Claim.slack_user_id))
    )
    each = of_case.subquery().c
    counted: Select[Any] = select(
        each.owner,
        each.team,
        func.count(),
        func.count(case((each.pressed == 2, 1))),
        func.count(case((each.pressed == 1, 1))),
    ).group_by(each.owner, each.team)
    return [Counted(*row) for row in session.execute(counted)]


def last_acts(*, session: Session, of: Collection[str]) -> dict[str, datetime]:
    """When each of these people last did something that the trail knows; of the newest entries only."""
    newest = session.scalar(select(func.max(col(AuditEntry.id)))) or 0
    query = (
        select(col(AuditEntry.actor_id), func.max(col(AuditEntry.at)))
        .where(
            col(AuditEntry.id) > newest - _NEWEST,
            col(AuditEntry.actor_kind) == ActorKind.STAFF,
            col(AuditEntry.actor_id).in_(sorted(of)),
        )
        .group_by(col(AuditEntry.actor_id))
    )
    return {row[0]: row[1] for row in session.execute(query)}
