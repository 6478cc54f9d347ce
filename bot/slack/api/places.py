"""Asking Slack of a channel whether it is shared or archived, or whether we are in it at all.

Source: docs.slack.dev/reference/objects/conversation-object (2026).
"""

import time

from slack_sdk import WebClient

from bot.slack.api.people import Pause, StaffUnreadable, ask

_NOT_OURS_ALONE = ("is_ext_shared", "is_pending_ext_shared")
_OUT_OF_SIGHT = {"channel_not_found", "not_in_channel"}


def trouble_of(client: WebClient, *, slack_channel: str, pause: Pause = time.sleep) -> str | None:
    """``shared``, ``archived``, ``left`` or nothing. None when Slack does not tell."""
    try:
        answer = ask(client.conversations_info, pause=pause, channel=slack_channel)
    except StaffUnreadable as error:
        return "left" if error.code in _OUT_OF_SIGHT else None
    told = answer.get("channel") or {}
    if any(told.get(flag) for flag in _NOT_OURS_ALONE):
        return "shared"
    if told.get("is_archived"):
        return "archived"
    return "" if told.get("is_member", True) else "left"
