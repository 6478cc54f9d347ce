"""Alarms about what the desk hears and shows: sources that are silent or refused, posts that wait."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads.alarms import clear_alarm, clear_others, raise_alarm, standing
from bot.domain.records.alarm import AlarmKind
from bot.outbox.delivery import Delivery, DeliveryState

_OF_PLACES = (
    AlarmKind.CHANNEL_ARCHIVED,
    AlarmKind.CHANNEL_LEFT,
    AlarmKind.PRIVATE_CHANNEL_OPEN,
)


@dataclass(frozen=True)
class Heard:
    """One thing that is read, as an alarm names it."""

    name: str  # the cursor's key
    account: str  # as people know it: @NorthbankHelp
    stream: str  # what of the account: "mentions"


def refused(desk: Desk, *, heard: Heard, explanation: str) -> None:
    """A platform refuses us, and waiting will not mend it."""
    raise_alarm(
        desk,
        AlarmKind.SOURCE_REFUSED,
        subject=heard.name,
        source=heard.account,
        stream=heard.stream,
        why=explanation,
    )


def limited(desk: Desk, *, heard: Heard, limits: Mapping[str, str]) -> None:
    """A platform may hold more than was read: why, by the limits' names. What is not among them is over."""
    prefix = f"{heard.name}/"
    for name, why in limits.items():
        raise_alarm(
            desk,
            AlarmKind.SOURCE_LIMIT,
            subject=prefix + name,
            source=heard.account,
            stream=heard.stream,
            why=why,
        )
    still = {prefix + name for name in limits}
    clear_others(desk, AlarmKind.SOURCE_LIMIT, still=still, prefix=prefix)


def silent(desk: Desk, *, heard: Heard, minutes: int) -> None:
    """A source has not been read for longer than it should. One that is refused has its alarm already."""
    if standing(desk, AlarmKind.SOURCE_REFUSED, subject=heard.name) is None:
        raise_alarm(
            desk,
            AlarmKind.SOURCE_SILENT,
            subject=heard.name,
            source=heard.account,
            stream=heard.stream,
            minutes=minutes,
        )


def read(desk: Desk, *, source: str) -> None:
    """A source was read: that it was refused or silent is over."""
    for kind in (AlarmKind.SOURCE_REFUSED, AlarmKind.SOURCE_SILENT):
        clear_alarm(desk, kind, subject=source)


def waiting_for_a_person(desk: Desk, *, codes: Collection[str]) -> None:
    """What waits because of something only a person can mend, such as an archived channel.

    ``codes`` are those a carrier writes before the colon of a delivery's error. A channel that has an
    alarm of its own gets no second one.
    """
    query = (
        select(Delivery.lane, Delivery.error)
        .where(Delivery.state == DeliveryState.READY, col(Delivery.error).is_not(None))
        .distinct()
    )
    waiting: set[str] = set()
    for lane, error in desk.session.exec(query):
        code, _, sentence = (error or "").partition(": ")
        place = lane.rpartition(":")[2] if lane.startswith("slack:") else lane
        if code.split(" ")[0] not in codes or place in waiting:
            continue
        if any(standing(desk, kind, subject=place) for kind in _OF_PLACES):
            continue
        waiting.add(place)
        # Where the posts wait the alarm could not be read either.
        raise_alarm(
            desk, AlarmKind.POSTS_WAIT, subject=place, broken=place, place=place, why=sentence
        )
    clear_others(desk, AlarmKind.POSTS_WAIT, still=waiting)


def setup_wrong(desk: Desk, *, source: str, wrong: Collection[tuple[str, str, str]]) -> None:
    """What a look at a platform found wrong: setting, why, and where to mend it. The rest is over."""
    still: set[str] = set()
    for setting, why, where in wrong:
        told = hashlib.sha256(why.encode()).hexdigest()[:8]  # one setting may be wrong in two ways
        subject = f"{source}:{setting}:{told}"
        still.add(subject)
        raise_alarm(
            desk, AlarmKind.SETUP_WRONG, subject=subject, setting=setting, why=why, where=where
        )
    clear_others(desk, AlarmKind.SETUP_WRONG, still=still, prefix=f"{source}:")


def untold(desk: Desk, *, source: str, account: str, last: datetime | None) -> None:
    """Polling finds what the webhook should have told."""
    raise_alarm(
        desk,
        AlarmKind.WEBHOOK_SILENT,
        subject=source,
        source=account,
        last=f"{last:%d %B, %H:%M} UTC" if last else "–",
    )


def told_again(desk: Desk, *, source: str) -> None:
    """The webhook told something."""
    clear_alarm(desk, AlarmKind.WEBHOOK_SILENT, subject=source)
