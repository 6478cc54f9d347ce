"""Reads one message as the views show it, as it stands now."""

from bot.domain.records.cases.case import Surface
from bot.domain.records.chat_file import ATTACHED, FileKind
from bot.domain.records.messages.message import Message
from bot.slack.views.models import AboveShown, FileShown, MediaShown, PostShown

_KEPT_BY_THE_PLATFORM = {"photo", "video", "animated_gif"}


def post_shown(message: Message, *, previews: bool = False) -> PostShown:
    """A message as it stands now. ``previews``: the bank wants pictures shown; private ones never are."""
    translated = message.translated if message.translated and not message.deleted_at else {}
    return PostShown(
        text="" if message.deleted_at else message.text,
        posted_at=message.posted_at,
        permalink=message.permalink,
        edited_at=message.edited_at,
        deleted_at=message.deleted_at,
        attachments=0 if (file := _file(message)) else len(message.attachments),
        file=file,
        media=_media(message),
        findings=tuple(message.findings),
        above=_above(message),
        found_by=message.found_by,
        previews=previews and message.surface == Surface.PUBLIC,
        translated=str(translated.get("text") or ""),
        translated_by=str(translated.get("by") or ""),
    )


def _file(message: Message) -> FileShown | None:
    for told in message.attachments:
        if told.get("type") == ATTACHED:
            return FileShown(
                message_id=message.pk,
                kind=FileKind(told["kind"]),
                size=int(told["kilobytes"]) * 1000,
                name=str(told["name"]),
            )
    return None


def _media(message: Message) -> tuple[MediaShown, ...]:
    """Never an address that the customer chose: what they link to is theirs, and may be a trap."""
    if message.deleted_at:
        return ()
    return tuple(
        MediaShown(
            str(told.get("url") or ""),
            str(told.get("description") or ""),
            is_picture=told.get("type") == "photo",
        )
        for told in message.attachments
        if told.get("type") in _KEPT_BY_THE_PLATFORM
    )


def _above(message: Message) -> AboveShown | None:
    told = message.above
    if not told or message.deleted_at:
        return None
    return AboveShown(
        author=str(told.get("author") or ""),
        text=str(told.get("text") or ""),
        permalink=str(told.get("permalink") or ""),
    )
