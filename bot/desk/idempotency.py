"""Acting once on what may be told to us several times: the key goes in with the act, or not at all."""

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from bot.desk.desk import Desk
from bot.inbox.received import SeenEvent


def first_time(desk: Desk, *, key: str) -> bool:
    """Whether this event or click is new. The answer is only kept if the transaction commits."""
    try:
        with desk.session.begin_nested():
            desk.session.execute(insert(SeenEvent).values(key=key, seen_at=desk.now))
    except IntegrityError:
        return False
    return True
