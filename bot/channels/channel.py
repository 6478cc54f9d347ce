"""What a channel is to the rest of the product. A new channel is one folder that does these things.

A channel holds no state and no transaction: it fetches, reads, sends and looks, and says what it
can do. What only some can do is a protocol of its own: Handshakes, Rechecks; ask with isinstance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol, runtime_checkable

from bot.domain.channels.capabilities import Capabilities
from bot.domain.channels.inbound import Inbound, Introduced, NotUsed
from bot.domain.rules.house.alarm_kinds import UNSEEN
from bot.outbox.outcome import Outcome, Parcel, Receipt, bounded_wait


@dataclass(frozen=True)
class RawItem:
    """One item as the platform sent it. The key: the object's id, the verb, that change's time."""

    key: str
    body: bytes


@dataclass(frozen=True)
class Limit:
    """A limit that reading ran into: its name for machines, and what it means for a person."""

    name: str
    words: str
    is_standing: bool = False  # met every time by how things are there: no later look reads more


@dataclass(frozen=True)
class Page:
    """Everything new since a cursor, oldest first, and where to go on from once it is stored."""

    items: Sequence[RawItem]
    cursor: str
    limits_hit: tuple[Limit, ...] = ()  # what may never have been read, or comes later
    rest_s: float = 0.0  # the least wait until the next poll: the platform's window is used up


@dataclass(frozen=True)
class Source:
    """One thing to poll: an account's mentions, a Page's comments."""

    name: str  # "x:mentions:111"; also the cursor's key
    channel: str
    account: str
    every_s: float
    stream: str = "posts"  # what of the account it is, as people are told
    unseen: str = UNSEEN  # what it means for customers that it is not read
    sweeps: str = (
        ""  # of a second look at a source: that one's name, under which its items are kept
    )

    @property
    def kept_as(self) -> str:
        """The source that its items are stored under, so that what was known is known again."""
        return self.sweeps or self.name

    def swept(self, every_s: float) -> "Source":
        """The slow second look at the same over a whole day."""
        stream = "the second look at a whole day"
        return replace(
            self, name=f"{self.name}:day", every_s=every_s, stream=stream, sweeps=self.name
        )


class PollFailed(Exception):
    """A poll could not be completed; nothing of it may be stored and the cursor stays.

    ``retry_after_s`` is the platform's own wish where it tells one. ``needs_person`` is true for
    what no waiting mends: a dead token, no credit, a missing permission. The message is for people.
    """

    def __init__(
        self, message: str, *, retry_after_s: float | None = None, needs_person: bool = False
    ) -> None:
        super().__init__(message)
        self.retry_after_s = None if retry_after_s is None else bounded_wait(retry_after_s)
        self.needs_person = needs_person


class BadSignature(Exception):
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
        """Fetch all pages since the cursor, oldest first. Raises PollFailed.

        An empty cursor is the first start: it begins at now, or at the configured look-back. A page
        may hold items of the page before; their keys are the same.
        """

    def read(
        self, *, source: str, account: str, body: bytes
    ) -> Sequence[Inbound | Introduced | NotUsed]:
        """Understand one raw item. Raises Unreadable."""

    def receive(self, hook: Hook) -> Sequence[HookItem]:
        """Verify a webhook over its raw body and split it. Raises BadSignature, Unreadable."""

    def send(self, parcel: Parcel) -> Outcome:
        """Publish a reply. The parcel's payload is a stored ReplyPayload."""

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Find what could be this reply on the platform. Raises CannotLook."""

    def check(self) -> Sequence["Finding"]:
        """For ``earshot check``: does the real service accept us? One line per fact."""


@runtime_checkable
class Handshakes(Protocol):
    """A channel whose platform asks, by GET, whether the webhook's address is ours."""

    def handshake(self, query: Mapping[str, str]) -> str:
        """What to answer, as plain text. Raises BadSignature."""


@runtime_checkable
class Glimpses(Protocol):
    """A channel that can tell which post an item is whose words or parts it cannot read."""

    def glimpse(self, *, account: str, body: bytes) -> Inbound | None:
        """The post without its words; None when not even its id is told."""


@dataclass(frozen=True)
class RecheckPace:
    """How often the posts of a channel are looked at again, in seconds."""

    every_s: float = 3600.0  # those of open cases, and recent ones; 0: never
    ended_for: timedelta = timedelta(
        days=7
    )  # posts of ended cases, so long after they were written
    next_page_s: float = 3600.0  # of very many posts, until the next thousand
    posted_data_s: float = 600.0  # posts of open cases that show personal data to everybody


@runtime_checkable
class Rechecks(Protocol):
    """A channel whose posts are looked at again, for deletions and edits that nobody told."""

    @property
    def recheck_pace(self) -> RecheckPace:
        """How often."""

    def recheck(
        self, *, account: str, external_ids: Sequence[str], now: datetime
    ) -> Sequence[Inbound]:
        """REMOVED for what is gone, EDITED for what has a newer version than its first (which may
        be known already); nothing for what is unchanged or not told. Raises PollFailed."""


@dataclass(frozen=True)
class OfOthers:
    """What others answered our customers."""

    posts: tuple[Inbound, ...]
    billed: int  # how many posts the platform may bill for it, never more than it was to read
    more: bool = False  # and older ones that were not read


@runtime_checkable
class Overhears(Protocol):
    """A channel that can be asked, for money, what others answer our customers without naming us."""

    @property
    def overheard_a_day(self) -> int:
        """How many posts a day the bank pays for; 0: it is never asked."""

    @property
    def overheard_at_once(self) -> Sequence[int]:
        """How many posts one call may be told to read at most, the most first."""

    @property
    def overheard_threads(self) -> int:
        """How many threads one call may ask for."""

    def overhear(
        self, *, account: str, threads: Sequence[str], since: datetime, now: datetime, most: int
    ) -> OfOthers:
        """The newest of what others answered in these threads since then. Raises PollFailed."""


@runtime_checkable
class Counted(Protocol):
    """A channel whose platform lists what was said to us, so that a census can hold it against what we have."""

    @property
    def bills_reads(self) -> bool:
        """Whether each post that is read costs money."""

    def addressed(self) -> Sequence[Source]:
        """The lists of what is said to us, and none of what we say ourselves."""

    def listed(self, *, source: Source, since: datetime, now: datetime, most: int) -> Page:
        """All that a list holds since then, whatever was read of it before, or about ``most`` of it; what
        it does not reach is among the limits, and its cursor is of no use. Raises PollFailed."""


@runtime_checkable
class Moderates(Protocol):
    """A channel that removes our own answers, or hides customers' posts and shows them again."""

    def moderate(self, parcel: Parcel) -> Outcome:
        """Do what the payload, a stored ModerationPayload, asks for. Doing it twice does no harm:
        what is gone or hidden already is a Receipt. The receipt's reference is the post's id."""


@runtime_checkable
class LooksUp(Protocol):
    """A channel that can tell of one public post whether it is an answer of ours to a customer."""

    def look_up(self, parcel: Parcel) -> Outcome:
        """Read one post; the payload is a stored LookPayload. Changes nothing, so it may be repeated.

        A Receipt: it is there, by one of our accounts, under that customer's words. Refused, with a
        Looked as its code: it is not, or nobody can tell. TryLater: not now."""


@runtime_checkable
class Watched(Protocol):
    """A channel that can tell, by asking its platform, whether it still tells us what happens."""

    def watch(self, *, now: datetime) -> Sequence["Finding"]:
        """What is wrong, as findings that are not ok; empty when all is well. Raises PollFailed."""


@dataclass(frozen=True)
class Finding:
    """One line of ``earshot check``. Never holds a secret."""

    setting: str
    ok: bool
    message: str
    where: str = ""  # where to get or mend it
    urgent: bool = True  # whether an alarm about it is raised every day, or once a week
