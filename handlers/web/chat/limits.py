"""How often a network or a browser may ask, counted in the database: it holds over every process.

They are counted in a transaction of their own, so that what is refused is counted too.
"""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from bot.bootstrap import App
from bot.desk.chat import rates
from bot.language import say
from handlers.web.chat.asking import Refused


@dataclass(frozen=True)
class Limit:
    """So many in so long."""

    name: str
    most: int
    per: timedelta


# A mobile network puts thousands behind one address; a token has 256 bits.
ENTRIES = Limit("page enters", 120, timedelta(minutes=10))
WORDS = Limit("page words", 30, timedelta(minutes=1))
ACTS = Limit("page acts", 120, timedelta(minutes=1))


def keep_within(app: App, limit: Limit, *, whose: str) -> None:
    """Count one more. Raises Refused when it is one too many."""
    with app.desk() as desk:
        is_within = rates.within(desk, key=f"{limit.name}:{whose}", limit=limit.most, per=limit.per)
    if not is_within:
        raise Refused(
            HTTPStatus.TOO_MANY_REQUESTS,
            say("That was very often. Please wait a moment."),
            again_s=min(60, int(limit.per.total_seconds())),
        )
