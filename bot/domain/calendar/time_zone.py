"""A time zone's name, checked when it is read: a slip is found at start and not at midnight."""

from difflib import get_close_matches
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator


def known_time_zone(name: str) -> str:
    """The name itself. Raises ValueError with the nearest name there is."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        near = get_close_matches(name, available_timezones(), n=1)
        hint = f"Did you mean “{near[0]}”?" if near else 'Write one like "Europe/London".'
        raise ValueError(f"“{name}” is not a time zone. {hint}") from error
    return name


TimeZoneName = Annotated[str, AfterValidator(known_time_zone)]
