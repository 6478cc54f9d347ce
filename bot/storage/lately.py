"""What a process asked the database for a moment ago, for what may be as old as that."""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar, cast

_T = TypeVar("_T")


class Lately:
    """Answers by what they answer, each with when it was given. Shared by the threads of a process."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._known: dict[str, tuple[float, Any]] = {}

    def ask(self, what: str, ask: Callable[[], _T], *, within_s: float) -> _T:
        """What ``ask`` brings, or brought not longer ago than that."""
        at, known = self._known.get(what, (float("-inf"), None))
        if self._now() - at < within_s:
            return cast(_T, known)
        asked_at = self._now()
        brought = ask()
        self._known[what] = (asked_at, brought)
        return brought

    def forget(self, what: str) -> None:
        """It is asked for anew the next time."""
        self._known.pop(what, None)

    def forget_all(self) -> None:
        """And so is everything: what stands in the database may be another by now."""
        self._known.clear()
