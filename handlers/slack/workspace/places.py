"""Slack says that one of our channels was shared, archived, or that we were removed: an alarm at once.

That it is back lets go at once what waited for it.
"""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.idempotency import first_time
from bot.desk.threads import slack_places
from bot.desk.threads.slack_places import ARCHIVED, LEFT, SHARED


def register(bolt: Bolt, app: App) -> None:
    """Seven events; of a private channel Slack calls three of them otherwise."""
    bolt.event("channel_shared")(_listener(app, SHARED))
    bolt.event("channel_archive")(_listener(app, ARCHIVED))
    bolt.event("group_archive")(_listener(app, ARCHIVED))
    bolt.event("channel_left")(_listener(app, LEFT))
    bolt.event("group_left")(_listener(app, LEFT))

    @bolt.event("channel_unarchive")
    @bolt.event("group_unarchive")
    def back(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        with app.desk() as desk:
            if first_time(desk, key=f"event:{body.get('event_id', '')}"):
                slack_places.mended(desk, slack_channel=str(event["channel"]))
        ack()


def _listener(app: App, what: str) -> Callable[..., None]:
    def heard(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        with app.desk() as desk:
            if first_time(desk, key=f"event:{body.get('event_id', '')}"):
                slack_places.trouble(desk, slack_channel=str(event["channel"]), what=what)
        ack()

    return heard
