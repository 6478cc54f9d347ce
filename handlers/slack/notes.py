"""What is typed in a case's thread: kept as a note, followed when edited or deleted, never sent out.

A mention of us arrives twice, as ``app_mention`` and as ``message``; the note is unique by its ts.
"""

from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import notes
from bot.desk.desk import Desk
from bot.desk.once import first_time

_WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}


def register(bolt: Bolt, app: App) -> None:
    """Every message event, of every subtype."""

    @bolt.event("message")
    def message(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        with app.desk() as desk:
            if first_time(desk, key=f"event:{body.get('event_id', event.get('event_ts'))}"):
                _take(desk, event)
        ack()


def _take(desk: Desk, event: dict[str, Any]) -> None:
    subtype = event.get("subtype")
    if subtype in _WRITTEN:
        _write(desk, event)
    elif subtype == "message_changed":
        _change(desk, event)
    elif subtype == "message_deleted":
        _delete(desk, event, str(event.get("deleted_ts", "")))


def _write(desk: Desk, event: dict[str, Any]) -> None:
    thread = event.get("thread_ts")
    if not thread or thread == event.get("ts") or not event.get("user"):
        return
    notes.write(
        desk,
        slack_channel=str(event["channel"]),
        thread_ts=str(thread),
        slack_ts=str(event["ts"]),
        slack_user_id=str(event["user"]),
        text=str(event.get("text") or ""),
        at=_time(event["ts"]),
    )


def _change(desk: Desk, event: dict[str, Any]) -> None:
    """An edit; or a message with replies that was deleted, of which Slack leaves a tombstone."""
    changed = event.get("message") or {}
    if changed.get("subtype") == "tombstone":
        _delete(desk, event, str(changed.get("ts", "")))
        return
    notes.edit(
        desk,
        slack_channel=str(event["channel"]),
        slack_ts=str(changed.get("ts", "")),
        text=str(changed.get("text") or ""),
        at=_time(event.get("event_ts") or event["ts"]),
    )


def _delete(desk: Desk, event: dict[str, Any], slack_ts: str) -> None:
    notes.delete(
        desk,
        slack_channel=str(event["channel"]),
        slack_ts=slack_ts,
        at=_time(event.get("event_ts") or event["ts"]),
    )


def _time(slack_ts: str) -> datetime:
    """A Slack ts is seconds since 1970, with six decimals that make it unique."""
    return datetime.fromtimestamp(float(slack_ts), UTC)
