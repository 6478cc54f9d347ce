"""Cases and messages for tests, stored in the caller's transaction."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlmodel import Session, select

from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message

_serial = count(1)


def new_case(session: Session, *, opened_at: datetime, **given: Any) -> Case:
    """A case of an invented author at Northbank on X, unless told otherwise."""
    case = Case(
        **{
            "brand": "northbank",
            "channel": "x",
            "account": "1001",
            "conversation": f"c{next(_serial)}",
            "author_id": _author(session, opened_at),
            "state_since": opened_at,
            "route": "northbank:x:1001",
            "team": "desk",
            "opened_at": opened_at,
            "received_at": opened_at + timedelta(seconds=20),
            "last_inbound_at": opened_at,
            "unanswered_since": opened_at,
            **given,
        }
    )
    session.add(case)
    session.flush()
    return case


def new_message(
    session: Session,
    *,
    case: Case,
    posted_at: datetime,
    received_at: datetime | None = None,
    direction: Direction = Direction.INBOUND,
    surface: Surface = Surface.PUBLIC,
    **given: Any,
) -> Message:
    """One message of a case; it reached us twenty seconds later unless told otherwise."""
    message = Message(
        case_id=case.number,
        channel=case.channel,
        account=case.account,
        external_id=f"m{next(_serial)}",
        direction=direction,
        surface=surface,
        text="My card was charged twice.",
        posted_at=posted_at,
        received_at=received_at or posted_at + timedelta(seconds=20),
        **given,
    )
    session.add(message)
    session.flush()
    return message


def _author(session: Session, at: datetime) -> int:
    author = session.exec(select(Author).where(Author.external_id == "7")).first()
    if author is None:
        author = Author(
            channel="x", external_id="7", handle="anar", name="Ana Ruiz", first_seen_at=at
        )
        session.add(author)
        session.flush()
    return author.pk
