"""Somebody typed into a case channel itself, where no case can hear it: a private word, once a day.

What they typed is not kept. A hint that does not arrive is no loss, so nothing is tried again.
"""

from typing import Any

from slack_sdk.errors import SlackApiError

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.idempotency import first_time
from bot.language import say
from bot.slack.api.client import hurried
from bot.telemetry.logs import get_logger

_TYPED = {None, "file_share", "me_message"}
_log = get_logger(__name__)


def wants_hint(desk: Desk, event: dict[str, Any]) -> bool:
    """Whether this message stands beside the cases and its author has not been told today."""
    user, channel = event.get("user"), str(event.get("channel", ""))
    beside = not event.get("thread_ts") and event.get("subtype") in _TYPED
    if not (beside and user and channel in _case_channels(desk)):
        return False
    return first_time(desk, key=f"hint:{user}:{desk.now:%Y-%m-%d}")


def give_hint(app: App, event: dict[str, Any]) -> None:
    """Say it to them alone."""
    try:
        hurried(app.slack).chat_postEphemeral(
            channel=str(event["channel"]), user=str(event["user"]), text=_words()
        )
    except (SlackApiError, OSError) as error:
        _log.info("slack.hint_not_shown", error=type(error).__name__)


def _words() -> str:
    return say(
        "Your message stands beside the cases, so no case has it, and no customer ever sees it. "
        "To say something about a case, reply in its thread; `/case` finds it."
    )


def _case_channels(desk: Desk) -> frozenset[str]:
    """The brands' own channels. The channel for alarms is also for talking."""
    routing = desk.rules.routing
    named = routing.public_slack_channels | routing.private_slack_channels
    return named - {routing.fallback_slack_channel}
