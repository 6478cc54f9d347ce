"""Reading what stands in Slack, with the key that each post of ours carries."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.outbox.keys import is_headline_key
from bot.slack.api.metadata import key_of
from bot.slack.api.outcomes import asked
from bot.slack.api.people import Pause, StaffUnreadable, ask

_PAGE = 200


@dataclass(frozen=True)
class Headline:
    """A case's headline as Slack shows it."""

    slack_channel: str
    ts: str
    key: str
    text: str  # what a notification says: it begins with the case's number


def messages(
    client: WebClient, *, slack_channel: str, oldest: datetime, thread_ts: str | None = None
) -> list[dict[str, Any]]:
    """Every message since then in the channel, or in the thread, all pages of them. Raises Stopped."""
    found: list[dict[str, Any]] = []
    arguments: dict[str, Any] = {
        "channel": slack_channel,
        "oldest": str(oldest.timestamp()),
        "include_all_metadata": True,
        "limit": _PAGE,
    }
    read: Callable[..., SlackResponse] = client.conversations_history
    if thread_ts is not None:
        read, arguments["ts"] = client.conversations_replies, thread_ts
    while True:
        page = asked(lambda: read(**arguments), slack_channel=slack_channel)
        found += page.get("messages", [])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return found
        arguments["cursor"] = cursor


def headlines(client: WebClient, *, slack_channel: str, oldest: datetime) -> list[Headline]:
    """Every headline of ours since then. Raises Stopped."""
    found = [
        Headline(slack_channel, str(message.get("ts")), key, str(message.get("text") or ""))
        for message in messages(client, slack_channel=slack_channel, oldest=oldest)
        if (key := key_of(message)) is not None and is_headline_key(key)
    ]
    return sorted(found, key=lambda headline: headline.ts)


def stands(
    client: WebClient, *, slack_channel: str, ts: str, pause: Pause = time.sleep
) -> bool | None:
    """Whether a message that opens a thread is there. None when Slack does not tell."""
    try:
        answer = ask(
            client.conversations_history,
            pause=pause,
            channel=slack_channel,
            oldest=ts,
            latest=ts,
            inclusive=True,
            limit=1,
        )
    except StaffUnreadable:
        return None
    return any(each.get("ts") == ts for each in answer.get("messages") or [])
