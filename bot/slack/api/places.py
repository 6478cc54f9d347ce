"""Asking Slack of a channel whether it is shared or archived, or whether we are in it at all.

Source: docs.slack.dev/reference/objects/conversation-object (2026).
"""

from slack_sdk import WebClient

from bot.outbox.outcome import TryLater
from bot.slack.api.outcomes import Stopped, asked

_NOT_OURS_ALONE = ("is_ext_shared", "is_pending_ext_shared")
_OUT_OF_SIGHT = ("channel_not_found", "not_in_channel")


def trouble_of(client: WebClient, *, slack_channel: str) -> str:
    """``shared``, ``archived``, ``left`` or nothing. Nothing too when Slack does not answer now."""
    try:
        answer = asked(
            lambda: client.conversations_info(channel=slack_channel), slack_channel=slack_channel
        )
    except Stopped as stopped:
        outcome = stopped.outcome
        hidden = isinstance(outcome, TryLater) and outcome.reason.startswith(_OUT_OF_SIGHT)
        return "left" if hidden else ""
    told = answer.get("channel") or {}
    if any(told.get(flag) for flag in _NOT_OURS_ALONE):
        return "shared"
    if told.get("is_archived"):
        return "archived"
    return "" if told.get("is_member", True) else "left"
