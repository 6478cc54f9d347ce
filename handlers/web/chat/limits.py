"""How often a network or a browser may ask, counted in the database: it holds over every process.

They are counted in a transaction of their own, so that what is refused is counted too. A browser is
counted by its session, so that cookies which somebody makes up leave no trace.
"""

import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from bot.bootstrap import App
from bot.desk.chat import entry, rates
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk
from bot.language import say
from handlers.web.chat.asking import Refused
from handlers.web.chat.refusals import not_in


@dataclass(frozen=True)
class Limit:
    """So many in so long."""

    name: str
    most: int
    per: timedelta
    of_chat: bool = False  # of all the browsers together that are in


# A mobile network puts thousands behind one address; a token has 256 bits.
ENTRIES = Limit("page enters", 120, timedelta(minutes=10))
WORDS = Limit("page words", 30, timedelta(minutes=1), of_chat=True)
WORDS_OF_AN_HOUR = Limit("page words of an hour", 900, timedelta(hours=1), of_chat=True)
ACTS = Limit("page acts", 120, timedelta(minutes=1))
LOOKS = Limit("page looks, in tens", 30, timedelta(minutes=1))
_TEN = 10
_SESSIONS_MOST = 5_000
FILES = Limit("page files", 12, timedelta(minutes=10))
FILES_OF_NETWORK = Limit("page files of a network", 120, timedelta(minutes=10))
TRANSCRIPTS = Limit("page transcripts", 12, timedelta(minutes=10))


def keep_within(app: App, limit: Limit, *, network: str) -> None:
    """Count one more of this network. Raises Refused when it is one too many."""
    with app.desk() as desk:
        is_within = _count(desk, limit, whose=network)
    _require(is_within, limit)


def visitor_within(app: App, *which: Limit, cookie: str) -> Visitor:
    """Who this cookie is, counted once more. Raises Refused when it is nobody, or one too many."""
    with app.desk() as desk:
        visitor = entry.session_of(desk, cookie=cookie) if cookie else None
        counted = [
            (visitor is None or _count(desk, limit, whose=_whose(visitor, limit)), limit)
            for limit in which
        ]
    if visitor is None:
        raise not_in()
    for is_within, limit in counted:
        _require(is_within, limit)
    return visitor


def _whose(visitor: Visitor, limit: Limit) -> str:
    """A browser that is not in is counted alone: strangers use up nothing of the customer's."""
    if limit.of_chat and visitor.is_unlocked:
        return f"c{visitor.invitation_id}"
    return f"s{visitor.session_id}"


class Looks:
    """How often each session has only looked. To count each look would cost more than the look itself, so
    the database hears of every tenth, and whoever was refused waits here until the minute is over."""

    def __init__(self) -> None:
        self._seen: Counter[int] = Counter()
        self._waits: dict[int, float] = {}
        self._lock = threading.Lock()

    def keep_within(self, desk: Desk, *, visitor: Visitor) -> None:
        """Count one more look. Raises Refused."""
        if self._is_due(visitor.session_id) and not _count(
            desk, LOOKS, whose=f"s{visitor.session_id}"
        ):
            with self._lock:
                self._waits[visitor.session_id] = time.monotonic() + LOOKS.per.total_seconds()
        _require(visitor.session_id not in self._waits, LOOKS)

    def _is_due(self, session_id: int) -> bool:
        """Whether the database is to hear of it; what nobody needs to know any more is forgotten."""
        with self._lock:
            if self._waits.get(session_id, 0.0) < time.monotonic():
                self._waits.pop(session_id, None)
            if len(self._seen) + len(self._waits) > _SESSIONS_MOST:
                self._seen.clear()
                self._waits.clear()
            self._seen[session_id] += 1
            if self._seen[session_id] < _TEN:
                return False
            del self._seen[session_id]
            return True


def _count(desk: Desk, limit: Limit, *, whose: str) -> bool:
    return rates.within(desk, key=f"{limit.name}:{whose}", limit=limit.most, per=limit.per)


def _require(is_within: bool, limit: Limit) -> None:
    if not is_within:
        raise Refused(
            HTTPStatus.TOO_MANY_REQUESTS,
            say("That was very often. Please wait a moment."),
            again_s=min(60, int(limit.per.total_seconds())),
        )
