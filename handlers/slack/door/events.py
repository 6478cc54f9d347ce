"""What Slack tells of itself: acted on once, in one transaction, however often it is told."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.idempotency import first_time

Event = dict[str, Any]


def listen_to_events(
    bolt: Bolt, app: App, *kinds: str, do: Callable[[Desk, Event], object]
) -> None:
    """Let each event of these kinds do this, once."""

    def heard(ack: Ack, body: dict[str, Any], event: Event) -> None:
        with app.desk() as desk:
            if first_time(desk, key=f"event:{body.get('event_id', '')}"):
                do(desk, event)
        ack()

    for kind in kinds:
        bolt.event(kind)(heard)
