"""Where a customer can be answered now: in public, in the private talk, privately to a public post, or in
the secure chat, which takes the private talk's place while it is open.

What the platform allows stands in its capabilities; what it would refuse is refused here, in words,
before anybody has written an answer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func
from sqlmodel import col, select

from bot.desk import private_words
from bot.desk.desk import Desk, DeskError
from bot.domain.channels.capabilities import Capabilities
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.chat import WEBCHAT, ChatInvitation
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message
from bot.domain.text.moments import moment
from bot.domain.text.references import case_reference
from bot.language import say, say_count
from bot.storage import chats
from bot.storage.answers.private_replies import was_given
from bot.storage.cases.merges import same_voice


class How(StrEnum):
    """The ways an answer can go."""

    PUBLIC = "public"  # under the customer's post, for everybody
    TALK = "talk"  # in the private talk the customer began
    PRIVATE_REPLY = "private_reply"  # to a public post, to the customer alone; once
    CHAT = "chat"  # in the secure chat


class NothingToAnswer(DeskError):
    """Every post of the customer on this surface was deleted, or there never was one."""

    def __init__(self, case: Case, *, ever: bool = True) -> None:
        deleted = (
            "The customer deleted what they wrote in {case}, so there is nothing left to answer on "
            "the channel."
        )
        never = (
            "The customer wrote nothing in public in {case}, so there is nothing left to answer on "
            "the channel."
        )
        super().__init__(say(deleted if ever else never, case=case_reference(case.number)))


class NotAnswerable(DeskError):
    """The platform lets nobody answer this post through its interface."""

    def __init__(self, message: Message, *, channel: str) -> None:
        super().__init__(
            say(
                "{channel} does not let us answer this post from here. Open it on {channel} and answer "
                "there; Earshot will see it. {link}",
                channel=channel,
                link=message.permalink,
            ).rstrip()
        )


class NoPrivateAnswer(DeskError):
    """The platform takes no private answer now; the sentence says why and what to do instead."""


@dataclass(frozen=True)
class ToAnswer:
    """What an answer would answer, and how it would go."""

    message: Message
    how: How
    recipient: str = ""  # of a private answer: the customer's id on the platform; or the chat's
    until: datetime | None = None  # when the platform stops taking it

    @property
    def channel(self) -> str:
        """The channel it goes out on."""
        return WEBCHAT if self.how is How.CHAT else self.message.channel

    @property
    def private_reply_to(self) -> str:
        """The public post that a private answer is given to; empty in the talk itself."""
        return self.message.external_id if self.how is How.PRIVATE_REPLY else ""


@dataclass(frozen=True)
class OpenSurface:
    """One surface as a form shows it. ``why_not`` is empty where an answer can go."""

    surface: Surface
    how: How
    until: datetime | None = None
    why_not: str = ""


def surfaces_open(desk: Desk, *, case: Case) -> list[OpenSurface]:
    """Public and, where the channel has private words at all, private: whether and until when."""
    has_private = desk.channels[case.channel].has_private or _chat(desk, case=case) is not None
    surfaces = [Surface.PUBLIC, *([Surface.PRIVATE] if has_private else [])]
    return [_looked_at(desk, case=case, surface=surface) for surface in surfaces]


def to_answer(desk: Desk, *, case: Case, surface: Surface) -> ToAnswer:
    """The customer's latest word that an answer on this surface would answer.

    Raises NothingToAnswer, NotAnswerable, NoPrivateAnswer, NotForYou.
    """
    if surface == Surface.PRIVATE:
        private_words.require(desk, case=case)
        return _private(desk, case=case)
    message = _latest(desk, case=case, surface=surface)
    if message is None:
        raise NothingToAnswer(case, ever=_last_word_at(desk, case, surface) is not None)
    return ToAnswer(_answerable(desk, case=case, message=message), How.PUBLIC)


def beside_chat(desk: Desk, *, case: Case) -> tuple[Surface, ToAnswer]:
    """The most private way to the customer that is open besides the secure chat.

    Raises NotForYou, and what keeps a public answer from going.
    """
    try:
        return Surface.PRIVATE, privately(desk, case=case)
    except (NothingToAnswer, NotAnswerable, NoPrivateAnswer):
        return Surface.PUBLIC, to_answer(desk, case=case, surface=Surface.PUBLIC)


def _looked_at(desk: Desk, *, case: Case, surface: Surface) -> OpenSurface:
    try:
        found = to_answer(desk, case=case, surface=surface)
    except private_words.NotForYou:
        return OpenSurface(surface, How.TALK, why_not=private_words.public_alone())
    except DeskError as error:
        how = How.PUBLIC if surface == Surface.PUBLIC else How.TALK
        return OpenSurface(surface, how, why_not=str(error))
    return OpenSurface(surface, found.how, found.until)


def _private(desk: Desk, *, case: Case) -> ToAnswer:
    """In the secure chat or the talk while it is open; else once to the latest public post, while that
    is young."""
    chat = _chat(desk, case=case)
    if chat is not None:
        return _in_chat(desk, case=case, chat=chat)
    return privately(desk, case=case)


def privately(desk: Desk, *, case: Case) -> ToAnswer:
    """In the private talk on the case's own channel, or once to the latest public post.

    Raises NothingToAnswer, NotAnswerable, NoPrivateAnswer, NotForYou.
    """
    private_words.require(desk, case=case)
    channel = desk.channels[case.channel]
    if not channel.has_private:
        raise NoPrivateAnswer(
            say("{channel} carries no private answers from here.", channel=channel.title)
        )
    spoke_at = _last_word_at(desk, case, Surface.PRIVATE)
    until = _window_ends(channel, spoke_at)
    message = _latest(desk, case=case, surface=Surface.PRIVATE)
    if message is not None and (until is None or desk.now < until):
        _answerable(desk, case=case, message=message)
        return ToAnswer(message, How.TALK, _recipient(desk, message), until)
    post = _latest(desk, case=case, surface=Surface.PUBLIC)
    try:
        return _private_reply(desk, case=case, post=post)
    except NoPrivateAnswer:
        if message is not None and until is not None:
            raise _window_is_closed(channel, until, public=post is not None) from None
        if post is None:  # nothing stands that could be answered, here or there
            raise NothingToAnswer(case) from None
        raise


def _chat(desk: Desk, *, case: Case) -> ChatInvitation | None:
    """The secure chat that the customer is in, of this case or of one that went into it."""
    if WEBCHAT not in desk.channels:
        return None
    found = (
        chats.talking(session=desk.session, case_id=number, now=desk.now)
        for number in same_voice(session=desk.session, case=case)
    )
    return next((chat for chat in found if chat is not None), None)


def _in_chat(desk: Desk, *, case: Case, chat: ChatInvitation) -> ToAnswer:
    """To what they said there last; or, before they said anything, to what they said elsewhere."""
    message = _latest(desk, case=case, surface=Surface.PRIVATE, channel=WEBCHAT)
    for surface in (Surface.PRIVATE, Surface.PUBLIC):
        message = message or _latest(desk, case=case, surface=surface)
    if message is None:
        raise NothingToAnswer(case)
    return ToAnswer(message, How.CHAT, recipient=str(chat.pk), until=None)


def _private_reply(desk: Desk, *, case: Case, post: Message | None) -> ToAnswer:
    channel = desk.channels[case.channel]
    if channel.private_reply_days is None or post is None:
        account = desk.account_name(case.channel, case.account)
        raise NoPrivateAnswer(
            say(
                "On {channel} only the customer can begin to talk in private, and here they have "
                "not. Ask them in public to write to {account} in private.",
                channel=channel.title,
                account=account,
            )
        )
    until = post.posted_at + timedelta(days=channel.private_reply_days)
    if was_given(session=desk.session, brand=case.brand, post=post):
        raise NoPrivateAnswer(
            say(
                "{channel} takes one private answer to a public post, and this post has had it. "
                "When the customer answers in private, you can go on there.",
                channel=channel.title,
            )
        )
    if desk.now >= until:
        raise NoPrivateAnswer(
            say_count(
                round(channel.private_reply_days),
                "{channel} takes a private answer to a public post for {count} day, and this post "
                "is older. Answer it in public.",
                "{channel} takes a private answer to a public post for {count} days, and this post "
                "is older. Answer it in public.",
                channel=channel.title,
            )
        )
    return ToAnswer(post, How.PRIVATE_REPLY, _recipient(desk, post), until)


def _window_is_closed(channel: Capabilities, until: datetime, *, public: bool) -> NoPrivateAnswer:
    """``public``: whether a post stands that can be answered in public instead."""
    ended = say_count(
        round(channel.private_window_h or 0),
        "{channel} takes a private answer for {count} hour after the customer's last private "
        "word; that time ended {when}.",
        "{channel} takes a private answer for {count} hours after the customer's last private "
        "word; that time ended {when}.",
        channel=channel.title,
        when=moment(until),
    )
    instead = say(
        "Answer in public, or call them. When they write in private again, you can answer there."
    )
    if not public:
        instead = say("Call them. When they write in private again, you can answer there.")
    return NoPrivateAnswer(f"{ended} {instead}")


def _window_ends(channel: Capabilities, spoke_at: datetime | None) -> datetime | None:
    if spoke_at is None or channel.private_window_h is None:
        return None
    return spoke_at + timedelta(hours=channel.private_window_h)


def _latest(
    desk: Desk, *, case: Case, surface: Surface, channel: str | None = None
) -> Message | None:
    """The customer's latest word on this surface that is still there; without a channel on the case's."""
    query = (
        select(Message)
        .where(
            col(Message.case_id).in_(same_voice(session=desk.session, case=case)),
            Message.direction == Direction.INBOUND,
            Message.surface == surface,
            Message.channel == (channel or case.channel),
            col(Message.deleted_at).is_(None),
        )
        .order_by(col(Message.posted_at).desc(), col(Message.id).desc())
    )
    return desk.session.exec(query).first()


def _last_word_at(desk: Desk, case: Case, surface: Surface) -> datetime | None:
    """When the customer last spoke there, by the platform's time; taken down since or not."""
    query = select(func.max(Message.posted_at)).where(
        col(Message.case_id).in_(same_voice(session=desk.session, case=case)),
        Message.direction == Direction.INBOUND,
        Message.surface == surface,
        Message.channel == case.channel,
    )
    return desk.session.exec(query).one()


def _answerable(desk: Desk, *, case: Case, message: Message) -> Message:
    if not message.answerable:
        raise NotAnswerable(message, channel=desk.channels[case.channel].title)
    return message


def _recipient(desk: Desk, message: Message) -> str:
    author = desk.session.get(Author, message.author_id) if message.author_id else None
    return author.external_id if author else ""
