"""Our own page as a platform: it has an answer once the answer has a place among the chat's words."""

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlmodel import Session, select

from bot import clock
from bot.channels.channel import BadSignature, Finding, Hook, HookItem, Page, Source
from bot.domain.channels.capabilities import Budget, Capabilities
from bot.domain.channels.inbound import Inbound, Introduced, NotUsed, Unreadable
from bot.domain.records.chat import WEBCHAT, ChatInvitation, ChatWord
from bot.outbox.kinds import ReplyPayload
from bot.outbox.outcome import Outcome, Parcel, Receipt, Refused
from bot.storage.chats import TOPIC
from bot.storage.engine import Database, announce

LONGEST_ANSWER = 4000

_CAPABILITIES = Capabilities(
    name=WEBCHAT,
    title="the secure chat",
    reply_limit=LONGEST_ANSWER,
    reply_length=len,
    posting=Budget(),
    has_private=True,
    private_limit=LONGEST_ANSWER,
    may_repeat=True,
)


class WebChat:
    """The one page of every chat. See ``Channel`` for what each method promises."""

    def __init__(self, database: Database, *, now: Callable[[], datetime] = clock.now) -> None:
        self._database, self._now = database, now

    @property
    def capabilities(self) -> Capabilities:
        """Private words only, of any number."""
        return _CAPABILITIES

    def accounts(self) -> Sequence[str]:
        """None of its own: it speaks for the account that the case began with."""
        return ()

    def account_name(self, account: str) -> str:
        """As it is."""
        return account

    def sources(self) -> Sequence[Source]:
        """Nothing is polled."""
        return ()

    def poll(self, *, source: Source, cursor: str, now: datetime) -> Page:
        """Nothing is ever there."""
        return Page(items=(), cursor=cursor)

    def read(
        self, *, source: str, account: str, body: bytes
    ) -> Sequence[Inbound | Introduced | NotUsed]:
        """Nothing comes this way. Raises Unreadable."""
        raise Unreadable("The secure chat sends no items.")

    def receive(self, hook: Hook) -> Sequence[HookItem]:
        """Nobody may send webhooks of it. Raises BadSignature."""
        raise BadSignature("The secure chat has no webhook.")

    def send(self, parcel: Parcel) -> Outcome:
        """Give the answer its place, once, and wake the pages. In a transaction of its own."""
        reply = ReplyPayload.read(parcel.payload)
        with self._database.transaction() as session:
            query = select(ChatInvitation).where(ChatInvitation.id == int(reply.recipient))
            invitation = session.exec(query.with_for_update(key_share=True)).one()
            word = _word_of(session, reply)
            if word is None:
                if not invitation.is_open_at(self._now()):
                    return Refused(
                        "chat_ended",
                        "The secure chat has ended, so the customer cannot read it there any more. "
                        "Answer in another place.",
                    )
                word = ChatWord(
                    invitation_id=invitation.pk, reply_id=reply.reply_id, at=self._now()
                )
                invitation.look_at = self._now()  # a timer sees to it that somebody reads it
                session.add_all([word, invitation])
                session.flush()
                announce(session, TOPIC.format(invitation.pk))
            return _receipt(word)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Its place, if it has one."""
        with self._database.reading() as session:
            word = _word_of(session, ReplyPayload.read(parcel.payload))
            return [] if word is None else [_receipt(word)]

    def check(self) -> Sequence[Finding]:
        """No other service is asked."""
        return ()


def _word_of(session: Session, reply: ReplyPayload) -> ChatWord | None:
    return session.exec(select(ChatWord).where(ChatWord.reply_id == reply.reply_id)).first()


def _receipt(word: ChatWord) -> Receipt:
    return Receipt(reference=f"{word.invitation_id}:{word.pk}", at=word.at)
