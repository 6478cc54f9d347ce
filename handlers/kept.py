"""What a process made when it started stays until it ends."""

import ctypes
import gc

from sqlalchemy.orm import configure_mappers

from bot.domain.personal_data import find
from bot.domain.rules.house_rules import HouseRules
from config import files

_ANYTHING = "My number is 4."
_ARENA_MAX = -8  # of glibc's mallopt


def keep_what_is_there(rules: HouseRules) -> None:
    """Make ready what looks through words, give back what making it took, and have the collector of garbage
    never look through what is there.

    The first customer would wait for it, and the most memory a process takes would be that of many pages and of
    making this together. Looking through all takes 0.15 s each time, and nobody is answered meanwhile.
    """
    find(_ANYTHING)
    if rules.hears:
        rules.signals_in("")
        rules.spoken_of("")
    configure_mappers()
    files.forget()
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
