"""A time zone's name, checked when it is read: a slip is found at start and not at midnight."""

from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator


def known_time_zone(name: str) -> str:
    """The name itself. Raises ValueError with the nearest name there is."""
    known = _known()
    if name not in known:
        near = [each for each in known if each.lower() == name.lower()]
        near = near or get_close_matches(name, known, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else 'Write one like "Europe/London".'
        raise ValueError(f"“{name}” is not a time zone. {hint}")
    return name


@lru_cache(maxsize=1)  # it walks a folder of six hundred files
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


TimeZoneName = Annotated[str, AfterValidator(known_time_zone)]
