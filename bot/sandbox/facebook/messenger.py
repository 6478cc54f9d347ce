"""Messenger: text and attachments, echoes, standby, edits, private replies, the 24-hour window.

Sources: developers.facebook.com/docs/messenger-platform/{policy/policy-overview,
discovery/private-replies,reference/send-api,reference/webhook-events,error-codes} (2026-09).
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.credentials import FACEBOOK_APP_ID, Brand
from bot.sandbox.facebook.errors import GraphError, missing
from bot.sandbox.facebook.events import edit_event, message_event
from bot.sandbox.facebook.objects import PREVIEWER, FacebookObjects, graph_time
from bot.sandbox.facebook.webhook import Webhook

WINDOW = timedelta(hours=24)
HUMAN_AGENT_WINDOW = timedelta(days=7)
PRIVATE_REPLY_WITHIN = timedelta(days=7)
TEXT_LIMIT = 2000
OUTSIDE_WINDOW = 2018278
ANOTHER_APP = 2018300
DETAILED = 20  # of a talk's messages, the latest
TALK = "t_"  # before a person's id: the talk with them
PAGE_INBOX = "263902037430900"


@dataclass
class Message:
    """One message between a person and a Page. `by_page` tells the direction."""

    mid: str
    page_id: str
    person_id: str
    by_page: bool
    text: str
    at: str
    attachments: list[str] = field(default_factory=list)  # kinds: image, audio …
    app_id: str = ""
    metadata: str = ""
    edits: int = 0
    removed: bool = False


class Messenger:
    """All messages. Called with the world's lock held."""

    def __init__(self, objects: FacebookObjects, webhook: Webhook) -> None:
        self.objects = objects
        self.webhook = webhook
        self.messages: list[Message] = []
        self.held_elsewhere: set[str] = set()  # people whose talk another app holds

    def receive(
        self, *, page_id: str, person_id: str, text: str, attachments: list[str] | None = None
    ) -> Message:
        """A person writes to the Page; this opens the 24-hour window."""
        message = self._new(page_id, person_id, text, by_page=False)
        message.attachments = attachments or []
        return self._keep(message)

    def write_in_inbox(self, *, page_id: str, person_id: str, text: str) -> Message:
        """Somebody of the Page answers in Facebook's own inbox."""
        message = self._new(page_id, person_id, text, by_page=True)
        message.app_id = PAGE_INBOX
        return self._keep(message)

    def edit(self, mid: str, text: str) -> None:
        """The person changes a message. KeyError: no such message."""
        message = self._message(mid)
        message.text, message.edits = text, message.edits + 1
        at_ms = int(self.objects.world.now().timestamp() * 1000)
        told = edit_event(
            sender=message.person_id,
            recipient=message.page_id,
            at_ms=at_ms,
            mid=mid,
            text=text,
            count=message.edits,
        )
        self.webhook.send(message.page_id, "message_edits", told)

    def unsend(self, mid: str) -> None:
        """The person takes a message back. KeyError: no such message."""
        message = self._message(mid)
        message.removed = True
        self._tell(message)

    def hold(self, person_id: str, elsewhere: bool) -> None:
        """Let another app hold the talk with this person, or give it back."""
        (self.held_elsewhere.add if elsewhere else self.held_elsewhere.discard)(person_id)

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
            self._check_window(page_id, person_id, tag=given.get("tag", ""))
        if person_id in self.held_elsewhere:
            words = (
                "(#10) Message failed to send because another app is controlling this thread now."
            )
            raise GraphError(10, words, subcode=ANOTHER_APP)
        message = self._new(page_id, person_id, text, by_page=True)
        message.app_id = FACEBOOK_APP_ID
        message.metadata = str(_object(given, "message").get("metadata") or "")
        self._keep(message)
        return {"recipient_id": person_id, "message_id": message.mid}

    def conversations(self, page_id: str, given: dict[str, str]) -> dict[str, Any]:
        """GET /{page}/conversations, newest first, with their messages; `user_id` is one person."""
        only = given.get("user_id")
        people = {
            m.person_id: m.at
            for m in self.messages
            if m.page_id == page_id and only in (None, m.person_id)
        }
        newest = sorted(people, key=lambda person_id: people[person_id], reverse=True)
        shown, paging = _page_of([f"{TALK}{person_id}" for person_id in newest], given)
        talks = [self._conversation(page_id, talk.removeprefix(TALK)) for talk in shown]
        return {"data": talks} | paging

    def talk(self, page_id: str, talk: str) -> dict[str, Any]:
        """GET /t_{person}: one talk. Raises GraphError 100/33."""
        return self._conversation(page_id, self._person_of(page_id, talk))

    def messages_of(self, page_id: str, talk: str, given: dict[str, str]) -> dict[str, Any]:
        """GET /t_{person}/messages, newest first; of all but the latest the id and the time alone."""
        listed = self._messages(page_id, self._person_of(page_id, talk))
        shown, paging = _page_of([message["id"] for message in listed], given)
        by_id = {message["id"]: message for message in listed}
        return {"data": [by_id[mid] for mid in shown]} | paging

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

    def _check_window(self, page_id: str, person_id: str, *, tag: str) -> None:
        inbound = [
            m
            for m in self.messages
            if (m.page_id, m.person_id) == (page_id, person_id) and not m.by_page
        ]
        if not inbound:
            raise GraphError(100, "(#100) No matching user found", subcode=2018001)
        window = HUMAN_AGENT_WINDOW if tag == "HUMAN_AGENT" else WINDOW
        if self.objects.world.now() - datetime.fromisoformat(inbound[-1].at) > window:
            words = "(#10) This message is sent outside of allowed window."
            raise GraphError(10, words, subcode=OUTSIDE_WINDOW)

    def _message(self, mid: str) -> Message:
        for message in self.messages:
            if message.mid == mid:
                return message
        raise KeyError(mid)

    def _new(self, page_id: str, person_id: str, text: str, *, by_page: bool) -> Message:
        mid = f"m_{self.objects.new_number()}"
        at = self.objects.world.now().isoformat()
        return Message(mid, page_id, person_id, by_page, text, at)

    def _keep(self, message: Message) -> Message:
        self.messages.append(message)
        self.objects.world.posted(message.text, reader=PREVIEWER)
        self.objects.world.changed("facebook")
        self._tell(message)
        return message

    def _tell(self, message: Message) -> None:
        sender, recipient = message.person_id, message.page_id
        if message.by_page:
            sender, recipient = recipient, sender
        event = message_event(
            sender=sender,
            recipient=recipient,
            at_ms=int(datetime.fromisoformat(message.at).timestamp() * 1000),
            mid=message.mid,
            text=message.text,
            attachments=message.attachments,
            app_id=message.app_id or None,
            metadata=message.metadata,
            removed=message.removed,
        )
        field_name = "message_echoes" if message.by_page else "messages"
        if message.person_id in self.held_elsewhere:
            field_name = "standby"
        self.webhook.send(message.page_id, field_name, event)

    def _conversation(self, page_id: str, person_id: str) -> dict[str, Any]:
        messages = self._messages(page_id, person_id)
        return {
            "id": f"{TALK}{person_id}",
            "updated_time": graph_time(self._between(page_id, person_id)[-1].at),
            "participants": {"data": [self._who(person_id), self._who(page_id)]},
            "messages": {"data": messages[:DETAILED]},
        }

    def _messages(self, page_id: str, person_id: str) -> list[dict[str, Any]]:
        newest = [m for m in reversed(self._between(page_id, person_id)) if not m.removed]
        told = [
            {
                "id": m.mid,
                "message": m.text,
                "created_time": graph_time(m.at),
                "from": self._who(m.page_id if m.by_page else m.person_id),
                **_attachments(m),
            }
            for m in newest[:DETAILED]
        ]
        bare = [{"id": m.mid, "created_time": graph_time(m.at)} for m in newest[DETAILED:]]
        return [*told, *bare]

    def _between(self, page_id: str, person_id: str) -> list[Message]:
        return [m for m in self.messages if (m.page_id, m.person_id) == (page_id, person_id)]

    def _person_of(self, page_id: str, talk: str) -> str:
        person_id = talk.removeprefix(TALK)
        if not self._between(page_id, person_id):
            raise missing(talk, "GET")
        return person_id

    def _who(self, user_id: str) -> dict[str, str]:
        return {"id": user_id, "name": self.objects.name(user_id)}


def _page_of(ids: list[str], given: dict[str, str]) -> tuple[list[str], dict[str, Any]]:
    """One page of a list of ids and its paging; a mark is the last id of the page before."""
    size = int(given.get("limit", "25"))
    after = given.get("after")
    start = ids.index(after) + 1 if after in ids else 0
    page = ids[start : start + size]
    if start + size >= len(ids) or not page:
        return page, {}
    following = f"https://graph.facebook.com/?after={page[-1]}"
    return page, {"paging": {"cursors": {"after": page[-1]}, "next": following}}


def _attachments(message: Message) -> dict[str, Any]:
    listed = [
        {"id": f"{message.mid}.{n}", f"{k}_data": {}} for n, k in enumerate(message.attachments)
    ]
    return {"attachments": {"data": listed}} if listed else {}


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
