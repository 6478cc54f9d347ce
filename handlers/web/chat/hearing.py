"""Which open pages wait for which chat. A commit of any process wakes them; they then ask what is new.

A stream carries no words, only that there are some: what a page is shown is decided when it asks.
"""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import AsyncGenerator, Callable

from bot.storage.chats import TOPIC
from bot.storage.wake import EVERYTHING
from handlers.web.long_answers import Gone

MOST = 1_000  # open pages of one process; the others ask every few seconds
MOST_OF_ONE = 4  # a browser opens six connections to one host, and the page needs one for its words
_STRANGERS_SHARE = 4  # one in so many: who opened a public link and has proved nothing
_BEAT_S = 20.0  # routers close what says nothing for a minute
_LIFE_S = 600.0  # then the page connects anew, and its session is looked at again
_GRACE_S = 5.0  # a page that is loaded anew, or whose stream was cut, is back within it
_OPENED = b"retry: 3000\nevent: beat\ndata: -\n\n"
_BEAT = b"event: beat\ndata: -\n\n"
_NEWS = b"event: news\ndata: -\n\n"


class _Page:
    """One that is open, in its loop's thread. There are hundreds, so it holds little."""

    __slots__ = ("_is_woken", "_waits", "loop", "topic")

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.loop = asyncio.get_running_loop()
        self._is_woken = False
        self._waits: asyncio.Future[None] | None = None

    def wake(self, *_: object) -> None:
        """There is something to look at."""
        self._is_woken = True
        self._go_on()

    async def woken(self, *, within_s: float) -> bool:
        """Wait until it is woken; False when time ran out."""
        if not self._is_woken:
            self._waits = self.loop.create_future()
            timer = self.loop.call_later(within_s, self._go_on)
            try:
                await self._waits
            finally:
                timer.cancel()
        was_woken, self._is_woken = self._is_woken, False
        return was_woken

    def _go_on(self) -> None:
        if self._waits is not None and not self._waits.done():
            self._waits.set_result(None)


class Hub:
    """The open pages of this process."""

    def __init__(
        self, *, most: int = MOST, beat_s: float = _BEAT_S, grace_s: float = _GRACE_S
    ) -> None:
        self._most, self._beat_s, self._grace_s = most, beat_s, grace_s
        self._left: Callable[[int], object] = lambda _session_id: None
        self._pages: set[_Page] = set()
        self._by_session: Counter[int] = Counter()
        self._strangers = 0
        # A signal may come while its thread holds it.
        self._lock = threading.RLock()
        self._is_closing = False

    @property
    def count(self) -> int:
        """How many pages are open."""
        return len(self._pages)

    def has_room(self, session_id: int, *, is_stranger: bool = False) -> bool:
        """Whether one more page of this session can be held open. Strangers take no customer's place."""
        with self._lock:
            is_full = self.count >= self._most or self._by_session[session_id] >= MOST_OF_ONE
            is_crowded = is_stranger and self._strangers >= self._most // _STRANGERS_SHARE
            return not (is_full or is_crowded or self._is_closing)

    def announced(self, topics: frozenset[str]) -> None:
        """Wake the pages of these chats. Any thread may call it."""
        with self._lock:
            for page in self._pages:
                if page.topic in topics or EVERYTHING in topics:
                    page.loop.call_soon_threadsafe(page.wake)

    def when_left(self, do: Callable[[int], object]) -> None:
        """Call this with a session, in the loop's thread, when its last page here is gone for good."""
        self._left = do

    def close(self) -> None:
        """End every stream, for good: this process is about to end."""
        self._is_closing = True
        self.announced(frozenset({EVERYTHING}))

    async def stream(
        self,
        gone: Gone | None = None,
        *,
        invitation_id: int,
        session_id: int,
        is_stranger: bool = False,
    ) -> AsyncGenerator[bytes, None]:
        """What one page is sent, until it is gone, we end, or it has lasted long enough."""
        page = _Page(TOPIC.format(invitation_id))
        with self._lock:
            self._pages.add(page)
            self._by_session[session_id] += 1
            self._strangers += is_stranger
        until = time.monotonic() + _LIFE_S
        if gone is not None:
            gone.add_done_callback(page.wake)
        try:
            yield _OPENED
            while not self._is_closing and time.monotonic() < until:
                is_news = await page.woken(within_s=self._beat_s)
                if gone is not None and gone.done():
                    break
                yield _NEWS if is_news else _BEAT
        finally:
            with self._lock:
                self._pages.discard(page)
                self._by_session[session_id] -= 1
                self._strangers -= is_stranger
                self._by_session += Counter()  # forgets who has none
            page.loop.call_later(self._grace_s, self._look_who_left, session_id)

    def _look_who_left(self, session_id: int) -> None:
        with self._lock:
            is_here = self._by_session[session_id] > 0
        if not is_here and not self._is_closing:
            self._left(session_id)
