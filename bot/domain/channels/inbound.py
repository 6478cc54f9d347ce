"""What a channel tells us happened, in our own words. Channels make these; the desk takes them in.

Text here is the original, in memory only: it is masked before anything is written.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator

from bot.domain.frozen import Frozen
from bot.domain.records.cases.case import Surface
from bot.domain.records.messages.author import Verified

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(told: Any) -> Any:
    """Half an emoji, which JSON can hold, and NUL, which PostgreSQL cannot: a sign in their place,
    so that they cost nobody's complaint."""
    if isinstance(told, str):
        return _NOT_STORABLE.sub("\ufffd", told)
    if isinstance(told, dict):
        return {name: storable(value) for name, value in told.items()}
    return tuple(map(storable, told)) if isinstance(told, list | tuple) else told


Words = Annotated[str, BeforeValidator(storable)]


CLOCKS_APART = timedelta(seconds=60)  # how far a platform's clock and ours may be apart


class Happening(StrEnum):
    """The things that happen to a post."""

    POSTED = "posted"
    EDITED = "edited"
    REMOVED = "removed"
    HIDDEN = "hidden"
    UNHIDDEN = "unhidden"


class Person(Frozen):
    """Who wrote a post, as the platform names them."""

    external_id: str
    handle: Words = ""
    name: Words = ""
    # Of the account itself, where the platform tells it.
    account_since: AwareDatetime | None = None
    followers: int | None = None
    verified: Verified | None = None


class Context(Frozen):
    """The post that somebody else's answers or quotes: "this too!" means nothing without it."""

    external_id: str
    author: Words = ""
    text: Words = ""  # the original; masked before it is written
    permalink: Words = ""
    at: AwareDatetime | None = None


class Inbound(Frozen):
    """One thing that happened to one post on one channel."""

    channel: str  # "x", "facebook"
    account: str  # our account's id there
    happening: Happening
    external_id: str  # for an edit, the id of the post's first version
    version_id: str = ""  # the platform's id of this version; empty means external_id
    conversation: str  # the root post's id
    parent_external_id: str | None = None
    author: Person | None = None  # None when the platform does not say
    is_ours: bool = False  # written by our own account, from here or from a native app
    is_repost: bool = False  # a repost or quote without words of its own
    answerable: bool = True  # whether the platform lets us answer through its API
    found_by: Words = ""  # the words of ours that it was found by; empty when it addresses us
    context: Context | None = None  # the post above it, when that is not in one of our cases
    surface: Surface = Surface.PUBLIC
    private_reply_to: str = ""  # of our own private answer: the public post it was given to
    recipient: str = ""  # of our own private words: the customer's id on the platform
    text: Words = ""
    attachments: Annotated[tuple[dict[str, Any], ...], BeforeValidator(storable)] = ()
    permalink: Words = ""
    language: str = ""
    at: AwareDatetime  # when it happened, by the platform's clock
    first_at: AwareDatetime | None = None  # of a change: when the post itself was made, where told

    @property
    def posted_at(self) -> datetime:
        """When the post itself was made, as far as the platform tells."""
        return self.at if self.first_at is None else min(self.at, self.first_at)

    def edited(self, change: Callable[[str], str]) -> "Inbound":
        """The same with this done to all that somebody wrote in it."""
        above = self.context
        return self.model_copy(
            update={
                "text": change(self.text),
                "context": above and above.model_copy(update={"text": change(above.text)}),
                "attachments": tuple(
                    {name: change(v) if isinstance(v, str) else v for name, v in each.items()}
                    for each in self.attachments
                ),
            }
        )

    def by(self, now: datetime) -> "Inbound":
        """The same, and nothing in it that is still to come: that is a clock gone wrong there, and no
        clock of ours may wait for it. What clocks a little apart make of it stays, for the order."""
        latest = now + CLOCKS_APART
        late = {n: now for n in ("at", "first_at") if (told := getattr(self, n)) and told > latest}
        return self.model_copy(update=late) if late else self


class Introduced(Frozen):
    """Who somebody is whose words come with an id alone, as Messenger's do."""

    channel: str
    account: str  # of ours, whose customer they are
    person: Person


class NotUsed(Frozen):
    """An item we understood and have no use for. It is settled and counted, with the reason."""

    reason: str


class Unreadable(ValueError):
    """A payload that is not of the shape its platform documents. It is set aside, not dropped."""
