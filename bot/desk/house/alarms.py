"""Alarms about the house itself, in the fallback channel: a channel that went silent, a dead token.

One a fact and day, so that a lasting fault is said again tomorrow and not every minute.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.threads import postings, slack_places
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState
from bot.storage import audit

_NO_MARKUP = str.maketrans("<>", "‹›")


def channel_trouble(desk: Desk, *, source: str, explanation: str) -> None:
    """A platform refuses us, and waiting will not mend it.

    The explanation may quote the platform: nothing in it becomes a mention or a link.
    """
    postings.notice(
        desk,
        text=":rotating_light: *{source}* cannot be read: {why} Nothing is lost; reading goes on where "
        "it stopped once this is mended.",
        source=source,
        why=explanation.translate(_NO_MARKUP),
        fact=f"trouble:{source}:{desk.now:%Y-%m-%d}",
    )
    audit.record(
        session=desk.session,
        case_id=audit.HOUSE,
        actor=Actor.system(),
        verb="channel_trouble",
        details={"source": source},
        at=desk.now,
    )


def beyond_reach(desk: Desk, *, source: str, explanation: str) -> None:
    """A platform may hold more than it lets us read."""
    postings.notice(
        desk,
        text=":warning: *{source}*: {why}",
        source=source,
        why=explanation.translate(_NO_MARKUP),
        fact=f"beyond:{source}:{desk.now:%Y-%m-%dT%H}",
    )
    audit.record(
        session=desk.session,
        case_id=audit.HOUSE,
        actor=Actor.system(),
        verb="beyond_reach",
        details={"source": source},
        at=desk.now,
    )


def silence(desk: Desk, *, source: str, minutes: int | None) -> None:
    """A source has not been read for longer than it should; None: it never was."""
    never = ":warning: *{source}* has never been read. New complaints there may be waiting."
    lately = (
        ":warning: *{source}* has not been read for {minutes} minutes. New complaints there may be "
        "waiting."
    )
    postings.notice(
        desk,
        text=never if minutes is None else lately,
        source=source,
        minutes=minutes or 0,
        fact=f"silence:{source}:{desk.now:%Y-%m-%dT%H}",
    )


def waiting_for_a_person(desk: Desk, *, codes: Collection[str]) -> None:
    """What waits because of something only a person can mend, such as an archived channel.

    ``codes`` are those a carrier writes before the colon of a delivery's error. Alarms of the
    fallback channel itself go to the duty manager.
    """
    query = (
        select(Delivery.lane, Delivery.error)
        .where(Delivery.state == DeliveryState.READY, col(Delivery.error).is_not(None))
        .distinct()
    )
    for lane, error in desk.session.exec(query):
        code, _, sentence = (error or "").partition(": ")
        if code.split(" ")[0] in codes:
            place = lane.rpartition(":")[2] if lane.startswith("slack:") else lane
            slack_places.alarm(
                desk,
                text=":rotating_light: Posts are waiting ({place}): {why} They go out by themselves "
                "once this is mended.",
                place=place,
                why=sentence,
                fact=f"waiting:{place}:{code}:{desk.now:%Y-%m-%d}",
                about=place,  # where the alarm could not be read either
            )


def not_as_it_should_be(
    desk: Desk, *, setting: str, message: str, where: str, weekly: bool
) -> None:
    """Something between a platform and us has to be mended by a person. Said once a day, or a week."""
    period = f"{desk.now:%G-W%V}" if weekly else f"{desk.now:%Y-%m-%d}"
    told = hashlib.sha256(f"{setting}{message}".encode()).hexdigest()[:16]
    words = f"{message} {where}".strip().translate(_NO_MARKUP)
    postings.notice(
        desk,
        text=":rotating_light: *{setting}*: {why}",
        fact=f"mend:{told}:{period}",
        setting=setting,
        why=words,
    )


def untold(desk: Desk, *, source: str, last: datetime | None) -> None:
    """Polling finds what the webhook should have told."""
    never = (
        ":warning: *{source}*: polling finds new words, and the webhook has told nothing at all. "
        "Nothing is lost, but all comes later. Look whether the platform reaches our webhook's "
        "address, and whether the subscription stands."
    )
    lately = (
        ":warning: *{source}*: polling finds new words, and the webhook has told nothing since {last}. "
        "Nothing is lost, but all comes later. Look whether the platform reaches our webhook's "
        "address, and whether the subscription stands."
    )
    postings.notice(
        desk,
        text=lately if last else never,
        source=source,
        last=f"{last:%d %B, %H:%M} UTC" if last else "",
        fact=f"untold:{source}:{desk.now:%Y-%m-%d}",
    )
