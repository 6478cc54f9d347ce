"""The hours of one day, written as people write them: "09:00-12:30", up to "24:00"."""

import re
from itertools import pairwise
from typing import Any

from pydantic import Field, model_serializer, model_validator

from bot.domain.frozen import Frozen

DAY = 24 * 3600
_SPAN = re.compile(r"(\d{2}):(\d{2})(?::(\d{2}))?")


class Span(Frozen):
    """A stretch of one day, in seconds after local midnight; the closing second is not in it."""

    opens: int = Field(ge=0, lt=DAY)
    closes: int = Field(gt=0, le=DAY)

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        if not isinstance(given, str):
            return given
        opens, dash, closes = given.replace(" ", "").partition("-")
        if not dash:
            raise ValueError(f'“{given}” is not a span of hours. Write it like "09:00-12:30".')
        return {"opens": _seconds(opens, given), "closes": _seconds(closes, given)}

    @model_validator(mode="after")
    def _runs_forward(self) -> "Span":
        if self.closes <= self.opens:
            raise ValueError(
                f"“{self}” ends before it begins. For a night write two spans: "
                f'"{_written(self.opens)}-24:00" and, on the next day, '
                f'"00:00-{_written(self.closes)}".'
            )
        return self

    @model_serializer
    def _to_text(self) -> str:
        return str(self)

    def __str__(self) -> str:
        return f"{_written(self.opens)}-{_written(self.closes)}"


WHOLE_DAY = Span(opens=0, closes=DAY)


def in_order(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The spans of one day, earliest first. Raises ValueError when two overlap."""
    ordered = tuple(sorted(spans, key=lambda span: span.opens))
    for earlier, later in pairwise(ordered):
        if later.opens < earlier.closes:
            raise ValueError(f"“{earlier}” and “{later}” overlap. Make them one span.")
    return ordered


def _seconds(clock: str, given: str) -> int:
    match = _SPAN.fullmatch(clock)
    if match is None:
        raise ValueError(f'“{given}” is not a span of hours. Write it like "09:00-12:30".')
    hours, minutes, seconds = int(match[1]), int(match[2]), int(match[3] or 0)
    total = hours * 3600 + minutes * 60 + seconds
    if minutes > 59 or seconds > 59 or total > DAY:
        raise ValueError(f"“{clock}” in “{given}” is not a time of day. The last one is 24:00.")
    return total


def _written(second: int) -> str:
    hours, rest = divmod(second, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
