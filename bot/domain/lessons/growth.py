"""Whether a cause grows week by week: the rule of the early warning. Pure."""

from collections.abc import Sequence
from itertools import pairwise


def grows(weeks: Sequence[int], *, for_weeks: int, least: int) -> bool:
    """Whether each of the last ``for_weeks`` weeks had more cases than the one before it, and the last at least
    ``least``. ``weeks``: the oldest first, one more than that many; fewer never grow.

    >>> grows([1, 2, 4, 7], for_weeks=3, least=5)
    True
    """
    last = weeks[-(for_weeks + 1) :]
    if len(last) <= for_weeks or last[-1] < least:
        return False
    return all(before < after for before, after in pairwise(last))
