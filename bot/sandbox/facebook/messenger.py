"""Messenger, the little the sandbox knows of it: text, private replies, the 24-hour window.

Sources: developers.facebook.com/docs/messenger-platform/{policy/policy-overview,
discovery/private-replies,reference/send-api} (2026-09).
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.credentials import FACEBOOK_APP_ID, Brand
from bot.sandbox.facebook.errors import GraphError
from bot.sandbox.facebook.events import message_event
from bot.sandbox.facebook.objects import FacebookObjects, graph_time
from bot.sandbox.facebook.webhook import Webhook

WINDOW = timedelta(hours=24)
PRIVATE_REPLY_WITHIN = timedelta(days=7)
TEXT_LIMIT = 2000
OUTSIDE_WINDOW = 2018278


@dataclass
class Message:
    """One message between a person and a Page. `by_page` tells the direction."""

    mid: str
    page_id: str
    person_id: str
    by_page: bool
    text: str
    at: str


class Messenger:
    """All messages. Called with the world's lock held."""

    def __init__(self, objects: FacebookObjects, webhook: Webhook) -> None:
        self.objects = objects
        self.webhook = webhook
        self.messages: list[Message] = []

    def receive(self, *, page_id: str, person_id: str, text: str) -> Message:
        """A person writes to the Page; this opens the 24-hour window."""
        return self._keep(page_id, person_id, text, by_page=False)

    def send(self, brand: Brand | None, page_id: str, given: dict[str, str]) -> dict[str, Any]:
        """POST /{page}/messages."""
        if brand is None or brand.page_id != page_id:
            raise GraphError(230)
        recipient, text = _object(given, "recipient"), _text(given)
        source = recipient.get("comment_id") or recipient.get("post_id")
        if source is not None:
            person_id = self._private_reply(str(source))
        else:
            person_id = str(recipient.get("id"))
            self._check_window(page_id, person_id)
        message = self._keep(page_id, person_id, text, by_page=True)
        return {"recipient_id": person_id, "message_id": message.mid}

    def conversations(self, page_id: str) -> dict[str, Any]:
        """GET /{page}/conversations, newest first, with their messages."""
        people = {m.person_id: m.at for m in self.messages if m.page_id == page_id}
        newest = sorted(people, key=lambda person_id: people[person_id], reverse=True)
        return {"data": [self._conversation(page_id, p, people[p]) for p in newest]}

    def snapshot(self) -> list[dict[str, Any]]:
        return [asdict(message) for message in self.messages]

    def restore(self, data: list[dict[str, Any]]) -> None:
        self.messages = [Message(**message) for message in data]

    def _private_reply(self, source: str) -> str:
        item = self.objects.readable(source)
        if item is None:
            raise GraphError(100, "(#100) No matching user found", subcode=2018001)
        if item.private_reply:
            raise GraphError(10900)
        if (
            self.objects.world.now() - datetime.fromisoformat(item.created_at)
            > PRIVATE_REPLY_WITHIN
        ):
            raise GraphError(10, "(#10) The comment is older than 7 days", subcode=OUTSIDE_WINDOW)
        item.private_reply = True
        return item.author_id

    def _check_window(self, page_id: str, person_id: str) -> None:
        inbound = [
            m
            for m in self.messages
            if (m.page_id, m.person_id) == (page_id, person_id) and not m.by_page
        ]
        if not inbound:
            raise GraphError(100, "(#100) No matching user found", subcode=2018001)
        if self.objects.world.now() - datetime.fromisoformat(inbound[-1].at) > WINDOW:
            words = "(#10) This message is sent outside of allowed window."
            raise GraphError(10, words, subcode=OUTSIDE_WINDOW)

    def _keep(self, page_id: str, person_id: str, text: str, *, by_page: bool) -> Message:
        now = self.objects.world.now()
        mid = f"m_{self.objects.new_number()}"
        message = Message(mid, page_id, person_id, by_page, text, now.isoformat())
        self.messages.append(message)
        sender, recipient = (page_id, person_id) if by_page else (person_id, page_id)
        event = message_event(
            sender=sender,
            recipient=recipient,
            at_ms=int(now.timestamp() * 1000),
            mid=mid,
            text=text,
            app_id=FACEBOOK_APP_ID if by_page else None,
        )
        self.webhook.send(page_id, "message_echoes" if by_page else "messages", event)
        return message

    def _conversation(self, page_id: str, person_id: str, at: str) -> dict[str, Any]:
        between = [m for m in self.messages if (m.page_id, m.person_id) == (page_id, person_id)]
        messages = [
            {
                "id": m.mid,
                "message": m.text,
                "created_time": graph_time(m.at),
                "from": self._who(m.page_id if m.by_page else m.person_id),
            }
            for m in reversed(between[-20:])
        ]
        return {
            "id": f"t_{person_id}",
            "updated_time": graph_time(at),
            "participants": {"data": [self._who(person_id), self._who(page_id)]},
            "messages": {"data": messages},
        }

    def _who(self, user_id: str) -> dict[str, str]:
        return {"id": user_id, "name": self.objects.name(user_id)}


def _object(given: dict[str, str], name: str) -> dict[str, Any]:
    """A JSON object inside a form field."""
    try:
        value = json.loads(given.get(name, ""))
    except ValueError:
        value = None
    if isinstance(value, dict):
        return value
    raise GraphError(100, f"(#100) Param {name} must be a JSON object")


def _text(given: dict[str, str]) -> str:
    text = _object(given, "message").get("text")
    if not isinstance(text, str) or not text:
        raise GraphError(100, "(#100) Param message[text] must be a non-empty string")
    if len(text) > TEXT_LIMIT:
        words = f"(#100) Length of param message[text] must be less than or equal to {TEXT_LIMIT}"
        raise GraphError(100, words)
    return text
