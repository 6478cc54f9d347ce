"""What may happen in the secure chat of a case in the random days of ``Chance``."""

from datetime import timedelta

from bot.channels.webchat import WebChat
from bot.desk.answers import replies
from bot.desk.chat import endings, entry, talk, visits
from bot.desk.chat.visits import Visitor
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.chat import WEBCHAT, ChatInvitation, ChatRoute
from bot.domain.records.staff import Actor
from bot.storage import chats
from tests.desk.conftest import Bank


class ChatsByChance:
    """The browsers of the customers who have come, by their cases."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._cookies: dict[int, str] = {}
        self._serial = 0
        bank.beside[WEBCHAT] = WebChat(bank.database, now=lambda: bank.now).capabilities

    def customer_says(self, case_id: int, text: str) -> None:
        """The customer comes in, if need be by a new link, and types. Raises ChatEnded."""
        self._serial += 1
        visitor = self._visitor(case_id)
        with self._bank.desk() as desk:
            talk.say(desk, visitor=visitor, client_key=f"k{self._serial}", text=text)

    def staff_say(self, case_id: int, purpose: Purpose, *, slack_user_id: str) -> None:
        """An answer to the customer alone is queued. Raises what keeps it from going."""
        self._serial += 1
        with self._bank.desk() as desk:
            replies.reply(
                desk,
                case_id=case_id,
                text=f"We are with you, number {self._serial}.",
                surface=Surface.PRIVATE,
                purpose=purpose,
                by=Actor.staff(slack_user_id),
                request_key=f"c{self._serial}",
            )

    def customer_ends(self, case_id: int) -> None:
        """The customer ends it, if they are there."""
        if case_id in self._cookies:
            visitor = self._visitor(case_id)
            with self._bank.desk() as desk:
                endings.end(desk, visitor=visitor)

    def _visitor(self, case_id: int) -> Visitor:
        cookie = self._cookies.get(case_id, "")
        with self._bank.desk() as desk:
            found = entry.session_of(desk, cookie=cookie) if cookie else None
            is_open = chats.open_of(session=desk.session, case_id=case_id, now=desk.now)
        if found is None or is_open is None:
            self._cookies[case_id] = self._come(case_id)
            with self._bank.desk() as desk:
                found = entry.session_of(desk, cookie=self._cookies[case_id])
        assert found is not None
        return found

    def _come(self, case_id: int) -> str:
        self._serial += 1
        token = f"token-{self._serial}"
        with self._bank.desk() as desk:
            before = chats.newest(session=desk.session, case_id=case_id)
            if before is not None and before.ended_at is None:
                before.ended_at, before.ended_by = desk.now, str(Actor.system())
                desk.session.add(before)
                desk.session.flush()
            row = ChatInvitation(
                case_id=case_id,
                route=ChatRoute.DIRECT,
                salt="",
                token_hash=visits.hashed(token),
                made_by="U0AMIRA",
                made_at=desk.now,
                expires_at=desk.now + timedelta(hours=72),
            )
            desk.session.add(row)
        with self._bank.desk() as desk:
            return entry.enter(desk, token=token).cookie
