"""What a message of Slack says: its text, what it forwards, and the names of its files."""

from collections.abc import Mapping
from typing import Any

from bot.language import say


def words_of(message: Mapping[str, Any]) -> str:
    """All of it, a line each. The preview of a link is no word of its author."""
    forwarded = [
        say("Forwarded: {text}", text=text)
        for each in message.get("attachments") or []
        if each.get("is_share") and (text := each.get("text") or each.get("fallback"))
    ]
    files = [
        say("File: {name}", name=each.get("name") or each.get("title") or "?")
        for each in message.get("files") or []
    ]
    return "\n".join(filter(None, [message.get("text"), *forwarded, *files]))
