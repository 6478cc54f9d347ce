"""Threads: where a reply lands, and who may still add one.

A reply to a parent that was deleted is no error: Slack answers ok, leaves `thread_ts` out and posts
beside the thread. That is reported, not documented: github.com/slack-go/slack/issues/1571 (2026-07),
langchain-ai/open-swe pull request 2753 (2026-09), PostHog/posthog pull request 83601 (2026-08). What
becomes of one under a tombstone no report tells apart; here it lands beside the thread as well.
Locking: `restricted_action_thread_locked`, docs.slack.dev/reference/methods/chat.postMessage (2026).
"""

from bot.sandbox.slack.messages import find_message
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.workspace import Json, Workspace


def thread_for_reply(workspace: Workspace, channel: str, ts: str) -> str | None:
    """The parent's ts, also when a reply's was given; None when the parent was deleted.

    Raises SlackRefusal for a locked thread, and `thread_not_found`, loudly, for one that never was.
    """
    named = _ever(workspace, channel, ts)
    if named is None:
        raise SlackRefusal("thread_not_found")
    parent = _ever(workspace, channel, named.get("thread_ts", ts))
    if parent is None or parent["deleted"] or parent.get("subtype") == "tombstone":
        return None
    check_unlocked(workspace, channel, parent["ts"])
    return str(parent["ts"])


def check_unlocked(workspace: Workspace, channel: str, ts: str) -> None:
    """Raises SlackRefusal `restricted_action_thread_locked` for a thread that an admin locked."""
    parent = _ever(workspace, channel, ts)
    if parent is not None and parent.get("is_locked"):
        raise SlackRefusal("restricted_action_thread_locked")


def lock(workspace: Workspace, channel: str, ts: str, *, locked: bool) -> None:
    """Lock the thread under this message, or open it again. No page tells of an event for it."""
    find_message(workspace, channel, ts)["is_locked"] = locked
    workspace.world.changed("slack")


def thread_of(workspace: Workspace, channel: str, ts: str) -> str:
    """The ts of the thread that a message belongs to, or could begin."""
    message = _ever(workspace, channel, ts)
    return str((message or {}).get("thread_ts", ts))


def _ever(workspace: Workspace, channel: str, ts: str) -> Json | None:
    """A message that is there or was once."""
    return next((m for m in workspace.messages.get(channel, []) if m["ts"] == ts), None)
