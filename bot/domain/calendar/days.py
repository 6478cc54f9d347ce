"""The days that can be named: a slip such as 20226 or 0026 is told where it is made, and no sum runs
over the end of the calendar later."""

from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def within(day: date) -> date:
    """The day itself. Raises ValueError outside the days that can be named."""
    if not is_within(day):
        raise ValueError(f"“{day}” is not between {FIRST_DAY} and {LAST_DAY}. Write one that is")
    return day


def is_within(at: date) -> bool:
    """Whether a day, or a moment's, is one that can be named."""
    return FIRST_DAY <= (at.date() if isinstance(at, datetime) else at) <= LAST_DAY


def read_day(given: str) -> date:
    """A day written like 2026-11-30. Raises ValueError with what would be right."""
    try:
        return within(date.fromisoformat(given))
    except ValueError as error:
        if "between" in str(error):
            raise
        raise ValueError(f"“{given[:40]}” is not a day. Write it like 2026-11-30") from None


Day = Annotated[date, AfterValidator(within)]
