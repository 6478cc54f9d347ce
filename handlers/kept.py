"""What a process made when it started stays until it ends."""

import ctypes
import gc

from sqlalchemy.orm import configure_mappers

from bot.domain.calendar import public_holidays
from bot.domain.personal_data import find
from bot.domain.rules.house_rules import HouseRules
from config import files

_ANYTHING = "My number is 4."
_ARENA_MAX = -8  # of glibc's mallopt


def make_ready(rules: HouseRules) -> None:
    """Make ready what looks through words, and give back what making it took.

    The first customer would wait for it. It is done before the process is at its largest: the most memory it
    takes would be that of all there is and of making this together, and what is imported later takes the place
    of what is forgotten here.
    """
    find(_ANYTHING)
    if rules.hears:
        rules.signals_in("")
        rules.spoken_of("")
    files.forget()
    public_holidays.forget()
    gc.collect()
    _give_back()


def keep_what_is_there() -> None:
    """Have the collector of garbage never look through what is there: that takes 0.15 s each time, and nobody
    is answered meanwhile."""
    configure_mappers()
    gc.collect()
    _give_back()
    gc.freeze()


def _give_back() -> None:
    """Give the system what is free, and have all threads share one heap: each would keep free memory of its own.

    Only glibc needs to be told, and only it understands.
    """
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim"):
        libc.mallopt(_ARENA_MAX, 1)
        libc.malloc_trim(0)
