"""Reads what stands around a case: its snooze, merges, links and why it has its priority."""

from collections.abc import Callable

from sqlmodel import Session, col, func, or_, select

from bot.domain.records.case import Case, CaseState
from bot.domain.records.case_link import CaseLink
from bot.domain.records.merge import Merge
from bot.domain.records.message import Direction, Message
from bot.domain.records.priority_decision import PriorityDecision
from bot.domain.records.staff import Actor
from bot.slack.views.around import CaseAround, OtherCase
from bot.storage.blocked_posts import count_kept


def case_around(*, session: Session, case: Case, link_to: Callable[[int], str]) -> CaseAround:
    """``link_to`` is the address of another case's thread, or empty."""

    def other(number: int) -> OtherCase:
        return OtherCase(number, link_to(number))

    decision = session.exec(
        select(PriorityDecision)
        .where(PriorityDecision.case_id == case.number)
        .order_by(col(PriorityDecision.id).desc())
    ).first()
    into = _merged_into(session, case)
    return CaseAround(
        snoozed_until=case.snoozed_until if case.state is CaseState.SNOOZED else None,
        merged_into=other(into) if into is not None else None,
        merged_from=tuple(other(number) for number in _merged_from(session, case)),
        linked=tuple(other(number) for number in _linked(session, case)),
        priority_because=tuple(decision.because) if decision is not None else (),
        priority_by=Actor.parse(decision.decided_by).slack_user_id if decision else "",
        posts=_posts(session, case),
        kept_back=count_kept(session=session, author_id=case.author_id) if case.is_open else 0,
    )


def _merged_into(session: Session, case: Case) -> int | None:
    query = select(Merge.into_case_id).where(
        Merge.case_id == case.number, col(Merge.unmerged_at).is_(None)
    )
    return session.exec(query).first()


def _merged_from(session: Session, case: Case) -> list[int]:
    query = select(Merge.case_id).where(
        Merge.into_case_id == case.number, col(Merge.unmerged_at).is_(None)
    )
    return list(session.exec(query.order_by(col(Merge.id))))


def _linked(session: Session, case: Case) -> list[int]:
    mine = or_(CaseLink.first_case_id == case.number, CaseLink.second_case_id == case.number)
    query = select(CaseLink).where(mine, col(CaseLink.unlinked_at).is_(None))
    return [row.other(case.number) for row in session.exec(query.order_by(col(CaseLink.id)))]


def _posts(session: Session, case: Case) -> int:
    query = select(func.count(col(Message.id))).where(
        Message.case_id == case.number,
        Message.direction == Direction.INBOUND,
        col(Message.deleted_at).is_(None),
    )
    return session.exec(query).one()
