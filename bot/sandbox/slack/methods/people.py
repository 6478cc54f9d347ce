"""auth.test, users.*, usergroups.* (docs.slack.dev/reference/methods, 2026)."""

from bot.sandbox.credentials import SLACK_BOT_ID, SLACK_BOT_USER_ID, SLACK_TEAM_ID
from bot.sandbox.slack.delivery.socket_mode import CONNECTIONS_MOST
from bot.sandbox.slack.methods.chat import is_true, need
from bot.sandbox.slack.methods.conversations import (
    CHANNELS_MOST,
    channel_is_asked_for,
    public_channel,
)
from bot.sandbox.slack.methods.pages import page
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.staff import TEAM_DOMAIN, TEAM_NAME
from bot.sandbox.slack.workspace import Json, Workspace

# "For large teams a limit is required"; how large is not told, this is a guess.
WITHOUT_LIMIT_MOST = 1000


def auth_test(workspace: Workspace, args: Json) -> Json:
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "user": "earshot",
        "team_id": SLACK_TEAM_ID,
        "user_id": SLACK_BOT_USER_ID,
        "bot_id": SLACK_BOT_ID,
        "is_enterprise_install": False,
    }


def connections_open(workspace: Workspace, args: Json) -> Json:
    """An address for one WebSocket. Refused while the app's settings say HTTP.

    The name of that refusal is a guess: the method's page (2026) does not tell it.
    """
    socket = workspace.courier.socket
    if not socket.enabled:
        raise SlackRefusal("socket_mode_not_enabled")
    if socket.connections >= CONNECTIONS_MOST:
        raise SlackRefusal("too_many_connections")
    return {"url": socket.ticket(workspace.site)}


def user_info(workspace: Workspace, args: Json) -> Json:
    return {"user": _person(workspace.person(need(args, "user")), args)}


def user_list(workspace: Workspace, args: Json) -> Json:
    """Without a `limit` everybody at once; a large workspace refuses that."""
    people = [_person(person, args) for person in workspace.people.values()]
    if not args.get("limit") and len(people) > WITHOUT_LIMIT_MOST:
        raise SlackRefusal("limit_required")
    found = page(workspace, people, args, "members", default=WITHOUT_LIMIT_MOST)
    found.pop("has_more")
    return {**found, "cache_ts": int(workspace.world.now().timestamp())}


def user_conversations(workspace: Workspace, args: Json) -> Json:
    user = str(args.get("user") or SLACK_BOT_USER_ID)
    workspace.person(user)
    found = [
        public_channel(channel)
        for channel in workspace.channels.values()
        if user in channel["members"] and channel_is_asked_for(channel, args)
    ]
    return page(workspace, found, args, "channels", default=100, most=CHANNELS_MOST)


def usergroup_list(workspace: Workspace, args: Json) -> Json:
    found = [
        {name: value for name, value in group.items() if name != "users"}
        | {"user_count": len(group["users"])}
        for group in workspace.usergroups.values()
    ]
    return {"usergroups": found}


def usergroup_users(workspace: Workspace, args: Json) -> Json:
    group = workspace.usergroups.get(need(args, "usergroup"))
    if group is None:
        raise SlackRefusal("no_such_subteam")
    return {"users": list(group["users"])}


def _person(person: Json, args: Json) -> Json:
    """`locale` only for those who ask with `include_locale`."""
    asked = is_true(args.get("include_locale"))
    return {name: value for name, value in person.items() if asked or name != "locale"}


METHODS = {
    "auth.test": auth_test,
    "apps.connections.open": connections_open,
    "users.info": user_info,
    "users.list": user_list,
    "users.conversations": user_conversations,
    "usergroups.list": usergroup_list,
    "usergroups.users.list": usergroup_users,
}
