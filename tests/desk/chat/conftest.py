"""A case with an open invitation, and browsers that come by its link."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.channels.carriers import ReplyCarrier
from bot.channels.webchat import WebChat
from bot.desk.answers import sending
from bot.desk.chat import arrival, entry, seeing, talk, visits
from bot.desk.chat.talk import Word
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.chat import ChatInvitation, ChatRoute, ChatSession, Unlocked
from bot.domain.records.staff import Actor
from bot.outbox.delivery import Delivery
from bot.outbox.outcome import Outcome, Parcel
from tests.desk.conftest import Bank

TOKEN = "the-token-of-a-test-is-forty-three-letters-"


class Chat:
    """One case and its chat, as browsers meet it."""

    def __init__(self, bank: Bank, *, route: ChatRoute = ChatRoute.DIRECT) -> None:
        self.bank = bank
        self.channel = WebChat(bank.database, now=lambda: bank.now)
        bank.beside["webchat"] = self.channel.capabilities
        self.carrier = ReplyCarrier({"webchat": self.channel}, vault=bank.vault)
        self.case_id = bank.complaint()
        self.invitation_id = self.invite(route=route)

    def invite(
        self, *, case_id: int | None = None, token: str = TOKEN, route: ChatRoute = ChatRoute.DIRECT
    ) -> int:
        """An invitation as its row alone, without a message that carries it."""
        with self.bank.desk() as desk:
            row = ChatInvitation(
                case_id=case_id or self.case_id,
                route=route,
                salt=self.bank.vault.token_source("chat of a test"),
                token_hash=visits.hashed(token),
                made_by="U0AMIRA",
                made_at=desk.now,
                expires_at=desk.now + timedelta(hours=72),
            )
            desk.session.add(row)
            desk.session.flush()
            return row.pk

    def enter(self, token: str = TOKEN, *, network: str = "", cookie: str = "") -> str:
        """Press *enter* in a new browser, or in one that has a cookie; its new cookie."""
        with self.bank.desk() as desk:
            return entry.enter(desk, token=token, network=network, cookie=cookie).cookie

    def visitor(self, cookie: str) -> Visitor:
        """Who the cookie is."""
        with self.bank.desk() as desk:
            found = entry.session_of(desk, cookie=cookie)
        assert found is not None
        return found

    def invitation(self, desk: Desk) -> ChatInvitation:
        """Its row."""
        return desk.session.get_one(ChatInvitation, self.invitation_id)

    def visitor_unasked(self, cookie: str) -> int:
        """The number of its session, without a sign of it."""
        with self.bank.database.reading() as session:
            query = select(ChatSession.id).where(ChatSession.cookie_hash == visits.hashed(cookie))
            return session.exec(query).one() or 0

    def unlock(self, whose: str | Visitor) -> None:
        """Let a browser in that came by a public link, by its cookie."""
        visitor = self.visitor(whose) if isinstance(whose, str) else whose
        with self.bank.desk() as desk:
            arrival.unlock(
                desk,
                case=visits.lock_case(desk, visitor=visitor),
                invitation=visits.lock(desk, invitation_id=visitor.invitation_id),
                session=desk.session.get_one(ChatSession, visitor.session_id),
                how=Unlocked.CODE,
            )

    def say(self, cookie: str, text: str, key: str) -> Word:
        """Type it and send."""
        visitor = self.visitor(cookie)
        with self.bank.desk() as desk:
            return talk.say(desk, visitor=visitor, client_key=key, text=text)

    def page(self, cookie: str, *, after: int = 0) -> list[str]:
        """The words that the page shows."""
        visitor = self.visitor(cookie)
        with self.bank.desk() as desk:
            return [word.text for word in talk.words(desk, visitor=visitor, after=after)]

    def see(self, cookie: str) -> None:
        """The page shows all that it has, to somebody who looks at it."""
        visitor = self.visitor(cookie)
        with self.bank.desk() as desk:
            words = talk.words(desk, visitor=visitor)
            seeing.seen(desk, visitor=visitor, up_to=words[-1].number)

    def answer(self, text: str, *, purpose: Purpose = Purpose.ANSWERS) -> Delivery:
        """Press *Send* in the answer form, for the customer alone."""
        with self.bank.desk() as desk:
            sending.send(
                desk,
                case_id=self.case_id,
                text=text,
                surface=Surface.PRIVATE,
                purpose=purpose,
                by=Actor.staff("U0AMIRA"),
                request_key=text,
            )
        return self.bank.deliveries("reply")[-1]

    def send(self, delivery: Delivery) -> Outcome:
        """Let the delivery go, as the relay does."""
        outcome = self.carrier.send(parcel(delivery))
        self.bank.end(delivery, outcome)
        return outcome


def parcel(delivery: Delivery) -> Parcel:
    """The delivery as its carrier gets it."""
    return Parcel(
        id=delivery.pk,
        dedupe_key=delivery.dedupe_key,
        kind=delivery.kind,
        payload=delivery.payload,
        case_id=delivery.case_id,
        attempt=delivery.attempt + 1,
        intent_at=delivery.created_at,
    )


@pytest.fixture
def chat(bank: Bank) -> Chat:
    """A case whose customer was sent the link in private."""
    return Chat(bank)


@pytest.fixture
def public_chat(bank: Bank) -> Chat:
    """A case whose customer was given the link in public."""
    return Chat(bank, route=ChatRoute.PUBLIC)
