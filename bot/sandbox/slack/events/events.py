"""The events the bot subscribed to, in Slack's envelope (docs.slack.dev/reference/events, 2026).

Only channels the bot is a member of raise events. The bot's own messages come back with `bot_id`.
"""

from bot.sandbox.credentials import SLACK_APP_ID, SLACK_BOT_USER_ID, SLACK_TEAM_ID
from bot.sandbox.slack.manifest import events_of, subscription
from bot.sandbox.slack.messages import shown
from bot.sandbox.slack.workspace import Json, Workspace


def announce_message(workspace: Workspace, channel: Json, message: Json) -> None:
    """A new message; one that mentions the bot is sent a second time as `app_mention`."""
    event = {**shown(workspace, message), **_place(channel), "event_ts": message["ts"]}
    if "thread_ts" in message and message["thread_ts"] != message["ts"]:
        parent = _user_of(workspace, channel["id"], message["thread_ts"])
        event |= {"parent_user_id": parent} if parent else {}
    _send(workspace, channel, event)
    mentions = f"<@{SLACK_BOT_USER_ID}>" in message.get("text", "")
    if mentions and "bot_id" not in message and not channel["is_im"]:
        mention = {**event, "type": "app_mention"}
        mention.pop("channel_type")
        _send(workspace, channel, mention)


def announce_change(workspace: Workspace, channel: Json, message: Json, before: Json) -> None:
    """`message_changed`, for an edit and for a tombstone."""
    stamp = workspace.next_ts()
    event = {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": shown(workspace, message),
        "previous_message": before,
        "ts": stamp,
        "event_ts": stamp,
        **_place(channel),
    }
    _send(workspace, channel, event)


def announce_deletion(workspace: Workspace, channel: Json, before: Json) -> None:
    """`message_deleted`."""
    stamp = workspace.next_ts()
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": before["ts"],
        "previous_message": before,
        "ts": stamp,
        "event_ts": stamp,
        **_place(channel),
    }
    _send(workspace, channel, event)


def announce_home(workspace: Workspace, user: str, view: Json | None) -> None:
    """`app_home_opened`, tab `home`, with the view published last if there is one."""
    channel = workspace.direct_message(user)
    event = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel["id"],
        "tab": "home",
        "event_ts": workspace.next_ts(),
        **({"view": view} if view else {}),
    }
    _send(workspace, channel, event)


def _place(channel: Json) -> Json:
    kind = "im" if channel["is_im"] else "group" if channel["is_private"] else "channel"
    return {"channel": channel["id"], "channel_type": kind}


def _user_of(workspace: Workspace, channel: str, ts: str) -> str | None:
    for message in workspace.messages[channel]:
        if message["ts"] == ts:
            user: str | None = message.get("user")
            return user
    return None


def _send(workspace: Workspace, channel: Json, event: Json) -> None:
    if SLACK_BOT_USER_ID in channel["members"]:
        is_shared = bool(channel.get("is_ext_shared"))
        send_event(workspace, event, lane=channel["id"], is_shared=is_shared)


def send_event(workspace: Workspace, event: Json, *, lane: str, is_shared: bool = False) -> None:
    """An event the app subscribed to, in Slack's envelope; those of one lane keep their order."""
    if workspace.manifest is not None and subscription(event) not in events_of(workspace.manifest):
        return
    authorization = {
        "enterprise_id": None,
        "team_id": SLACK_TEAM_ID,
        "user_id": SLACK_BOT_USER_ID,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    envelope = {
        "token": "sandbox",
        "team_id": SLACK_TEAM_ID,
        "api_app_id": SLACK_APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": workspace.next_id("Ev"),
        "event_time": int(workspace.world.now().timestamp()),
        "authorizations": [authorization],
        "is_ext_shared_channel": is_shared,
    }
    workspace.courier.event(envelope, lane=lane)
