"""A bank with a secure chat: a customer's case, links into it, what staff say, and browsers without a screen."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from sqlmodel import col, select
from starlette.applications import Starlette

from bot import clock
from bot.bootstrap import App
from bot.channels.carriers import ReplyCarrier
from bot.desk.answers import sending
from bot.desk.chat import arrival, visits
from bot.desk.chat.visits import Visitor, hashed
from bot.desk.drafts import locks
from bot.desk.intake import taking_in
from bot.domain.channels.inbound import Happening, Inbound, Person
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.chat import ChatInvitation, ChatRoute, ChatSession, ChatWord, Unlocked
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor, Staff
from bot.outbox.delivery import Delivery
from bot.outbox.kinds import DeliveryKind
from bot.outbox.outcome import Receipt
from tests.desk.chat.conftest import parcel
from tests.handlers.asking import Answer, ask

ORIGIN = "http://127.0.0.1:8000"
ACCOUNT = "1001001001"
AMIRA = "U0AMIRA"
_OURS = {"sec-fetch-site": "same-origin"}
_numbers = itertools.count(1)


class Bank:
    """The desk behind the page."""

    def __init__(self, app: App) -> None:
        self.app = app
        with app.desk() as desk:
            at = desk.database_now
            amira = Staff(slack_user_id=AMIRA, team_id="T1", name="Amira Haddad", refreshed_at=at)
            desk.session.merge(amira)

    def complaint(self, author: str = "ana") -> int:
        """A new case of this customer."""
        number = f"post-{next(_numbers)}"
        inbound = Inbound(
            channel="x",
            account=ACCOUNT,
            happening=Happening.POSTED,
            external_id=number,
            conversation=number,
            author=Person(external_id=f"id-{author}", handle=author, name=author.title()),
            text="My card was declined",
            at=clock.now(),
        )
        with self.app.desk() as desk:
            taken = taking_in.take_in(desk, inbound=inbound)
        assert taken.case_id is not None
        return taken.case_id

    def invite(self, case_id: int, *, route: ChatRoute = ChatRoute.DIRECT) -> str:
        """The token of a link into this case's chat."""
        token = f"token-{next(_numbers)}".ljust(43, "x")
        with self.app.desk() as desk:
            row = ChatInvitation(
                case_id=case_id,
                route=route,
                salt="",
                token_hash=hashed(token),
                made_by=AMIRA,
                made_at=desk.now,
                expires_at=desk.now + timedelta(hours=72),
            )
            desk.session.add(row)
        return token

    def says(self, case_id: int, text: str) -> int:
        """Amira answers by the form, and the answer goes out; its number on the page."""
        with self.app.desk() as desk:
            sending.send(
                desk,
                case_id=case_id,
                text=text,
                surface=Surface.PRIVATE,
                purpose=Purpose.ASKS,
                by=Actor.staff(AMIRA),
                request_key=f"form-{next(_numbers)}",
            )
        with self.app.database.reading() as session:
            query = select(Delivery).where(Delivery.kind == DeliveryKind.REPLY)
            delivery = session.exec(query.order_by(col(Delivery.id).desc())).first()
        assert delivery is not None
        outcome = ReplyCarrier(self.app.channels, vault=self.app.vault).send(parcel(delivery))
        assert isinstance(outcome, Receipt), outcome
        return int(outcome.reference.partition(":")[2])

    def writes(self, case_id: int, *, is_writing: bool) -> None:
        """Amira opens the answer form, or closes it."""
        with self.app.desk() as desk:
            case = desk.session.get_one(Case, case_id)
            do = locks.take if is_writing else locks.release
            do(desk, case=case, slack_user_id=AMIRA)

    def change(self, case_id: int, **values: object) -> None:
        """Let the invitation stand otherwise, as a verb of staff would."""
        with self.app.desk() as desk:
            query = select(ChatInvitation).where(ChatInvitation.case_id == case_id)
            row = desk.session.exec(query).one()
            for name, value in values.items():
                setattr(row, name, value)
            desk.session.add(row)
            visits.changed(desk, invitation_id=row.pk)

    def unlock_newest(self) -> None:
        """The browser that came last is let in, whatever the bank asks of it."""
        self._newest(arrival.unlock)

    def prove_newest(self) -> None:
        """The code of the browser that came last arrives from the customer's account."""
        self._newest(arrival.proved)

    def _newest(self, do: Callable[..., None]) -> None:
        with self.app.desk() as desk:
            query = select(ChatSession).order_by(col(ChatSession.id).desc()).limit(1)
            session = desk.session.exec(query).one()
            invitation = desk.session.get_one(ChatInvitation, session.invitation_id)
            visitor: Visitor = visits.visitor_of(session, invitation)
            do(
                desk,
                case=visits.lock_case(desk, visitor=visitor),
                invitation=visits.lock(desk, invitation_id=invitation.pk),
                session=session,
                how=Unlocked.CODE,
            )

    def kept(self) -> list[str]:
        """All that was kept of what customers said in chats, as the thread shows it."""
        with self.app.database.reading() as session:
            query = select(Message.text).where(Message.channel == "webchat")
            return list(session.exec(query.order_by(col(Message.id))))

    def all_seen(self) -> bool:
        """Whether customers' pages have shown all that staff said."""
        return all(word.seen_at for word in self.words() if word.reply_id is not None)

    def words(self) -> list[ChatWord]:
        """Every word of every chat."""
        with self.app.database.reading() as session:
            return list(session.exec(select(ChatWord).order_by(col(ChatWord.id))))


@dataclass
class Browser:
    """One browser of a customer, without a screen."""

    site: Starlette
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=lambda: dict(_OURS))

    def get(self, path: str = "/chat", **headers: str) -> Answer:
        """Fetch something."""
        return ask(self.site, "GET", path, headers={**self._cookie(), **headers})

    def form(self, path: str, **told: str) -> Answer:
        """Send a plain form, with the page's own word unless it says another."""
        told = {"csrf": self.word(), **told} if self.cookie else told
        body = urlencode(told).encode()
        return self.post(path, body, "application/x-www-form-urlencoded")

    def script(self, path: str, /, **told: Any) -> Answer:
        """Send what the page's script sends."""
        return self.post(path, json.dumps(told).encode(), "application/json", self.word())

    def post(self, path: str, body: bytes, kind: str, word: str = "") -> Answer:
        """Send anything. A new cookie is kept."""
        headers = {**self.headers, **self._cookie(), "content-type": kind}
        if word:
            headers["x-chat-token"] = word
        answer = ask(self.site, "POST", path, body=body, headers=headers)
        given = answer.headers.get("set-cookie", "")
        if given:
            self.cookie = given.partition(";")[0]
        return answer

    def enter(self, token: str) -> Answer:
        """Press *Begin the chat*."""
        return self.script("/chat/enter", link=token)

    def word(self) -> str:
        """The page's own word, as it stands in the page."""
        return self.get().text.partition('data-csrf="')[2].partition('"')[0] if self.cookie else ""

    def shown(self, after: int = 0) -> list[str]:
        """The words that the page's script is told."""
        answer = self.get(f"/chat/words?after={after}")
        assert answer.status == 200, answer.text
        return [word["text"] for word in answer.json()["words"]]

    def view(self) -> str:
        """Which part of the page is shown."""
        return self.get().text.partition('data-view="')[2].partition('"')[0]

    def _cookie(self) -> dict[str, str]:
        return {"cookie": self.cookie} if self.cookie else {}
