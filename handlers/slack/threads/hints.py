"""Somebody typed where no case can hear it: a private word. In a case channel itself it is once a day.

What they typed is not kept. A hint that does not arrive is no loss, so nothing is tried again.
"""

from typing import Any

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.idempotency import first_time
from bot.desk.threads.lost_headlines import thread_with
from bot.language import say
from bot.storage.house import restores
from handlers.slack.door.moments import time_of
from handlers.slack.door.whisper import whisper

_TYPED = {None, "file_share", "me_message"}


def wants_hint(desk: Desk, event: dict[str, Any]) -> bool:
    """Whether this message stands beside the cases and its author has not been told today."""
    user, channel = event.get("user"), str(event.get("channel", ""))
    beside = not event.get("thread_ts") and event.get("subtype") in _TYPED
    if not (beside and user and channel in case_channels(desk)):
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


def is_in_lost_thread(desk: Desk, event: dict[str, Any]) -> bool:
    """Whether this stands in a thread of the time that a restored backup does not know, where its
    author was not told so yet."""
    user, channel, thread = event.get("user"), str(event.get("channel", "")), event.get("thread_ts")
    if not (thread and user and event.get("subtype") in _TYPED):
        return False
    restore = restores.latest(session=desk.session)
    if restore is None or channel not in case_channels(desk):
        return False
    is_lost = restore.backup_until < time_of(thread) <= restore.restored_at
    if not is_lost or thread_with(session=desk.session, slack_channel=channel, slack_ts=thread):
        return False
    return first_time(desk, key=f"lost:{user}:{channel}:{thread}")


def say_thread_is_lost(app: App, event: dict[str, Any]) -> None:
    """Say it to them alone, in the thread."""
    whisper(
        app,
        slack_channel=str(event["channel"]),
        slack_user_id=str(event["user"]),
        thread_ts=str(event["thread_ts"]),
        text=say(
            "A backup was restored that does not know this thread, so what you wrote here is noted on "
            "no case. Find the customer's case with `/case`, and write in its thread."
        ),
    )


def say_not_noted(app: App, event: dict[str, Any], *, why: str) -> None:
    """Say to somebody without a role, alone and in the thread, that their words are not kept."""
    whisper(
        app,
        slack_channel=str(event["channel"]),
        slack_user_id=str(event["user"]),
        thread_ts=str(event["thread_ts"]),
        text=say("What you wrote here is not noted on the case. {why}", why=why),
    )


def case_channels(desk: Desk) -> frozenset[str]:
    """The brands' own channels. The channel for alarms is also for talking."""
    routing = desk.rules.routing
    named = routing.public_slack_channels | routing.private_slack_channels
    return named - {routing.fallback_slack_channel}
