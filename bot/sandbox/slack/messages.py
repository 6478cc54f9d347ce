"""Messages as the workspace keeps them, and as the Web API shows them."""

import time
from typing import Any

from bot.sandbox.credentials import (
    SLACK_APP_ID,
    SLACK_BOT_ID,
    SLACK_BOT_USER_ID,
    SLACK_TEAM_ID,
)
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.workspace import Json, Workspace

PREVIEWER = "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"
# Kept beside a message but never part of what the API shows.
_INTERNAL = ("channel_id", "revisions", "visible_from", "deleted")


def add_message(workspace: Workspace, channel: str, *, late: float = 0.0, **fields: Any) -> Json:
    """Append a message to a channel. `late` seconds (real time) hide it from reads."""
    message = {
        "type": "message",
        "ts": workspace.next_ts(),
        "team": SLACK_TEAM_ID,
        **{name: value for name, value in fields.items() if value is not None},
        "channel_id": channel,
        "revisions": [],
        "visible_from": time.time() + late if late else 0,
        "deleted": False,
    }
    number_blocks(workspace, message)
    _join_thread(workspace, channel, message)
    workspace.messages[channel].append(message)
    workspace.world.changed("slack")
    return message


def _join_thread(workspace: Workspace, channel: str, message: Json) -> None:
    thread = message.get("thread_ts")
    for parent in workspace.messages[channel]:
        if parent["ts"] == thread:
            parent["thread_ts"] = thread


def bot_fields() -> Json:
    """What marks a message as the bot's own."""
    return {
        "user": SLACK_BOT_USER_ID,
        "bot_id": SLACK_BOT_ID,
        "app_id": SLACK_APP_ID,
        "bot_profile": {"id": SLACK_BOT_ID, "app_id": SLACK_APP_ID, "name": "Earshot"},
    }


def number_blocks(workspace: Workspace, holder: Json) -> None:
    """Give blocks and elements the ids they lack, as Slack does."""
    for block in holder.get("blocks") or []:
        block.setdefault("block_id", workspace.next_id("b"))
        for element in elements_of(block):
            if element.get("type") not in ("image", "mrkdwn", "plain_text"):
                element.setdefault("action_id", workspace.next_id("a"))


def elements_of(block: Json) -> list[Json]:
    """The interactive elements of a block, wherever its type keeps them."""
    if block["type"] in ("actions", "context"):
        return [element for element in block["elements"] if isinstance(element, dict)]
    single = block.get("accessory") if block["type"] == "section" else block.get("element")
    return [single] if isinstance(single, dict) else []


def find_message(workspace: Workspace, channel: str, ts: str) -> Json:
    """A message that is there. Raises SlackRefusal `message_not_found`."""
    for message in workspace.messages.get(channel, []):
        if message["ts"] == ts and not message["deleted"]:
            return message
    raise SlackRefusal("message_not_found")


def revise(workspace: Workspace, message: Json, *, editor: str, **fields: Any) -> Json:
    """Change a message and keep how it was; returns how it was, as the API shows it."""
    before = shown(workspace, message)
    old = {name: message.get(name) for name in ("text", "blocks", "metadata")}
    message["revisions"].append({"ts": workspace.next_ts(), **old})
    for name, value in fields.items():
        if value is None:
            message.pop(name, None)
        else:
            message[name] = value
    message["edited"] = {"user": editor, "ts": message["revisions"][-1]["ts"]}
    number_blocks(workspace, message)
    workspace.world.changed("slack")
    return before


def remove(workspace: Workspace, message: Json, *, outright: bool = False) -> Json:
    """Delete a message; a parent with replies becomes a tombstone, unless it goes `outright`.

    Returns how it was, as the API shows it.
    """
    before = shown(workspace, message)
    if not outright and replies_of(workspace, message["channel_id"], message["ts"]):
        kept = {"type", "ts", "team", "thread_ts", *_INTERNAL}
        for name in [name for name in message if name not in kept]:
            del message[name]
        message |= {
            "subtype": "tombstone",
            "text": "This message was deleted.",
            "user": "USLACKBOT",
            "hidden": True,
        }
    else:
        message["deleted"] = True
    workspace.world.changed("slack")
    return before


def replies_of(workspace: Workspace, channel: str, ts: str) -> list[Json]:
    """The living replies under a message, oldest first."""
    return [
        message
        for message in workspace.messages.get(channel, [])
        if message.get("thread_ts") == ts and message["ts"] != ts and not message["deleted"]
    ]


def is_visible(message: Json) -> bool:
    """Whether reads show it: not deleted, and not still `late`."""
    return not message["deleted"] and bool(message["visible_from"] <= time.time())


def shown(workspace: Workspace, message: Json, *, metadata: bool = True) -> Json:
    """The message as the API shows it; without `metadata` only its event type is told."""
    public = {name: value for name, value in message.items() if name not in _INTERNAL}
    if not metadata and "metadata" in public:
        public["metadata"] = {"event_type": public["metadata"]["event_type"], "event_payload": {}}
    if "thread_ts" in public and public["thread_ts"] == public["ts"]:
        public |= _thread_figures(workspace, message)
    return public


def _thread_figures(workspace: Workspace, parent: Json) -> Json:
    replies = replies_of(workspace, parent["channel_id"], parent["ts"])
    users = list(dict.fromkeys(reply["user"] for reply in replies if "user" in reply))
    latest = {"latest_reply": replies[-1]["ts"]} if replies else {}
    return {
        "reply_count": len(replies),
        "reply_users": users,
        "reply_users_count": len(users),
        "is_locked": bool(parent.get("is_locked")),
        **latest,
    }
