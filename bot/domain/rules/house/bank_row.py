"""The directory of banks, a row each: what people call a bank, its handles, and where its customers write.

A row of ours tells names and handles of our own that no account in routing.toml has: a brand's older name, a
colleague who writes under their own. It keeps look-alikes apart, and is never taken for an impostor.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from bot.domain.frozen import Strict
from bot.domain.listening.directory import Bank
from bot.domain.triage.words import plain_words
from bot.language import say

_BETWEEN = re.compile(r"[,،;\n]+")
_HANDLE = re.compile(r"[\w.-]{2,50}", re.ASCII)


def _several(given: Any) -> Any:
    """``Rowan, Rowan Bank UK`` as a list; what stands twice once."""
    if isinstance(given, str):
        given = _BETWEEN.split(given)
    if not isinstance(given, list | tuple):
        return given
    return tuple(dict.fromkeys(" ".join(str(one).split()) for one in given if str(one).strip()))


def _handles(given: Any) -> Any:
    """The same without the sign before a handle."""
    several = _several(given)
    return tuple(one.removeprefix("@") for one in several) if isinstance(several, tuple) else given


def _nothing(given: Any) -> Any:
    return None if isinstance(given, str) and not given.strip() else given


Several = Annotated[tuple[str, ...], BeforeValidator(_several), Field(max_length=40)]
Handles = Annotated[tuple[str, ...], BeforeValidator(_handles), Field(max_length=40)]


class BankRow(Strict):
    """One bank. It counts once somebody else than its writer has reviewed it, and as long as that is good for."""

    model_config = ConfigDict(str_strip_whitespace=True)

    name: Annotated[str, Field(min_length=2, max_length=60)]
    also: Several = ()  # other names
    handles: Handles = ()  # on any channel, without the @
    write_to: Annotated[str, Field(max_length=100)] = ""  # where its customers are heard
    whose: Literal["other", "ours"] = "other"
    writer: Annotated[str, Field(max_length=100)] = ""
    reviewer: Annotated[str, Field(pattern=r"^$|^[UW][A-Z0-9]{2,}$")] = ""
    until: Annotated[date | None, BeforeValidator(_nothing)] = None  # what the review is good for

    @model_validator(mode="after")
    def _can_be_heard(self) -> "BankRow":
        for name in self.names:
            if len("".join(plain_words(name))) < 2 or len(name) > 60:
                raise ValueError(
                    say("“{name}” is no name. A name has 2 to 60 letters or digits", name=name)
                )
        for handle in self.handles:
            if not _HANDLE.fullmatch(handle):
                raise ValueError(
                    say("“{handle}” is no handle. Write it like @RowanBank", handle=handle)
                )
        if self.reviewer and self.reviewer == self.writer:
            raise ValueError(say("whoever wrote it cannot review it"))
        if bool(self.reviewer) != bool(self.until):
            raise ValueError(say("a review has a reviewer and a day until which it is good"))
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Everything people call it."""
        return tuple(dict.fromkeys((self.name, *self.also)))

    def as_bank(self, until: date) -> Bank:
        """As posts are held against it, until a day."""
        is_ours = self.whose == "ours"
        return Bank(self.name, self.names, self.handles, self.write_to, is_ours, until)

    def is_offered(self, today: date) -> bool:
        """Whether it was reviewed, and that is still good."""
        return self.until is not None and today <= self.until
