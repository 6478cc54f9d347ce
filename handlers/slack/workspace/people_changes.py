"""Slack says that somebody left a user group, became a guest or left the bank: it counts at once.

Only less is concluded from an event. Whatever gives a role is read by the worker.
"""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.idempotency import first_time
from bot.desk.ownership import staffing
from bot.slack.api.people import person_told


def register(bolt: Bolt, app: App) -> None:
    """Two events."""

    @bolt.event("subteam_members_changed")
    def group_changed(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        with app.desk() as desk:
            if first_time(desk, key=f"event:{body.get('event_id', '')}"):
                staffing.left_group(
                    desk,
                    group=str(event.get("subteam_id", "")),
                    people=[str(person) for person in event.get("removed_users") or []],
                )
        ack()

    @bolt.event("user_change")
    def person_changed(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        told = event.get("user")
        home_team = app.settings.slack_team
        person = person_told(told, home_team=home_team) if isinstance(told, dict) else None
        with app.desk() as desk:
            if person and first_time(desk, key=f"event:{body.get('event_id', '')}"):
                staffing.became(desk, person=person)
        ack()
