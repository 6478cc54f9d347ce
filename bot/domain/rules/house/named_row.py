"""Colleagues who are named: for a topic, as its specialist, or for one customer, as whom they know. They come
first where a case is given to somebody, and only when they are there; nothing is routed by it."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from bot.domain.frozen import Strict
from bot.language import say

_Short = Annotated[str, Field(max_length=100)]


class NamedRow(Strict):
    """One person for one topic, or for one customer."""

    model_config = ConfigDict(str_strip_whitespace=True)

    person: Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,}$")]
    topic: _Short = ""  # its key in topics.toml
    channel: _Short = ""  # of the customer: "x", "facebook"
    author_id: _Short = ""  # the customer's handle there, or the platform's own id

    @model_validator(mode="after")
    def _is_for_one_thing(self) -> "NamedRow":
        if bool(self.channel) != bool(self.author_id):
            raise ValueError(say("a customer has a channel and a handle. Fill in both, or neither"))
        if bool(self.topic) == bool(self.author_id):
            raise ValueError(
                say("somebody is named for a topic or for a customer. Choose one of them")
            )
        return self

    def is_for(self, *, topic: str, channel: str, known_as: tuple[str, ...]) -> bool:
        """Whether it is about this topic, or this customer, by handle or id."""
        if self.topic:
            return self.topic == topic
        named = self.author_id.removeprefix("@").casefold()
        return self.channel == channel and named in {each.casefold() for each in known_as}
