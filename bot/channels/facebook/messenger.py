"""Messenger, reading: what one event or one message of a conversation means. All of it is private.

Sources: developers.facebook.com/docs/messenger-platform/reference/webhook-events (messages,
message-echoes 2026-03, message-edits, standby 2024-09), 2026-11. A message's id (mid) is its key. An
echo has sender and recipient the other way round. What another app's conversation tells us comes as
``standby``: we may read it, not answer it. That a message was unsent is documented for Instagram
alone; the same member is read here, should it come.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.channels.facebook.moments import moment
from bot.domain.channels.inbound import Happening, Inbound, Introduced, NotUsed, Person
from bot.domain.records.case import Surface

BLINDNESS = (
    "Messenger shows us text and the kind of what is attached. Pictures and voice messages have to be "
    "opened in the Page's inbox on Facebook."
)
_STATES = ("read", "delivery", "reaction")  # they flood, and say nothing that could be answered
_OTHERS = {
    "postback": "a pressed button of Messenger",
    "referral": "where a Messenger talk came from",
    "optin": "a consent in Messenger",
    "pass_thread_control": "which app may answer in Messenger has changed",
    "take_thread_control": "which app may answer in Messenger has changed",
    "request_thread_control": "which app may answer in Messenger has changed",
    "app_roles": "which app may answer in Messenger has changed",
}


def is_mere_state(told: Any) -> bool:
    """Read and delivered marks and reactions, which are not even kept."""
    return isinstance(told, dict) and any(name in told for name in _STATES)


def key_of(told: Any) -> str:
    """One key a message and change of it, however it reaches us; empty for anything else."""
    if not isinstance(told, dict):
        return ""
    message, edit = told.get("message"), told.get("message_edit")
    if isinstance(edit, dict) and edit.get("mid"):
        return f"{edit['mid']}:edited:{edit.get('num_edit')}"
    if isinstance(message, dict) and message.get("mid"):
        return message_key(str(message["mid"]), removed=bool(message.get("is_deleted")))
    return ""


def message_key(mid: str, *, removed: bool = False) -> str:
    """The key of a new message, or of one that was unsent."""
    return f"{mid}:remove" if removed else f"{mid}:add"


def conversation_with(person: str) -> str:
    """A person and a Page have one conversation; its own id is not in the events."""
    return f"messenger:{person}"


def inbox_link(page: str) -> str:
    """Where the Page's people read Messenger. The address is as seen in use, not documented."""
    return f"https://business.facebook.com/latest/inbox/messenger?asset_id={page}"


def told_event(
    told: Mapping[str, Any], *, page: str, ours: Collection[str], standby: bool
) -> Inbound | NotUsed:
    """One event of ``messaging`` or ``standby``. Raises what a strange shape raises."""
    for name, reason in _OTHERS.items():
        if name in told:
            return NotUsed(reason=reason)
    if "message" not in told and "message_edit" not in told:
        return NotUsed(reason="a Messenger event of another kind")
    sender, recipient = str(told["sender"]["id"]), str(told["recipient"]["id"])
    message = told.get("message") or told["message_edit"]
    is_ours = bool(message.get("is_echo")) or sender in ours
    return _inbound(
        page=page,
        person=Person(external_id=recipient if is_ours else sender),
        is_ours=is_ours,
        mid=str(message["mid"]),
        happening=_happening(told, message),
        version=f"{message['mid']}@{message['num_edit']}" if "message_edit" in told else "",
        parent=str((message.get("reply_to") or {}).get("mid") or ""),
        text=str(message.get("text") or ""),
        attachments=tuple(_attached(message)),
        answerable=is_ours or not standby,
        at=moment(told["timestamp"]),
    )


def introduced(told: Mapping[str, Any], *, page: str) -> Introduced:
    """Who the person of a conversation is, whom the events name by id alone."""
    person = Person(external_id=str(told["id"]), name=str(told["name"]))
    return Introduced(channel="facebook", account=page, person=person)


def person_key(person: Mapping[str, Any]) -> str:
    """One key a person and name."""
    return f"person:{person['id']}:{hashlib.sha256(str(person['name']).encode()).hexdigest()[:16]}"


def found_message(found: Mapping[str, Any], *, page: str, person: Mapping[str, Any]) -> Inbound:
    """One message of a conversation that polling read. Raises what a strange shape raises."""
    listed = (found.get("attachments") or {}).get("data") or []
    return _inbound(
        page=page,
        person=Person(external_id=str(person["id"]), name=str(person.get("name") or "")),
        is_ours=str(found["from"]["id"]) == page,
        mid=str(found["id"]),
        happening=Happening.POSTED,
        version="",
        parent="",
        text=str(found.get("message") or ""),
        attachments=tuple(_one(_kind(each), "") for each in listed),
        answerable=True,
        at=moment(found["created_time"]),
    )


def _inbound(
    *,
    page: str,
    person: Person,
    is_ours: bool,
    mid: str,
    happening: Happening,
    version: str,
    parent: str,
    text: str,
    attachments: tuple[dict[str, Any], ...],
    answerable: bool,
    at: datetime,
) -> Inbound:
    return Inbound(
        channel="facebook",
        account=page,
        happening=happening,
        external_id=mid,
        version_id=version or mid,
        conversation=conversation_with(person.external_id),
        parent_external_id=parent or None,
        author=Person(external_id=page) if is_ours else person,
        is_ours=is_ours,
        recipient=person.external_id if is_ours else "",
        surface=Surface.PRIVATE,
        answerable=answerable,
        text=text,
        attachments=attachments,
        permalink=inbox_link(page),
        at=at,
    )


def _happening(told: Mapping[str, Any], message: Mapping[str, Any]) -> Happening:
    if "message_edit" in told:
        return Happening.EDITED
    return Happening.REMOVED if message.get("is_deleted") else Happening.POSTED


def _attached(message: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The kind alone, and a shared link's address: the others' expire and are the customer's own."""
    for each in message.get("attachments") or []:
        payload = each.get("payload") or {}
        address = payload.get("url") if each.get("type") == "fallback" else ""
        yield _one(str(each.get("type") or "file"), str(address or ""))
    if message.get("is_unsupported"):
        yield _one("unsupported", "")


def _kind(found: Mapping[str, Any]) -> str:
    for name, kind in (("image_data", "image"), ("video_data", "video")):
        if name in found:
            return kind
    return str(found.get("mime_type") or "file").partition("/")[0]


def _one(kind: str, url: str) -> dict[str, Any]:
    return {"type": kind, "url": url, "description": ""}
