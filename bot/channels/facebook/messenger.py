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

from bot.channels import outside
from bot.channels.facebook.attachments import THUMB, is_thumb
from bot.channels.outside import moment, needed, part, parts, text, words
from bot.domain.channels.inbound import (
    Happening,
    Inbound,
    Introduced,
    NotUsed,
    Person,
    Unreadable,
)
from bot.domain.records.cases.case import Surface

BLINDNESS = (
    "Messenger shows us text and the kind of what is attached. Pictures and voice messages have to be "
    "opened in the Page's inbox on Facebook."
)
_STATES = ("read", "delivery", "reaction")  # they flood, and say nothing that could be answered
_SAID = ("message", "message_edit", "postback")
_OTHERS = {
    "postback": "a pressed button of Messenger without a title",
    "referral": "where a Messenger talk came from",
    "optin": "a consent in Messenger",
    "pass_thread_control": "which app may answer in Messenger has changed",
    "take_thread_control": "which app may answer in Messenger has changed",
    "request_thread_control": "which app may answer in Messenger has changed",
    "app_roles": "which app may answer in Messenger has changed",
}


def is_mere_state(told: Any) -> bool:
    """Read and delivered marks and reactions, which are not even kept."""
    if not isinstance(told, dict) or any(told.get(name) is not None for name in _SAID):
        return False
    return any(name in told for name in _STATES)


def key_of(told: Any) -> str:
    """One key a message and change of it, however it reaches us; empty for anything else."""
    if not isinstance(told, dict):
        return ""
    edit, pressed = part(told, "message_edit"), part(told, "postback")
    message = part(told, "message")
    if mid := text(message.get("mid")):
        return message_key(mid, removed=bool(message.get("is_deleted")))
    if mid := text(edit.get("mid")):
        return outside.key(mid, "edited", edit.get("num_edit") or told.get("timestamp"))
    return message_key(text(pressed.get("mid"))) if text(pressed.get("mid")) else ""


def message_key(mid: str, *, removed: bool = False) -> str:
    """The key of a new message, or of one that was unsent."""
    return outside.key(mid, "remove" if removed else "add")


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
    message, happening = _said(told)
    if message is None:
        others = (reason for name, reason in _OTHERS.items() if name in told)
        return NotUsed(reason=next(others, "a Messenger event of another kind"))
    sender, recipient = needed(part(told, "sender"), "id"), needed(part(told, "recipient"), "id")
    mid, is_ours = needed(message, "mid"), bool(message.get("is_echo")) or sender in ours
    version = text(message.get("num_edit")) or text(told.get("timestamp"))
    return _inbound(
        page=page,
        person=Person(external_id=recipient if is_ours else sender),
        is_ours=is_ours,
        mid=mid,
        happening=happening,
        version=f"{mid}@{version}" if happening == Happening.EDITED else "",
        parent=text(part(message, "reply_to").get("mid")),
        text=_words(message),
        attachments=tuple(_attached(message)),
        answerable=is_ours or not standby,
        at=_at(told, "timestamp"),
    )


def _said(told: Mapping[str, Any]) -> tuple[Mapping[str, Any] | None, Happening]:
    """What was said, in the shape of a message, and what happened to it. Whoever presses a button has
    said its title."""
    message, edit, pressed = (told.get(name) for name in _SAID)
    if message is not None:
        gone = bool(message.get("is_deleted"))
        return message, Happening.REMOVED if gone else Happening.POSTED
    if edit is not None:
        return edit, Happening.EDITED
    if pressed is None or not (title := words(pressed, "title")):
        return None, Happening.POSTED
    made_up = f"pressed.{needed(part(told, 'sender'), 'id')}.{text(told.get('timestamp'))}"
    return {"mid": text(pressed.get("mid")) or made_up, "text": title}, Happening.POSTED


def introduced(told: Mapping[str, Any], *, page: str) -> Introduced:
    """Who the person of a conversation is, whom the events name by id alone."""
    person = Person(external_id=needed(told, "id"), name=needed(told, "name"))
    return Introduced(channel="facebook", account=page, person=person)


def person_key(person: Mapping[str, Any]) -> str:
    """One key a person and name."""
    name = hashlib.sha256(text(person.get("name")).encode()).hexdigest()[:16]
    return outside.key("person", person.get("id"), name)


def found_message(found: Mapping[str, Any], *, page: str, person: Mapping[str, Any]) -> Inbound:
    """One message of a conversation that polling read. Raises what a strange shape raises."""
    thumb = is_thumb("", found.get("sticker"))
    listed = [] if thumb else parts(part(found, "attachments"), "data")
    return _inbound(
        page=page,
        person=Person(external_id=needed(person, "id"), name=text(person.get("name"))),
        is_ours=needed(part(found, "from"), "id") == page,
        mid=needed(found, "id"),
        happening=Happening.POSTED,
        version="",
        parent="",
        text=words(found, "message") or (THUMB if thumb else ""),
        attachments=tuple(_one(_kind(each), "") for each in listed),
        answerable=True,
        at=_at(found, "created_time"),
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


def _at(told: Mapping[str, Any], name: str) -> datetime:
    at = moment(told.get(name))
    if at is None:
        raise Unreadable("Messenger does not say when it happened.")
    return at


def _words(message: Mapping[str, Any]) -> str:
    return words(message, "text") or (THUMB if _is_thumb(message) else "")


def _is_thumb(message: Mapping[str, Any]) -> bool:
    stickers = (part(each, "payload").get("sticker_id") for each in parts(message, "attachments"))
    return any(is_thumb(each) for each in (message.get("sticker_id"), *stickers))


def _attached(message: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The kind alone, and a shared link's address: the others' expire and are the customer's own."""
    for each in [] if _is_thumb(message) else parts(message, "attachments"):
        kind = text(each.get("type")) or "file"
        yield _one(kind, text(part(each, "payload").get("url")) if kind == "fallback" else "")
    if message.get("is_unsupported"):
        yield _one("unsupported", "")


def _kind(found: Mapping[str, Any]) -> str:
    for name, kind in (("image_data", "image"), ("video_data", "video")):
        if name in found:
            return kind
    return (text(found.get("mime_type")) or "file").partition("/")[0]


def _one(kind: str, url: str) -> dict[str, Any]:
    return {"type": kind, "url": url, "description": ""}
