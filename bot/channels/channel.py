"""What a channel is to the rest of the product. A new channel is one folder that does these things.

A channel holds no state and no transaction: it fetches, reads, sends and looks, and says what it can do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.domain.capabilities import Capabilities
from bot.domain.inbound import Inbound, NotUsed
from bot.outbox.outcome import Outcome, Parcel, Receipt


@dataclass(frozen=True)
class RawItem:
    """One item as the platform sent it. The key is the object's id, the verb and that change's time."""

    key: str
    body: bytes


@dataclass(frozen=True)
class Page:
    """Everything new since a cursor, oldest first, and where to go on from once it is stored."""

    items: Sequence[RawItem]
    cursor: str


@dataclass(frozen=True)
class Source:
    """One thing to poll: an account's mentions, a Page's comments."""

    name: str  # "x:mentions:111"; also the cursor's key
    channel: str
    account: str
    every_s: float


class PollFailed(Exception):  # noqa: N818  it is a fact, not a bug
    """A poll could not be completed; nothing of it may be stored and the cursor stays.

    ``retry_after_s`` is the platform's own wish where it tells one. ``needs_person`` is true for what no
    waiting mends: a dead token, no credit, a missing permission. The message is for a person.
    """

    def __init__(
        self, message: str, *, retry_after_s: float | None = None, needs_person: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
        self.needs_person = needs_person


class BadSignature(Exception):  # noqa: N818
    """A webhook whose signature does not fit its raw body."""


@dataclass(frozen=True)
class Hook:
    """A webhook request, untouched."""

    headers: Mapping[str, str]  # names in lower case
    body: bytes


@dataclass(frozen=True)
class HookItem:
    """One item of a webhook batch, for one of our accounts."""

    source: str
    account: str
    item: RawItem


class Channel(Protocol):
    """One public channel with all its accounts."""

    @property
    def capabilities(self) -> Capabilities:
        """What the channel can do."""

    def accounts(self) -> Sequence[str]:
        """Our own account ids there, as configured."""

    def account_name(self, account: str) -> str:
        """How people know the account: ``@NorthbankHelp``."""

    def sources(self) -> Sequence[Source]:
        """What has to be polled."""

    def poll(self, *, source: Source, cursor: str, now: datetime) -> Page:
        """Fetch all pages since the cursor. An empty cursor is the first start. Raises PollFailed."""

    def read(self, *, source: str, account: str, body: bytes) -> Sequence[Inbound | NotUsed]:
        """Understand one raw item. Raises Unreadable."""

    def receive(self, hook: Hook) -> Sequence[HookItem]:
        """Verify a webhook over its raw body and split it. Raises BadSignature, Unreadable."""

    def send(self, parcel: Parcel) -> Outcome:
        """Publish a reply. The payload is a ReplyPayload as a dict."""

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Find what could be this reply on the platform. Raises CannotLook."""

    def check(self) -> Sequence["Finding"]:
        """For ``earshot check``: does the real service accept us? One line per fact."""


@dataclass(frozen=True)
class Finding:
    """One line of ``earshot check``. Never holds a secret."""

    setting: str
    ok: bool
    message: str
    where: str = ""  # where to get or mend it


@dataclass(frozen=True)
class ReplyPayload:
    """What a ``reply`` delivery carries: frozen when a person pressed *Send*."""

    channel: str
    account: str
    in_reply_to: str
    text: str
    surface: str = "public"
    reply_id: int = 0
    extra: dict[str, str] = field(default_factory=dict)
