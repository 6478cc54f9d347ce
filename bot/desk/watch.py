"""Alarms about the house itself, in the fallback channel: a channel that went silent, a dead token.

One a fact and day, so that a lasting fault is said again tomorrow and not every minute.
"""

from collections.abc import Collection

from sqlmodel import col, select

from bot.desk import postings
from bot.desk.desk import Desk
from bot.domain.staff import Actor
from bot.outbox.delivery import Delivery, DeliveryState
from bot.storage import audit

_NO_MARKUP = str.maketrans("<>", "‹›")


def channel_trouble(desk: Desk, *, source: str, explanation: str) -> None:
    """A platform refuses us, and waiting will not mend it.

    The explanation may quote the platform: nothing in it becomes a mention or a link.
    """
    postings.notice(
        desk,
        text=f":rotating_light: *{source}* cannot be read: {explanation.translate(_NO_MARKUP)} "
        "Nothing is lost; reading goes on where it stopped once this is mended.",
        fact=f"trouble:{source}:{desk.now:%Y-%m-%d}",
    )
    audit.record(
        session=desk.session,
        case_id=0,
        actor=Actor.system(),
        verb="channel_trouble",
        details={"source": source},
        at=desk.now,
    )


def silence(desk: Desk, *, source: str, minutes: int | None) -> None:
    """A source has not been read for longer than it should; None: it never was."""
    so_far = "never been read" if minutes is None else f"not been read for {minutes} minutes"
    postings.notice(
        desk,
        text=f":warning: *{source}* has {so_far}. New complaints there may be waiting.",
        fact=f"silence:{source}:{desk.now:%Y-%m-%dT%H}",
    )


def waiting_for_a_person(desk: Desk, *, codes: Collection[str]) -> None:
    """What waits because of something only a person can mend, such as an archived channel.

    ``codes`` are those a carrier writes before the colon of a delivery's error.
    """
    query = (
        select(Delivery.lane, Delivery.error)
        .where(Delivery.state == DeliveryState.READY, col(Delivery.error).is_not(None))
        .distinct()
    )
    for lane, error in desk.session.exec(query):
        code, _, sentence = (error or "").partition(": ")
        if code.split(" ")[0] in codes:
            postings.notice(
                desk,
                text=f":rotating_light: Posts are waiting ({lane}): {sentence} "
                "They go out by themselves once this is mended.",
                fact=f"waiting:{lane}:{code}:{desk.now:%Y-%m-%d}",
            )
