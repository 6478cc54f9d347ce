"""The threads in which the page's requests are worked on: the chat's own, and few."""

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import TypeVar

_THREADS = 2  # of the process's connections, so that Slack's presses always find one
_WAITING_MOST = 200
_T = TypeVar("_T")


class TooManyWait(Exception):
    """There is so much to do that one more would wait too long."""


class Threads:
    """What a customer waits for always finds a thread that is not held up by what nobody waits for.

    That words were seen is noted under the lock of their case, which the sender of those very words has
    just then; in every thread at once it would keep all pages waiting.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="chat")
        self._one = asyncio.Semaphore(1)
        self._waiting: Counter[bool] = Counter()  # by whether they have time

    async def run(self, do: Callable[[], _T], *, has_time: bool = False) -> _T:
        """Do it in one of them. Raises TooManyWait."""
        if self._waiting[has_time] >= _WAITING_MOST:
            raise TooManyWait
        self._waiting[has_time] += 1
        try:
            async with self._one if has_time else nullcontext():
                return await asyncio.get_running_loop().run_in_executor(self._pool, do)
        finally:
            self._waiting[has_time] -= 1

    def begin(self, do: Callable[[], object]) -> None:
        """Do it some time; nobody waits for what becomes of it."""
        self._pool.submit(do)

    def close(self) -> None:
        """Begin nothing more."""
        self._pool.shutdown(wait=False)
