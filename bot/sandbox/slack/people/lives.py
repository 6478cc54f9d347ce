"""What happens to people: new roles, locales, user groups; leaving the bank.

`user_change` and `subteam_members_changed`: docs.slack.dev/reference/events (2026).
"""

from bot.sandbox.credentials import SLACK_TEAM_ID
from bot.sandbox.slack import staff
from bot.sandbox.slack.events.workspace_events import announce_group, announce_person
from bot.sandbox.slack.refusals import BadEntry, SlackRefusal
from bot.sandbox.slack.workspace import Workspace

CROWD = "U1"  # how the ids begin of the many who have nothing to do with complaints
_FIELDS = {
    "deleted",
    "tz",
    "locale",
    "is_admin",
    "is_restricted",
    "is_ultra_restricted",
    "is_stranger",
    "team_id",
    "name",
    "real_name",
    "profile",
    "enterprise_user",
}


def change_person(workspace: Workspace, *, user: str, **changes: object) -> None:
    """Deactivate a person, make them a guest, give them another locale, and so on."""
    with workspace.world.lock:
        person = workspace.person(user)
        unknown = set(changes) - _FIELDS
        if unknown:
            raise BadEntry(f"A person has no {', '.join(sorted(unknown))} to change.")
        person.update(changes)
        announce_person(workspace, person)
        workspace.world.changed("slack")


def grow(workspace: Workspace, *, people: int = 0, channels: int = 0) -> None:
    """Make the workspace as large as a bank's: this many more accounts and public channels, untold."""
    with workspace.world.lock:
        for number in range(people):
            added = staff.somebody(f"{CROWD}{number:06d}", f"Person {number}")
            workspace.people.setdefault(added["id"], added)
        for number in range(channels):
            place = staff.place(f"C1{number:06d}", f"place-{number}")
            workspace.channels.setdefault(place["id"], place)
            workspace.messages.setdefault(place["id"], [])
        workspace.world.changed("slack")


def change_usergroup(
    workspace: Workspace,
    *,
    usergroup: str,
    add: tuple[str, ...] = (),
    remove: tuple[str, ...] = (),
    handle: str = "",
) -> None:
    """Put people into a user group or take them out. A `handle` makes a group that is not there."""
    with workspace.world.lock:
        if usergroup not in workspace.usergroups:
            if not handle:
                raise SlackRefusal("no_such_subteam")
            workspace.usergroups[usergroup] = {
                "id": usergroup,
                "team_id": SLACK_TEAM_ID,
                "handle": handle,
                "name": handle.capitalize(),
                "users": [],
            }
        group = workspace.usergroups[usergroup]
        added = [u for u in add if workspace.person(u) and u not in group["users"]]
        removed = [user for user in remove if user in group["users"]]
        group["users"] = [u for u in group["users"] if u not in removed] + added
        announce_group(workspace, group, added=added, removed=removed)
        workspace.world.changed("slack")
