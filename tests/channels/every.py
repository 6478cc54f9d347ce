"""Each channel of ours, the secure chat too, with private answers of it on their way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from bot.channels.channel import Channel, LooksUp, Moderates
from bot.domain.records.answers.reply import Reply
from bot.domain.records.chat import ChatWord
from bot.outbox.outcome import Outcome, Parcel
from tests.channels.contract.test_private import asked, private
from tests.channels.stage import Stage
from tests.desk.chat.conftest import Chat, parcel

WHOLE = frozenset({"accounts", "sources", "webhooks or polling", "looking up", "moderation"})


@dataclass(frozen=True)
class Held:
    """A channel, as the part of the contract that binds every channel meets it."""

    channel: Channel
    answer: Callable[[str], Parcel]  # a private answer with these words, on its way
    said: Callable[[], Sequence[tuple[str, str]]]  # what the customer alone was told: id and words

    settle: Callable[[Outcome], None]  # the desk hears how the last one ended

    @property
    def account(self) -> str:
        """One that it speaks for."""
        return next(iter(self.channel.accounts()), "1")

    @property
    def has(self) -> frozenset[str]:
        """What of the whole contract this channel can be held to, as it states itself."""
        can = self.channel.capabilities
        told = {
            "accounts": bool(self.channel.accounts()),
            "sources": bool(self.channel.sources()),
            "webhooks or polling": bool(can.has_webhook or self.channel.sources()),
            "looking up": isinstance(self.channel, LooksUp),
            "moderation": isinstance(self.channel, Moderates),
        }
        return frozenset(name for name, is_there in told.items() if is_there)


def of_platform(stage: Stage) -> Held:
    """A channel to a platform, to which a customer has written in private."""
    channel = stage.channel()
    theirs = asked(stage, channel)
    return Held(
        channel, lambda text: private(stage, theirs, text), stage.private_said, lambda _: None
    )


def of_chat(chat: Chat) -> Held:
    """The secure chat, in which a customer has written."""
    chat.say(chat.enter(), "my card is blocked", "k1")

    def said() -> list[tuple[str, str]]:
        with chat.bank.database.reading() as session:
            query = select(ChatWord, Reply).where(ChatWord.reply_id == Reply.id)
            found = session.exec(query.order_by(col(ChatWord.id))).all()
            return [(f"{word.invitation_id}:{word.pk}", reply.text) for word, reply in found]

    def settle(outcome: Outcome) -> None:
        chat.bank.end(chat.bank.deliveries("reply")[-1], outcome)

    return Held(chat.channel, lambda text: parcel(chat.answer(text)), said, settle)
