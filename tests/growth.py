"""Whether a function's work grows with the size of a text and not with its square."""

import time
from collections.abc import Callable

_SHORT, _LONG = 3_000, 24_000
_NOISE_S = 0.05


def grows_with_size(do: Callable[[str], object], piece: str) -> bool:
    """Eight times the text of this piece over and over takes nowhere near 64 times the work.

    It is the processor's time of this thread, so that other work on the machine does not count.
    """
    short, long = (_least_s(do, (piece * size)[:size]) for size in (_SHORT, _LONG))
    return long < 3 * (_LONG / _SHORT) * short + _NOISE_S


def _least_s(do: Callable[[str], object], text: str) -> float:
    return min(_seconds(do, text) for _ in range(2))


def _seconds(do: Callable[[str], object], text: str) -> float:
    began = time.thread_time()
    do(text)
    return time.thread_time() - began
