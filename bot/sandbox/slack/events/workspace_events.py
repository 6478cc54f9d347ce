"""Events about the workspace itself: who joins, what is archived or shared, who changes.

Shapes: docs.slack.dev/reference/events (each event's own page, 2026). Where the page is silent
(`user` in group_archive, `actor_id` in channel_left) Slack's own type definitions are followed
(@slack/types 2.16, events/channel.ts and events/group.ts).
"""

from bot.sandbox.credentials import SLACK_BOT_USER_ID, SLACK_TEAM_ID
from bot.sandbox.slack.events.events import send_event
from bot.sandbox.slack.workspace import Json, Workspace

PEOPLE_LANE = "people"


def announce_join(workspace: Workspace, channel: Json, user: str) -> None:
    """`member_joined_channel`; the bot is told of its own joining too."""
    _about(workspace, channel, _membership("member_joined_channel", channel, user))


def announce_leave(workspace: Workspace, channel: Json, user: str) -> None:
    """`member_left_channel`; to the bot itself `channel_left` or `group_left` is said instead."""
    if user != SLACK_BOT_USER_ID:
        _about(workspace, channel, _membership("member_left_channel", channel, user))
        return
    kind = "group_left" if channel["is_private"] else "channel_left"
    event = {"type": kind, "channel": channel["id"], "actor_id": "U0LENA"}
    _always(workspace, channel, event)


def announce_archive(workspace: Workspace, channel: Json, user: str) -> None:
    """`channel_archive`, `channel_unarchive`, and their `group_` twins for private channels."""
    kind = "group" if channel["is_private"] else "channel"
    done = "archive" if channel["is_archived"] else "unarchive"
    event = {"type": f"{kind}_{done}", "channel": channel["id"], "user": user}
    _about(workspace, channel, event)


def announce_share(workspace: Workspace, channel: Json, team: str) -> None:
    """`channel_shared` or `channel_unshared`, for private channels as well."""
    event: Json = {"channel": channel["id"]}
    if channel["is_ext_shared"]:
        event |= {"type": "channel_shared", "connected_team_id": team}
    else:
        event |= {"type": "channel_unshared", "previously_connected_team_id": team}
        event |= {"is_ext_shared": False}
    _about(workspace, channel, event)


def announce_rename(workspace: Workspace, channel: Json) -> None:
    """`channel_rename` or `group_rename`."""
    kind = "group_rename" if channel["is_private"] else "channel_rename"
    now = int(workspace.world.now().timestamp())
    renamed = {"id": channel["id"], "name": channel["name"], "created": now}
    _about(workspace, channel, {"type": kind, "channel": renamed})


def announce_person(workspace: Workspace, person: Json) -> None:
    """`user_change`: a role, a locale, a name, a deactivation."""
    event: Json = {"type": "user_change", "user": dict(person)}
    event |= {"cache_ts": int(workspace.world.now().timestamp()), **_stamp(workspace)}
    send_event(workspace, event, lane=PEOPLE_LANE)


def announce_group(
    workspace: Workspace, group: Json, *, added: list[str], removed: list[str]
) -> None:
    """`subteam_members_changed`."""
    now = int(workspace.world.now().timestamp())
    event = {
        "type": "subteam_members_changed",
        "subteam_id": group["id"],
        "team_id": SLACK_TEAM_ID,
        "date_previous_update": now,
        "date_update": now,
        "added_users": added,
        "added_users_count": len(added),
        "removed_users": removed,
        "removed_users_count": len(removed),
        **_stamp(workspace),
    }
    send_event(workspace, event, lane=PEOPLE_LANE)


def _membership(kind: str, channel: Json, user: str) -> Json:
    place = {"channel": channel["id"], "channel_type": "G" if channel["is_private"] else "C"}
    return {"type": kind, "user": user, "team": SLACK_TEAM_ID, **place}


def _about(workspace: Workspace, place: Json, event: Json) -> None:
    """Only channels the bot is in raise events."""
    if SLACK_BOT_USER_ID in place["members"]:
        _always(workspace, place, event)


def _always(workspace: Workspace, channel: Json, event: Json) -> None:
    is_shared = bool(channel.get("is_ext_shared"))
    event = {**event, **_stamp(workspace)}
    send_event(workspace, event, lane=channel["id"], is_shared=is_shared)


def _stamp(workspace: Workspace) -> Json:
    return {"event_ts": workspace.next_ts()}
