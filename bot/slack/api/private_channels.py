"""Reading who is in a private Slack channel, and whether it is still private.

It fails closed: what Slack did not tell completely is not written, and what was written ages.
Source: docs.slack.dev/reference/objects/conversation-object and conversations.members (2026).
"""

import time
from dataclasses import dataclass

from slack_sdk import WebClient

from bot.slack.api.people import Pause, StaffUnreadable, ask, pages


@dataclass(frozen=True)
class ChannelRead:
    """One channel as Slack tells of it. ``trouble`` says why it is not private; empty when it is."""

    slack_channel: str
    members: tuple[str, ...]
    trouble: str = ""


class ChannelUnreadable(Exception):
    """Slack did not tell everything of a channel; nothing may be concluded."""


def read_channel(
    client: WebClient, *, slack_channel: str, pause: Pause = time.sleep
) -> ChannelRead:
    """Its members, all pages of them, and what it is. Raises ChannelUnreadable."""
    try:
        told = (
            ask(client.conversations_info, pause=pause, channel=slack_channel).get("channel") or {}
        )
        members = pages(client.conversations_members, "members", pause=pause, channel=slack_channel)
    except StaffUnreadable as error:
        raise ChannelUnreadable(str(error)) from error
    return ChannelRead(slack_channel, tuple(sorted(set(members))), _trouble(told))


def _trouble(told: dict[str, object]) -> str:
    if told.get("is_private") is not True:
        return "it is a public channel, which everybody in the workspace can read"
    if told.get("is_ext_shared"):
        return "it is shared with another workspace"
    return ""
