"""Where in Slack a pressed button stands."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ButtonPlace:
    """``thread`` is empty where the button stands in no thread that could be a case's."""

    slack_channel: str = ""
    message_ts: str = ""
    thread: str = ""  # the headline's ts, of the headline itself too


def place_of_button(body: dict[str, Any]) -> ButtonPlace:
    """Of a press. What one person alone is shown stands in a thread only where Slack says which."""
    container = body.get("container") or {}
    slack_channel = str(container.get("channel_id") or "")
    message_ts = str(container.get("message_ts") or "")
    thread = str(container.get("thread_ts") or "")
    if not thread and not container.get("is_ephemeral"):
        thread = message_ts
    if slack_channel.startswith("D"):  # direct messages
        thread = ""
    return ButtonPlace(slack_channel, message_ts, thread)
