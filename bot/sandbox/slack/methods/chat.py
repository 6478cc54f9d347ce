"""chat.*: posting, changing, deleting (docs.slack.dev/reference/methods, 2026)."""

import json
from typing import Any

from bot.sandbox.credentials import SLACK_BOT_ID, SLACK_BOT_USER_ID
from bot.sandbox.slack.events.events import announce_change, announce_deletion, announce_message
from bot.sandbox.slack.messages import (
    PREVIEWER,
    add_message,
    bot_fields,
    find_message,
    number_blocks,
    remove,
    revise,
    shown,
)
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.rules.checks import check_blocks
from bot.sandbox.slack.staff import TEAM_DOMAIN
from bot.sandbox.slack.threads import thread_for_reply
from bot.sandbox.slack.workspace import Json, Workspace

TEXT_MOST = 40_000
UPDATE_TEXT_MOST = 4_000
# Not documented; generous.
METADATA_BYTES_MOST = 8_000


def post_message(workspace: Workspace, args: Json) -> Json:
    channel = workspace.writable_channel(need(args, "channel"))
    thread = args.get("thread_ts")
    if thread:
        thread = thread_for_reply(workspace, channel["id"], str(thread))
    message = add_message(
        workspace,
        channel["id"],
        late=float(args.get("late", 0)),
        text=_text(args, TEXT_MOST),
        blocks=_blocks(args) or None,
        thread_ts=thread,
        metadata=_metadata(args),
        subtype="thread_broadcast" if thread and is_true(args.get("reply_broadcast")) else None,
        **bot_fields(),
    )
    announce_message(workspace, channel, message)
    if any(
        str(args.get(name, True)).lower() != "false" for name in ("unfurl_links", "unfurl_media")
    ):
        words = f"{message['text']} {json.dumps(message.get('blocks'))}"
        workspace.world.posted(words.replace('"', " "), reader=PREVIEWER)
    return {
        "channel": channel["id"],
        "ts": message["ts"],
        "message": shown(workspace, message),
    }


def update(workspace: Workspace, args: Json) -> Json:
    """Text without blocks removes the blocks; metadata stays unless it is given."""
    channel, message = _own_message(workspace, args, "cant_update_message")
    blocks = _blocks(args)
    changes: Json = {"text": _text(args, UPDATE_TEXT_MOST), "blocks": blocks or None}
    if args.get("metadata") is not None:
        changes["metadata"] = _metadata(args)
    before = revise(workspace, message, editor=SLACK_BOT_USER_ID, **changes)
    announce_change(workspace, channel, message, before)
    return {
        "channel": channel["id"],
        "ts": message["ts"],
        "text": message["text"],
        "message": shown(workspace, message),
    }


def delete(workspace: Workspace, args: Json) -> Json:
    channel, message = _own_message(workspace, args, "cant_delete_message")
    before = remove(workspace, message)
    if message["deleted"]:
        announce_deletion(workspace, channel, before)
    else:
        announce_change(workspace, channel, message, before)
    return {"channel": channel["id"], "ts": message["ts"]}


def post_ephemeral(workspace: Workspace, args: Json) -> Json:
    """Shown to one member only, never kept in the channel's history."""
    channel = workspace.writable_channel(need(args, "channel"))
    user = need(args, "user")
    if user not in channel["members"]:
        raise SlackRefusal("user_not_in_channel")
    ephemeral = {
        "channel": channel["id"],
        "user": user,
        "ts": workspace.next_ts(),
        "text": _text(args, TEXT_MOST),
        "blocks": _blocks(args),
        "thread_ts": args.get("thread_ts"),
        "bot_id": SLACK_BOT_ID,
    }
    number_blocks(workspace, ephemeral)
    workspace.ephemerals.append(ephemeral)
    workspace.world.changed("slack")
    return {"message_ts": ephemeral["ts"]}


def get_permalink(workspace: Workspace, args: Json) -> Json:
    channel = workspace.channel(need(args, "channel"))
    message = find_message(workspace, channel["id"], need(args, "message_ts"))
    link = f"https://{TEAM_DOMAIN}.slack.com/archives/{channel['id']}/"
    link += "p" + message["ts"].replace(".", "")
    if message.get("thread_ts", message["ts"]) != message["ts"]:
        link += f"?thread_ts={message['thread_ts']}&cid={channel['id']}"
    return {"channel": channel["id"], "permalink": link}


def need(args: Json, name: str) -> str:
    """A required argument. Raises SlackRefusal `invalid_arguments`."""
    value = args.get(name)
    if value is None or value == "":
        metadata = {"messages": [f"[ERROR] missing required field: {name}"]}
        raise SlackRefusal("invalid_arguments", response_metadata=metadata)
    return str(value)


def is_true(value: Any) -> bool:
    """Whether an argument is true in any of the spellings clients send."""
    return value is True or str(value).lower() in ("1", "true")


def _blocks(args: Json) -> list[Json]:
    blocks = args.get("blocks")
    if not blocks:
        return []
    if not isinstance(blocks, list):
        raise SlackRefusal("invalid_blocks_format")
    check_blocks(blocks)
    return blocks


def _text(args: Json, most: int) -> str:
    text = str(args.get("text") or "")
    if not text and not args.get("blocks"):
        raise SlackRefusal("no_text")
    if len(text) > most:
        raise SlackRefusal("msg_too_long")
    return text


def _metadata(args: Json) -> Json | None:
    metadata = args.get("metadata")
    if not metadata:
        return None
    known = isinstance(metadata, dict) and set(metadata) == {"event_type", "event_payload"}
    if not known or not isinstance(metadata["event_payload"], dict):
        raise SlackRefusal("invalid_metadata_format")
    if len(json.dumps(metadata)) > METADATA_BYTES_MOST:
        raise SlackRefusal("metadata_too_large")
    found: Json = metadata
    return found


def _own_message(workspace: Workspace, args: Json, error: str) -> tuple[Json, Json]:
    channel = workspace.channel(need(args, "channel"))
    message = find_message(workspace, channel["id"], need(args, "ts"))
    if message.get("bot_id") != SLACK_BOT_ID:
        raise SlackRefusal(error)
    return channel, message


METHODS = {
    "chat.postMessage": post_message,
    "chat.update": update,
    "chat.delete": delete,
    "chat.postEphemeral": post_ephemeral,
    "chat.getPermalink": get_permalink,
}
