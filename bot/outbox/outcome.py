"""How a send ends, in four ways, and what a look at the platform can find. There is no fifth.

Only *try later* is repeated by itself, and only because it is certain that nothing was sent.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, runtime_checkable

from bot.telemetry.logs import get_logger

LONGEST_WAIT_S = 3600.0
NO_HEADLINE = "no_headline"  # the code of what is refused because its headline is not there
_log = get_logger(__name__)


def bounded_wait(told_s: float, *, most_s: float = LONGEST_WAIT_S) -> float:
    """A platform's wish to be left alone, in seconds, and no longer than is good for a customer: to
    ask once too often costs one refused call, to believe a reset ten years off costs every word."""
    wait_s = told_s if told_s >= 0 else 0.0  # what is no number is neither
    if wait_s > most_s:
        _log.warning("platform.wait_cut", told_s=wait_s, most_s=most_s)
    return min(wait_s, most_s)


@dataclass(frozen=True)
class Remaining:
    """What a platform says is left of a lane's window."""

    left: int
    resets_in_s: float


@dataclass(frozen=True)
class Receipt:
    """It is there: the platform's id, and the platform's time where it tells one. ``lost``: what it
    belongs under is not, by the platform's id."""

    reference: str
    at: datetime | None = None  # aware UTC
    permalink: str | None = None
    remaining: Remaining | None = None
    lost: str = ""


@dataclass(frozen=True)
class Refused:
    """Certainly not sent, and sending again would not help. ``explanation`` is for staff.

    ``moot``: nothing is wrong, there is nothing to say any more. It counts as cancelled.
    """

    code: str
    explanation: str
    moot: bool = False


@dataclass(frozen=True)
class TryLater:
    """Certainly not sent yet. Wait this long; ``brake`` stops every lane that obeys it.

    Without a brake the lane waits, unless the trouble is this delivery's alone: then only it does,
    or the one at the head of a lane would hold up everybody behind it for as long as it lasts.
    ``lost`` is the platform's id of what it belongs under and what is there no more: the desk is told.
    """

    after_s: float
    reason: str
    brake: str | None = None
    this_alone: bool = False
    lost: str = ""
    too_fast: bool = False  # the platform says that more was sent than it takes
    is_fault: bool = False  # ours, not the platform's: waits longer each time, most not for ever


class Held(StrEnum):
    """How much waits until a person has mended something; ``SHORTLY``: it should pass by itself."""

    SHORTLY = "shortly"
    THREAD = "thread"
    LANE = "lane"
    ALL = "all"


@dataclass(frozen=True)
class Uncertain:
    """It may be there or not. It is never sent again before the platform was read. ``since``: from when it
    may be there, if from before this attempt."""

    reason: str
    since: datetime | None = None


Outcome = Receipt | Refused | TryLater | Uncertain


@dataclass(frozen=True)
class Parcel:
    """A delivery as its carrier sees it: detached, with no transaction behind it."""

    id: int
    dedupe_key: str
    kind: str
    payload: dict[str, Any]
    case_id: int | None
    attempt: int
    intent_at: datetime
    created_at: datetime | None = None


class NotPrepared(Exception):
    """What comes before the call went wrong: certainly not sent. Its cause says what it was."""


class CannotLook(Exception):
    """The platform could not be read completely; nothing can be concluded from it."""


class Carrier(Protocol):
    """Sends one kind of delivery, and can look whether it is there."""

    def send(self, parcel: Parcel) -> Outcome:
        """Send it once, outside any transaction, within the call's time-out.

        Never raises on purpose, but for NotPrepared; any other exception that escapes counts as uncertain.
        """

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Everything on the platform that could be this delivery, sent at or after its intent.

        Raises CannotLook when the read was not complete.
        """


@runtime_checkable
class MayRepeat(Protocol):
    """A carrier may say so of a call that does no harm when made twice, such as a redraw.

    A doubtful send of that kind is simply made again; nobody looks and nobody is asked.
    """

    def may_repeat(self, parcel: Parcel) -> bool:
        """Whether sending this parcel twice leaves the platform as sending it once would."""
