"""Slack says that somebody left a user group, became a guest or left the bank: it counts at once.

Only less is concluded from an event. Whatever gives a role is read by the worker.
"""

from functools import partial

from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.ownership import staffing
from bot.slack.api.people import person_told
from handlers.slack.door.events import Event, listen_to_events


def register(bolt: Bolt, app: App) -> None:
    """Two events."""
    listen_to_events(bolt, app, "subteam_members_changed", do=_group_changed)
    person_changed = partial(_person_changed, home_team=app.settings.slack_team)
    listen_to_events(bolt, app, "user_change", do=person_changed)


def _group_changed(desk: Desk, event: Event) -> None:
    group, left = str(event.get("subteam_id", "")), event.get("removed_users") or []
    staffing.left_group(desk, group=group, people=[str(person) for person in left])


def _person_changed(desk: Desk, event: Event, *, home_team: str) -> None:
    told = event.get("user")
    person = person_told(told, home_team=home_team) if isinstance(told, dict) else None
    if person:
        staffing.became(desk, person=person)
