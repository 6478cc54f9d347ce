"""Numbers, addresses and links among the weekly data: the bank's own, which may be published and are never masked,
and those that are known to be of fraudsters, which staff see by name."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from bot.domain.frozen import Strict
from bot.domain.personal_data.contacts import FRAUD_NAME, known_contact
from bot.domain.text.shared_hosts import has_pages_of_many
from bot.language import say

OURS: Literal["ours"] = "ours"
FRAUD: Literal["fraud"] = "fraud"
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}")
_LINK = re.compile(
    r"(?:https?://)?(?P<host>[^/?#\s@]+)(?P<rest>[/?#]\S*)?(?<![/?#])[/?#]*", re.IGNORECASE
)


def _kept_of_a_link(given: object) -> object:
    """Of a link its host, below which everything counts; all of one to a host of many; anything else as it is."""
    found = _LINK.fullmatch(given.strip()) if isinstance(given, str) else None
    if found is None or not _HOST.fullmatch(found["host"]):
        return given
    host = found["host"].lower().removeprefix("www.")
    return host + (found["rest"] or "") if has_pages_of_many(host) else host


class ContactRow(Strict):
    """One number, e-mail address, @domain, account or link; whose it is, and what of."""

    model_config = ConfigDict(str_strip_whitespace=True)

    value: Annotated[str, BeforeValidator(_kept_of_a_link), Field(min_length=4, max_length=100)]
    whose: Literal["ours", "fraud"] = OURS
    name: Annotated[str, Field(max_length=40)] = ""

    @model_validator(mode="after")
    def _can_be_recognised(self) -> "ContactRow":
        if self.whose == FRAUD and not FRAUD_NAME.fullmatch(self.name):
            raise ValueError(
                say("Staff see the name in place of the number: write one of 2 to 40 letters.")
            )
        if self.is_link:
            return self
        try:
            known_contact(self.value)
        except ValueError:
            raise ValueError(
                say(
                    "That is no number, e-mail address, @domain, account or link of the bank's own."
                )
            ) from None
        return self

    @property
    def is_link(self) -> bool:
        """Whether it is a host, or one address at a host of many."""
        return _HOST.fullmatch(re.split("[/?#]", self.value, maxsplit=1)[0]) is not None
