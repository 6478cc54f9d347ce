"""Reading what our answers promised, and is owed."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, or_, select

from bot.domain.records.answers.reply import Reply
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.claim import Claim
from bot.domain.records.messages.message import Message
from bot.domain.records.pledge import Pledge


def is_owed() -> ColumnElement[bool]:
    """A condition on pledges: the customer has it, and nobody has said what became of it."""
    return and_(col(Pledge.ended_at).is_(None), col(Pledge.given_at).is_not(None))


def owed(*, session: Session, case_id: int) -> list[Pledge]:
    """What is owed in a case, the soonest first."""
    query = select(Pledge).where(Pledge.case_id == case_id, is_owed())
    return list(session.exec(query.order_by(col(Pledge.due_at), col(Pledge.id))))


def of_reply(*, session: Session, reply_id: int) -> list[Pledge]:
    """What this answer promised, or would if it went out."""
    query = select(Pledge).where(Pledge.reply_id == reply_id).order_by(col(Pledge.id))
    return list(session.exec(query))


def of_message(*, session: Session, message_id: int) -> list[Pledge]:
    """What this answer, given in a native app, was said to promise."""
    query = select(Pledge).where(Pledge.message_id == message_id).order_by(col(Pledge.id))
    return list(session.exec(query))


def said_in_private(*, session: Session, pledge: Pledge) -> bool:
    """Whether the answer that promised it is a private one."""
    said: Reply | Message | None = (
        session.get(Reply, pledge.reply_id)
        if pledge.reply_id is not None
        else session.get(Message, pledge.message_id)
    )
    return said is not None and said.surface == Surface.PRIVATE


def cases_to_look_at(
    *, session: Session, now: datetime, soon: datetime, late: datetime
) -> set[int]:
    """Cases of which a pledge is due by ``soon`` or past ``late`` and nobody was told, is over and not
    written down, or is with somebody who has the case no more."""
    told_nobody = and_(col(Pledge.reminded_at).is_(None), col(Pledge.due_at) <= soon)
    never, before = col(Pledge.broken_at).is_(None), col(Pledge.broken_at) < col(Pledge.due_at)
    is_over = and_(or_(never, before), col(Pledge.due_at) < now)
    lead_waits = and_(col(Pledge.lead_told_at).is_(None), col(Pledge.due_at) <= late)
    owner = func.coalesce(col(Claim.slack_user_id), col(Pledge.promised_by))
    query = (
        select(Pledge.case_id)
        .join(Case, col(Case.id) == col(Pledge.case_id))
        .outerjoin(
            Claim, and_(col(Claim.case_id) == col(Pledge.case_id), col(Claim.released_at).is_(None))
        )
        .where(
            is_owed(),
            or_(
                told_nobody,
                is_over,
                lead_waits,
                owner != col(Pledge.holder),
                col(Case.state) == CaseState.MERGED,
            ),
        )
        .distinct()
    )
    return set(session.exec(query))
