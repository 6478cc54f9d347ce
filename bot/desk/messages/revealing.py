"""Showing one person for a minute what was masked in a post: by role, with a reason, counted.

What is shown is opened from its seal, goes into the answer to their press and nowhere else.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.desk import case_access, private_words
from bot.desk.desk import Desk, DeskError
from bot.desk.messages import originals
from bot.desk.threads.thread_events import masked
from bot.domain.personal_data.kinds import NEVER_SHOWN
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.messages.reveal import LASTS, Reveal
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say
from bot.storage.messages.posted_data import posted_data

OFFERED = 5  # posts in the form, the newest
_SHORTEST = 3  # characters of a reason
_TRY_AGAIN = timedelta(seconds=10)


class NothingToReveal(DeskError):
    """Nothing was masked that anybody may see, or it is gone."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Nothing is masked in this case that can be shown. Card numbers, codes, PINs and passwords "
                "never are, and what was deleted is gone."
            )
        )


class ErasedMeanwhile(DeskError):
    """The seal cannot be opened any more."""

    def __init__(self) -> None:
        super().__init__(say("The original of this post was erased and cannot be shown any more."))


class ReasonTooShort(DeskError):
    """Nobody could tell later why it was looked at."""

    def __init__(self) -> None:
        super().__init__(say("Say why you need to see it. Your lead reads it."))


@dataclass(frozen=True)
class Revealed:
    """What is shown. It must not be kept, sent on or logged."""

    text: str
    posted_at: datetime
    hide_at: datetime  # of the business clock, as it is told

    def __repr__(self) -> str:
        return f"Revealed(until {self.hide_at})"


def offered(desk: Desk, *, case: Case) -> list[Message]:
    """The posts of which something can be shown to whoever pressed, newest first. Raises NothingToReveal."""
    private = private_words.may_see_private(desk, case=case, slack_user_id=desk.pressed_by)
    found = [
        each.message_id
        for each in posted_data(session=desk.session, case_id=case.number)
        if each.can_be_revealed and (private or each.surface == Surface.PUBLIC)
    ]
    if not found:
        raise NothingToReveal
    return [desk.session.get_one(Message, number) for number in found[:OFFERED]]


def reveal(
    desk: Desk, *, case_id: int, message_id: int, reason: str, view_id: str, by: Actor
) -> Revealed:
    """The post as it was written, but for what nobody is shown. Locks the case, writes who looked and why.

    Raises NoSuchCase, NotForYou, and the errors of this module.
    """
    case = case_access.lock_case(desk, case_id=case_id)
    words = masked(desk, case=case, words=reason)
    if len(words) < _SHORTEST:
        raise ReasonTooShort
    message = next((each for each in offered(desk, case=case) if each.pk == message_id), None)
    if message is None:  # it went since the form was opened
        raise NothingToReveal
    text = _opened(desk, message)
    row = Reveal(
        case_id=case.number,
        message_id=message_id,
        kinds=sorted(set(message.findings) - NEVER_SHOWN),
        reason=words,
        slack_user_id=by.slack_user_id,
        shown_at=desk.now,
        view_id=view_id,
        hide_at=desk.database_now + LASTS,
    )
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        case.number, Trail.REVEALED, by=by, message=message_id, reveal=row.id, kinds=row.kinds
    )
    return Revealed(text, message.posted_at, desk.now + LASTS)


def take_due(desk: Desk, *, limit: int) -> list[Reveal]:
    """Those whose minute is over, each taken for some seconds by whoever asks. Locks them, passing over locked."""
    query = (
        select(Reveal)
        .where(col(Reveal.hidden_at).is_(None), Reveal.hide_at <= desk.database_now)
        .order_by(col(Reveal.hide_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    found = list(desk.session.exec(query))
    for row in found:
        row.hide_at = desk.database_now + _TRY_AGAIN
        desk.session.add(row)
    return found


def went(desk: Desk, *, reveal_id: int) -> None:
    """It is off the screen."""
    row = desk.session.get_one(Reveal, reveal_id)
    row.hidden_at = desk.database_now
    desk.session.add(row)


def _opened(desk: Desk, message: Message) -> str:
    """The version that stands now. Raises ErasedMeanwhile."""
    query = select(MessageRevision).where(
        MessageRevision.message_id == message.pk, col(MessageRevision.sealed).is_not(None)
    )
    versions = desk.session.exec(query).all()
    version = next((each for each in versions if each.text == message.text), None)
    words = originals.original(desk, version=version) if version else None
    if words is None:
        raise ErasedMeanwhile
    return words
