"""conversations.*: channels and what was said (docs.slack.dev/reference/methods, 2026)."""

from bot.sandbox.credentials import SLACK_BOT_USER_ID
from bot.sandbox.slack.events.workspace_events import announce_join
from bot.sandbox.slack.messages import find_message, is_visible, shown
from bot.sandbox.slack.methods.chat import is_true, need
from bot.sandbox.slack.methods.pages import page
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.workspace import Json, Workspace

# "Must be an integer under 1000": conversations.list and users.conversations (2026).
CHANNELS_MOST = 999


def list_channels(workspace: Workspace, args: Json) -> Json:
    found = [
        public_channel(channel)
        for channel in workspace.channels.values()
        if channel_is_asked_for(channel, args)
    ]
    return page(workspace, found, args, "channels", default=100, most=CHANNELS_MOST)


def info(workspace: Workspace, args: Json) -> Json:
    channel = workspace.channel(need(args, "channel"))
    counted = is_true(args.get("include_num_members"))
    more = {"num_members": len(channel["members"])} if counted else {}
    return {"channel": public_channel(channel) | more}


def history(workspace: Workspace, args: Json) -> Json:
    """Messages of the channel itself, newest first; replies only when broadcast."""
    channel = _readable(workspace, args)
    found = [
        message
        for message in _between(workspace, channel["id"], args)
        if message.get("thread_ts", message["ts"]) == message["ts"]
        or message.get("subtype") == "thread_broadcast"
    ]
    metadata = is_true(args.get("include_all_metadata"))
    seen = [shown(workspace, message, metadata=metadata) for message in reversed(found)]
    return page(workspace, seen, args, "messages", default=100)


def replies(workspace: Workspace, args: Json) -> Json:
    """The parent and its replies, oldest first. The parent is always there."""
    channel = _readable(workspace, args)
    try:
        asked = find_message(workspace, channel["id"], need(args, "ts"))
    except SlackRefusal as refusal:
        unknown = refusal.error == "message_not_found"
        raise SlackRefusal("thread_not_found") if unknown else refusal from None
    if not is_visible(asked):
        raise SlackRefusal("thread_not_found")
    thread = asked.get("thread_ts", asked["ts"])
    found = [
        message
        for message in workspace.messages[channel["id"]]
        if message["ts"] == thread and is_visible(message)
    ]
    found += [
        message
        for message in _between(workspace, channel["id"], args)
        if message.get("thread_ts") == thread and message["ts"] != thread
    ]
    metadata = is_true(args.get("include_all_metadata"))
    seen = [shown(workspace, message, metadata=metadata) for message in found]
    return page(workspace, seen, args, "messages", default=1000)


def open_conversation(workspace: Workspace, args: Json) -> Json:
    users = need(args, "users").split(",")
    if len(users) != 1:
        raise SlackRefusal("not_enough_users" if not users else "too_many_users")
    known = f"D{users[0][1:]}" in workspace.channels
    channel = workspace.direct_message(users[0])
    more = {"already_open": True} if known else {}
    return {"channel": {"id": channel["id"]}, **more}


def members(workspace: Workspace, args: Json) -> Json:
    channel = workspace.channel(need(args, "channel"))
    found = page(workspace, list(channel["members"]), args, "members", default=100)
    found.pop("has_more")
    return found


def join(workspace: Workspace, args: Json) -> Json:
    channel = workspace.channel(need(args, "channel"))
    if channel["is_private"] or channel["is_im"]:
        raise SlackRefusal("method_not_supported_for_channel_type")
    if channel["is_archived"]:
        raise SlackRefusal("is_archived")
    if SLACK_BOT_USER_ID in channel["members"]:
        return {"channel": public_channel(channel), "warning": "already_in_channel"}
    channel["members"].append(SLACK_BOT_USER_ID)
    announce_join(workspace, channel, SLACK_BOT_USER_ID)
    workspace.world.changed("slack")
    return {"channel": public_channel(channel)}


def public_channel(channel: Json) -> Json:
    """The conversation object without its members, as the API gives it."""
    shown_fields = {name: value for name, value in channel.items() if name != "members"}
    return shown_fields | {"is_member": SLACK_BOT_USER_ID in channel["members"]}


def channel_is_asked_for(channel: Json, args: Json) -> bool:
    """Whether the `types` and `exclude_archived` arguments cover this conversation."""
    kind = "private_channel" if channel["is_private"] else "public_channel"
    kind = "im" if channel["is_im"] else kind
    if kind not in str(args.get("types") or "public_channel").split(","):
        return False
    if channel["is_private"] and SLACK_BOT_USER_ID not in channel["members"]:
        return False
    return not (channel["is_archived"] and is_true(args.get("exclude_archived")))


def _readable(workspace: Workspace, args: Json) -> Json:
    channel = workspace.channel(need(args, "channel"))
    if SLACK_BOT_USER_ID not in channel["members"]:
        raise SlackRefusal("not_in_channel")
    return channel


def _between(workspace: Workspace, channel: str, args: Json) -> list[Json]:
    """Visible messages within `oldest` and `latest`, oldest first."""
    oldest, latest = float(args.get("oldest") or 0), float(args.get("latest") or "inf")
    inclusive = is_true(args.get("inclusive"))

    def wanted(ts: float) -> bool:
        return oldest <= ts <= latest if inclusive else oldest < ts < latest

    return [
        message
        for message in workspace.messages[channel]
        if is_visible(message) and wanted(float(message["ts"]))
    ]


METHODS = {
    "conversations.list": list_channels,
    "conversations.info": info,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.open": open_conversation,
    "conversations.members": members,
    "conversations.join": join,
}
