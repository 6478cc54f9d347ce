"""Somebody typed into a case channel itself, where no case can hear it: a private word, once a day.

What they typed is not kept. A hint that does not arrive is no loss, so nothing is tried again.
"""

from typing import Any

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.idempotency import first_time
from bot.language import say
from handlers.slack.door.whisper import whisper

_TYPED = {None, "file_share", "me_message"}


def wants_hint(desk: Desk, event: dict[str, Any]) -> bool:
    """Whether this message stands beside the cases and its author has not been told today."""
    user, channel = event.get("user"), str(event.get("channel", ""))
    beside = not event.get("thread_ts") and event.get("subtype") in _TYPED
    if not (beside and user and channel in _case_channels(desk)):
        return False
    return first_time(desk, key=f"hint:{user}:{desk.now:%Y-%m-%d}")


def give_hint(app: App, event: dict[str, Any]) -> None:
    """Say it to them alone."""
    words = say(
        "Your message stands beside the cases, so no case has it, and no customer ever sees it. "
        "To say something about a case, reply in its thread; `/case` finds it."
    )
    channel, user = str(event["channel"]), str(event["user"])
    whisper(app, slack_channel=channel, slack_user_id=user, text=words)


def say_not_noted(app: App, event: dict[str, Any], *, why: str) -> None:
    """Say to somebody without a role, alone and in the thread, that their words are not kept."""
    whisper(
        app,
        slack_channel=str(event["channel"]),
        slack_user_id=str(event["user"]),
        thread_ts=str(event["thread_ts"]),
        text=say("What you wrote here is not noted on the case. {why}", why=why),
    )


def _case_channels(desk: Desk) -> frozenset[str]:
    """The brands' own channels. The channel for alarms is also for talking."""
    routing = desk.rules.routing
    named = routing.public_slack_channels | routing.private_slack_channels
    return named - {routing.fallback_slack_channel}
