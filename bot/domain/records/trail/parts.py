"""The parts that entries of the trail are made of, and how they are stored and read back.

What was stored stays readable: a key that is not known is passed over, one that older rows lack has a
default.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer

from bot.domain.records.answers.reply import Purpose
from bot.domain.records.trail.verbs import Trail


def _read(value: object) -> object:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


Moment = Annotated[
    datetime, BeforeValidator(_read), PlainSerializer(datetime.isoformat, return_type=str)
]


class Part(BaseModel):
    """A part of an entry, as it stands in the trail. A trailing ``_`` spares a keyword of Python."""

    model_config = ConfigDict(
        frozen=True,
        defer_build=True,
        alias_generator=lambda name: name.rstrip("_"),
        populate_by_name=True,
    )

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it: what was given, and nothing that was left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        """Read what was stored."""
        return cls.model_validate(stored)


class Details(Part):
    """All that one kind of entry says."""

    verb: ClassVar[Trail]


class Start(Part):
    """Where a wait begins: which clock, since when, and by which word."""

    name: str = ""  # of a complaint's deadline
    metric: str = ""
    at: Moment | None = None  # none: it has nothing to wait for
    message: int | None = None
    surface: str = "public"
    flagged: list[str] = []  # the steps that were told of it in the case it comes from


class Deadline(Part):
    """A complaint's deadline as another case takes it over."""

    name: str
    preset: str
    calendar: str
    at: Moment
    rests: list[list[str]]
    paused_at: Moment | None
    flagged: list[str]


class Brought(Part):
    """A deadline that another case had brought, by its name and start."""

    name: str
    at: Moment


class Published(Part):
    """What of ours was published: when, having seen what, and to what end."""

    at: Moment
    seen_until: Moment
    purpose: Purpose
    surface: str
    in_chat: bool = False
