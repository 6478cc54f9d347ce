"""What happens to channels: people come and go, the bot too; archived, shared, renamed.

Rules: docs.slack.dev/reference/methods/conversations.archive, .kick, .invite (2026).
"""

from collections.abc import Callable

from bot.sandbox.credentials import SLACK_BOT_USER_ID
from bot.sandbox.slack.events.workspace_events import (
    announce_archive,
    announce_join,
    announce_leave,
    announce_rename,
    announce_share,
)
from bot.sandbox.slack.refusals import BadEntry, SlackRefusal
from bot.sandbox.slack.staff import PARTNER_TEAM_ID
from bot.sandbox.slack.workspace import Json, Workspace

_SOMEBODY = "U0LENA"
_SILENT = {"is_org_shared", "is_pending_ext_shared", "topic", "members"}


def join(workspace: Workspace, *, channel: str, user: str = SLACK_BOT_USER_ID) -> None:
    """A person joins, or the bot is invited."""
    with workspace.world.lock:
        place, person = _place(workspace, channel), workspace.person(user)["id"]
        if place["is_archived"]:
            raise SlackRefusal("is_archived")
        if person not in place["members"]:
            place["members"].append(person)
            announce_join(workspace, place, person)
            workspace.world.changed("slack")


def leave(workspace: Workspace, *, channel: str, user: str = SLACK_BOT_USER_ID) -> None:
    """A person leaves, or the bot is removed."""
    with workspace.world.lock:
        place, person = _place(workspace, channel), workspace.person(user)["id"]
        if person not in place["members"]:
            raise SlackRefusal("not_in_channel")
        place["members"].remove(person)
        announce_leave(workspace, place, person)
        workspace.world.changed("slack")


def archive(workspace: Workspace, *, channel: str, user: str = _SOMEBODY) -> None:
    """Somebody archives the channel."""
    _archived(workspace, channel, user, is_archived=True)


def unarchive(workspace: Workspace, *, channel: str, user: str = _SOMEBODY) -> None:
    """Somebody brings it back. Whoever was in it still is."""
    _archived(workspace, channel, user, is_archived=False)


def share(workspace: Workspace, *, channel: str, team: str = PARTNER_TEAM_ID) -> None:
    """A partner's workspace is let in: a Slack Connect channel from now on."""
    _shared(workspace, channel, team, is_shared=True)


def unshare(workspace: Workspace, *, channel: str, team: str = PARTNER_TEAM_ID) -> None:
    """The partner is out again."""
    _shared(workspace, channel, team, is_shared=False)


def change(workspace: Workspace, *, channel: str, **changes: object) -> None:
    """Fields of the channel, with the events they bring. Raises BadEntry for an unknown one."""
    with workspace.world.lock:
        place = _place(workspace, channel)
        unknown = set(changes) - set(_LOUD) - _SILENT
        if unknown:
            raise BadEntry(f"A channel has no {', '.join(sorted(unknown))} to change.")
        for name, value in changes.items():
            before, place[name] = place.get(name), value
            if before != value and name in _LOUD:
                _LOUD[name](workspace, place)
        workspace.world.changed("slack")


_LOUD: dict[str, Callable[[Workspace, Json], None]] = {
    "is_archived": lambda workspace, place: announce_archive(workspace, place, _SOMEBODY),
    "is_ext_shared": lambda workspace, place: announce_share(workspace, place, PARTNER_TEAM_ID),
    "name": announce_rename,
}


def _archived(workspace: Workspace, channel: str, user: str, *, is_archived: bool) -> None:
    with workspace.world.lock:
        place = _place(workspace, channel)
        if place["is_archived"] == is_archived:
            raise SlackRefusal("already_archived" if is_archived else "not_archived")
        place["is_archived"] = is_archived
        announce_archive(workspace, place, workspace.person(user)["id"])
        workspace.world.changed("slack")


def _shared(workspace: Workspace, channel: str, team: str, *, is_shared: bool) -> None:
    with workspace.world.lock:
        place = _place(workspace, channel)
        place["is_ext_shared"] = is_shared
        announce_share(workspace, place, team)
        workspace.world.changed("slack")


def _place(workspace: Workspace, channel: str) -> Json:
    found = workspace.channels.get(channel)
    if found is None or found["is_im"]:
        raise SlackRefusal("channel_not_found")
    return found
