"""Direct messages, the little the sandbox knows of them: one-to-one, text only.

Source: docs.x.com/x-api/direct-messages (2026-08): a conversation's id is smaller-larger, a
MessageCreate carries no participants since 2025-06-03.
"""

from dataclasses import asdict, dataclass
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.credentials import Brand
from bot.sandbox.x.posts import XPosts, timestamp
from bot.sandbox.x.problems import ProblemError, invalid

FIELDS = frozenset({"id", "text", "event_type", "created_at", "dm_conversation_id", "sender_id"})
DEFAULT = {"id", "text", "event_type"}


@dataclass
class DirectMessage:
    """One message between two accounts."""

    id: str
    dm_conversation_id: str
    sender_id: str
    text: str
    created_at: str
    event_type: str = "MessageCreate"


class Messages:
    """All direct messages. Called with the world's lock held."""

    def __init__(self, posts: XPosts) -> None:
        self.posts = posts
        self.sent: list[DirectMessage] = []

    def write(self, *, sender_id: str, recipient_id: str, text: str) -> DirectMessage:
        """Send `text` from one account to another."""
        first, second = sorted((sender_id, recipient_id), key=int)
        now = timestamp(self.posts.world.now())
        message = DirectMessage(self.posts.new_id(), f"{first}-{second}", sender_id, text, now)
        self.sent.append(message)
        self.posts.world.changed("x")
        return message

    def events(self, call: Call, brand: Brand) -> dict[str, Any]:
        """GET /2/dm_events: the newest of the caller's messages, first."""
        fields = DEFAULT | set(call.query.get("dm_event.fields", "").split(","))
        size = int(call.query.get("max_results", "100"))
        mine = [m for m in self.sent if brand.x_id in m.dm_conversation_id.split("-")]
        page = [asdict(message) for message in reversed(mine)][:size]
        documents = [{k: v for k, v in m.items() if k in fields} for m in page]
        answer: dict[str, Any] = {"meta": {"result_count": len(documents)}}
        return answer | ({"data": documents} if documents else {})

    def send(self, call: Call, brand: Brand, late: float) -> dict[str, Any]:
        """POST /2/dm_conversations/with/:id/messages."""
        recipient = call.parameters["id"]
        text = call.json().get("text")
        if recipient not in self.posts.users:
            raise ProblemError(403, "You cannot send messages to this user.")
        if not isinstance(text, str) or not text:
            raise invalid("text", str(text), "`text` has to be a non-empty string")
        message = self.write(sender_id=brand.x_id, recipient_id=recipient, text=text)
        return {"dm_conversation_id": message.dm_conversation_id, "dm_event_id": message.id}

    def snapshot(self) -> list[dict[str, Any]]:
        return [asdict(message) for message in self.sent]

    def restore(self, data: list[dict[str, Any]]) -> None:
        self.sent = [DirectMessage(**message) for message in data]
