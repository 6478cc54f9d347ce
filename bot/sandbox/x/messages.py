"""Direct messages: of two people or of a group, with pictures and shared posts.

Sources: docs.x.com/x-api/direct-messages/{lookup,manage} (2026-08): newest first, 30 days back, no
since_id, a conversation of two is smaller-larger, a MessageCreate carries no participants since
2025-06-03, encrypted chats are not shown. The refusal is v1.1's code 349, documented there only.
"""

from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.credentials import Brand
from bot.sandbox.x.links import urls, wrapped
from bot.sandbox.x.posts import PREVIEWER, XPosts, parse, timestamp
from bot.sandbox.x.problems import ProblemError, invalid
from bot.sandbox.x.rendering import media_document, post_document, user_document
from bot.sandbox.x.spelling import DM_EXPANSIONS, DM_FIELDS, POST_FIELDS, Spelling, asked, shown

DEFAULT = {"id", "text", "event_type"}
KEPT_DAYS = 30
LIMIT = 10_000
REFUSED = "You cannot send messages to this user."


@dataclass
class DirectMessage:
    """One message. An encrypted one is seen by people and not by the API."""

    id: str
    dm_conversation_id: str
    sender_id: str
    text: str
    created_at: str
    event_type: str = "MessageCreate"
    media: list[dict[str, str]] = field(default_factory=list)
    shares: str = ""  # the id of a post
    encrypted: bool = False
    participants: list[str] = field(default_factory=list)
    visible_from: str = ""


class Messages:
    """All direct messages. Called with the world's lock held."""

    def __init__(self, posts: XPosts) -> None:
        self.posts = posts
        self.spelling: Spelling = "old"
        self.sent: list[DirectMessage] = []
        self.closed: set[str] = set()  # who takes messages only from people they follow

    def write(
        self,
        *,
        sender_id: str,
        recipient_id: str,
        text: str,
        group: str = "",
        media: list[dict[str, str]] | None = None,
        shares: str = "",
        encrypted: bool = False,
        late: float = 0.0,
    ) -> DirectMessage:
        """Send `text` from one account to another, or into a group both are in."""
        first, second = sorted((sender_id, recipient_id), key=int)
        now = self.posts.world.now()
        message = DirectMessage(
            id=self.posts.new_id(),
            dm_conversation_id=group or f"{first}-{second}",
            sender_id=sender_id,
            text=text,
            created_at=timestamp(now),
            media=media or [],
            shares=shares,
            encrypted=encrypted,
            participants=[first, second],
            visible_from=(now + timedelta(seconds=late)).isoformat(),
        )
        self.sent.append(message)
        self.posts.world.posted(text, reader=PREVIEWER)
        self.posts.world.changed("x")
        return message

    def events(self, call: Call, brand: Brand) -> dict[str, Any]:
        """GET /2/dm_events: the caller's messages, newest first."""
        return self._page(call, [m for m in self.sent if brand.x_id in m.participants])

    def events_with(self, call: Call, brand: Brand) -> dict[str, Any]:
        """GET /2/dm_conversations/with/:id/dm_events: those of a talk of two."""
        first, second = sorted((brand.x_id, call.parameters["id"]), key=int)
        return self._page(
            call, [m for m in self.sent if m.dm_conversation_id == f"{first}-{second}"]
        )

    def send(self, call: Call, brand: Brand, late: float) -> dict[str, Any]:
        """POST /2/dm_conversations/with/:id/messages."""
        recipient = call.parameters["id"]
        text = call.json().get("text")
        if recipient not in self.posts.users or recipient in self.closed:
            raise ProblemError(403, REFUSED)
        if not isinstance(text, str) or not 1 <= len(text) <= LIMIT:
            raise invalid("text", str(text)[:50], f"`text` has to be 1 to {LIMIT} characters")
        message = self.write(sender_id=brand.x_id, recipient_id=recipient, text=text, late=late)
        return {"dm_conversation_id": message.dm_conversation_id, "dm_event_id": message.id}

    def snapshot(self) -> dict[str, Any]:
        return {"sent": [asdict(message) for message in self.sent], "closed": sorted(self.closed)}

    def restore(self, data: dict[str, Any]) -> None:
        self.sent = [DirectMessage(**message) for message in data["sent"]]
        self.closed = set(data["closed"])

    def _page(self, call: Call, found: list[DirectMessage]) -> dict[str, Any]:
        size = _page_size(call.query.get("max_results", "100"))
        token = call.query.get("pagination_token")
        since = self.posts.world.now() - timedelta(days=KEPT_DAYS)
        shown = [
            m
            for m in reversed(found)
            if not m.encrypted
            and since <= parse(m.created_at)
            and parse(m.visible_from) <= self.posts.world.now()
            and (token is None or int(m.id) < int(token[1:]))
        ]
        page = shown[:size]
        answer: dict[str, Any] = {"meta": {"result_count": len(page)}}
        if len(shown) > size:
            answer["meta"]["next_token"] = f"d{page[-1].id}"
        if page:
            answer["data"] = [self._document(call, m) for m in page]
            answer["includes"] = self._includes(call, page)
        return answer

    def _document(self, call: Call, message: DirectMessage) -> dict[str, Any]:
        fields = asked(call.query, "dm_event.fields", DM_FIELDS, self.spelling)
        fields = DEFAULT | shown(fields, self._expansions(call), self.spelling)
        document = asdict(message) | {
            "text": wrapped(message.text),
            "entities": {"urls": urls(message.text)} if urls(message.text) else None,
            "attachments": {"media_keys": [m["media_key"] for m in message.media]}
            if message.media
            else None,
            "referenced_tweets": [{"id": message.shares}] if message.shares else None,
        }
        return {k: v for k, v in document.items() if k in fields and v is not None}

    def _expansions(self, call: Call) -> set[str]:
        return asked(call.query, "expansions", DM_EXPANSIONS, self.spelling)

    def _includes(self, call: Call, page: list[DirectMessage]) -> dict[str, Any]:
        expansions = self._expansions(call)
        user_fields = set(call.query.get("user.fields", "").split(","))
        post_fields = asked(call.query, "tweet.fields", POST_FIELDS, self.spelling)
        post_fields = shown(post_fields, expansions, self.spelling)
        senders = {m.sender_id: self.posts.users[m.sender_id] for m in page}
        shared = [self.posts.posts[m.shares] for m in page if m.shares in self.posts.posts]
        found = {
            "users": [user_document(u, user_fields) for u in senders.values()]
            if "sender_id" in expansions
            else [],
            "media": [media_document(each) for m in page for each in m.media]
            if "attachments.media_keys" in expansions
            else [],
            "tweets": [
                post_document(self.posts, post, post_fields)
                for post in shared
                if self.posts.hidden_because(post) is None
            ]
            if "referenced_tweets.id" in expansions
            else [],
        }
        return {name: each for name, each in found.items() if each}


def _page_size(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 100:
        raise invalid("max_results", text, f"`max_results` [{text}] is not between 1 and 100")
    return int(text)
