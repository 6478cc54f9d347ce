"""Who comes into a private channel and who leaves it, told by Slack at once; the worker reads it too."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.idempotency import first_time
from bot.desk.threads import private_channels, slack_places
from handlers.slack.door.events import Event, listen_to_events
from handlers.slack.door.ourselves import our_id


def register(bolt: Bolt, app: App) -> None:
    """Two events."""

    @bolt.event("member_joined_channel")
    def member_joined(ack: Ack, body: dict[str, Any], event: Event) -> None:
        channel, who = str(event["channel"]), str(event["user"])
        is_us = who == our_id(app, body)  # may ask Slack, so before the transaction
        with app.desk() as desk:
            if first_time(desk, key=f"event:{body.get('event_id', '')}"):
                private_channels.joined(desk, slack_channel=channel, slack_user_id=who)
                if is_us:
                    slack_places.mended(desk, slack_channel=channel)
        ack()

    listen_to_events(bolt, app, "member_left_channel", do=_left)


def _left(desk: Desk, event: Event) -> None:
    channel, who = str(event["channel"]), str(event["user"])
    private_channels.left(desk, slack_channel=channel, slack_user_id=who)
