"""reactions.* (docs.slack.dev/reference/methods, 2026)."""

from bot.sandbox.credentials import SLACK_BOT_USER_ID
from bot.sandbox.slack.messages import find_message, shown
from bot.sandbox.slack.methods.chat import need
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.workspace import Json, Workspace


def add_reaction(workspace: Workspace, args: Json) -> Json:
    channel = workspace.writable_channel(need(args, "channel"))
    message = find_message(workspace, channel["id"], need(args, "timestamp"))
    name = need(args, "name").strip(":")
    kept = message.setdefault("reactions", [])
    entry = next((reaction for reaction in kept if reaction["name"] == name), None)
    if entry is None:
        entry = {"name": name, "users": [], "count": 0}
        kept.append(entry)
    if SLACK_BOT_USER_ID in entry["users"]:
        raise SlackRefusal("already_reacted")
    entry["users"].append(SLACK_BOT_USER_ID)
    entry["count"] = len(entry["users"])
    workspace.world.changed("slack")
    return {}


def get_reactions(workspace: Workspace, args: Json) -> Json:
    channel = workspace.channel(need(args, "channel"))
    message = find_message(workspace, channel["id"], need(args, "timestamp"))
    return {"type": "message", "channel": channel["id"], "message": shown(workspace, message)}


METHODS = {"reactions.add": add_reaction, "reactions.get": get_reactions}
