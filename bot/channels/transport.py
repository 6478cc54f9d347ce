"""What all who speak with a platform share: time-outs, two kinds of trouble, and a client made when it is needed."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

TIMEOUTS = (5.0, 15.0)  # seconds to connect, seconds of silence
_T = TypeVar("_T")


def timeouts(total_s: float) -> tuple[float, float]:
    """Time-outs of one call that may last this long: a quarter, 5 s at most, is for connecting."""
    connect = min(TIMEOUTS[0], total_s / 4)
    return connect, total_s - connect


class NotReached(Exception):
    """No byte of the request left: the name did not resolve, or nobody took the connection."""


class CutOff(Exception):
    """The request may have been acted on, and there is no answer that says so."""


class Once(Generic[_T]):
    """Something that is made when it is asked for first, and once, whichever thread asks.

    A vendor's library is some megabytes, and the web process speaks with no platform.
    """

    def __init__(self, make: Callable[[], _T]) -> None:
        self._make, self._lock = make, threading.Lock()

    def __call__(self) -> _T:
        """It, made by now."""
        with self._lock:
            if not hasattr(self, "_made"):
                self._made = self._make()
            return self._made
