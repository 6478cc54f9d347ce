"""What a workspace's admins do to messages, the bot's own too, and what its retention takes away.

`message_deleted` and tombstones: docs.slack.dev/reference/events/message (2026). Whether retention
raises an event at all no page tells: `told=False` plays the one in which it does not.
"""

from typing import Literal

from bot.sandbox.slack import threads
from bot.sandbox.slack.events.events import announce_change, announce_deletion
from bot.sandbox.slack.messages import find_message, remove
from bot.sandbox.slack.workspace import Workspace


def erase(
    workspace: Workspace,
    *,
    channel: str,
    ts: str,
    by: Literal["admin", "retention"] = "admin",
    told: bool = True,
) -> None:
    """Take anybody's message away. An admin leaves a tombstone where there are replies, as people do;
    retention leaves nothing, and the replies stay until their own time comes."""
    with workspace.world.lock:
        message = find_message(workspace, channel, ts)
        before = remove(workspace, message, outright=by == "retention")
        if not told:
            return
        if message["deleted"]:
            announce_deletion(workspace, workspace.channels[channel], before)
        else:
            announce_change(workspace, workspace.channels[channel], message, before)


def lock_thread(workspace: Workspace, *, channel: str, ts: str, locked: bool = True) -> None:
    """Nobody but admins may reply any more; or everybody may again."""
    with workspace.world.lock:
        threads.lock(workspace, channel, ts, locked=locked)
