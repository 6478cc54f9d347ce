"""A bank on a channel that carries private words: what customers write there, and who may read it."""

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from sqlmodel import select

from bot.desk.answers import replies
from bot.desk.desk import Desk
from bot.desk.intake import taking_in
from bot.desk.threads import private_channels
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import EventPayload
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")
PUBLIC_CHANNEL, PRIVATE_CHANNEL = "C0NORTHBANK", "C0NBPRIVATE"
WINDOW = timedelta(hours=24)
BLIND = "X does not show us encrypted messages."


def with_private_words(bank: Bank, **more: object) -> Bank:
    """Let the bank's channel carry private words, within a window, and one reply to a post."""
    given = {
        "has_private": True,
        "private_limit": 1000,
        "private_window_h": WINDOW / timedelta(hours=1),
        "private_reply_days": 7.0,
        "private_blindness": BLIND,
    }
    bank.channel = bank.channel.model_copy(update={**given, **more})
    return bank


def private(bank: Bank, text: str, *, author: str = "ana", **more: object) -> Inbound:
    """What the channel would tell of a private word, made now."""
    given = {"surface": Surface.PRIVATE, "conversation": f"talk-{author}", "permalink": ""}
    return bank.post(text, author=author, **{**given, **more})


def removed(word: Inbound) -> Inbound:
    """The same post, taken down."""
    return word.model_copy(update={"happening": Happening.REMOVED, "text": ""})


def edited(word: Inbound, text: str, bank: Bank) -> Inbound:
    """The same post, saying something else from now on."""
    return word.model_copy(
        update={
            "happening": Happening.EDITED,
            "text": text,
            "version_id": f"{word.external_id}-{bank.now.isoformat()}",
            "at": bank.now,
        }
    )


@contextmanager
def press(bank: Bank, slack_user_id: str) -> Iterator[Desk]:
    """A desk at which this person pressed something; an empty id: nobody did."""
    with bank.desk() as desk:
        yield dataclasses.replace(desk, pressed_by=slack_user_id)


def answer(
    bank: Bank,
    case_id: int,
    text: str = "We have sent you a form. ^AH",
    *,
    surface: Surface = Surface.PRIVATE,
    key: str = "form-1",
    purpose: Purpose = Purpose.ANSWERS,
    pressed_by: str = "",
) -> Delivery:
    """An answer that a colleague sent; its delivery."""
    with press(bank, pressed_by) as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text=text,
            surface=surface,
            purpose=purpose,
            by=AMIRA,
            request_key=key,
        )
    return bank.deliveries("reply")[-1]


def threads(bank: Bank, case_id: int) -> dict[Surface, CaseThread]:
    """The case's threads, by whose words they show."""
    with bank.database.reading() as session:
        rows = session.exec(select(CaseThread).where(CaseThread.case_id == case_id)).all()
    return {row.surface: row for row in rows}


def events_in(bank: Bank, thread: CaseThread) -> list[str]:
    """The events said in this thread."""
    posts = [EventPayload.read(each.payload) for each in bank.deliveries("slack.event")]
    here = [post for post in posts if post.thread_id == thread.id]
    return [each.template for post in here for each in post.all_told]


def said_in(bank: Bank, thread: CaseThread) -> list[str]:
    """What of the customer's words is shown in this thread, as it reads now."""
    with bank.database.reading() as session:
        return [
            session.get_one(Message, delivery.payload["message_id"]).text
            for delivery in bank.deliveries("slack.said")
            if delivery.payload["thread_id"] == thread.id
        ]


def let_read(
    bank: Bank, people: Sequence[str], *, slack_channel: str = PRIVATE_CHANNEL, trouble: str = ""
) -> None:
    """What the worker read of a private channel."""
    with bank.desk() as desk:
        private_channels.refresh(desk, slack_channel=slack_channel, members=people, trouble=trouble)


def take(bank: Bank, inbound: Inbound) -> int | None:
    """Take it in, whatever becomes of it."""
    with bank.desk() as desk:
        return taking_in.take_in(desk, inbound=inbound).case_id
