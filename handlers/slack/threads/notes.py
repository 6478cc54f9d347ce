"""What is typed in a case's thread: kept as a note, followed when edited or deleted, never sent out.

A mention of us is a message like any other: ``app_mention`` is not asked for. A note is unique by its ts.
"""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.cases import notes
from bot.desk.desk import Desk
from bot.desk.idempotency import first_time
from bot.desk.threads import lost_headlines
from bot.domain.records.note import Note
from handlers.slack.door.moments import time_of
from handlers.slack.threads import card_numbers, hints, mentions

_WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}


def register(bolt: Bolt, app: App) -> None:
    """Every message event, of every subtype."""

    @bolt.event("message")
    def message(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        said = event.get("message") or event  # a change tells the message as it is now
        with app.desk() as desk:
            is_new = first_time(desk, key=f"event:{body.get('event_id', event.get('event_ts'))}")
            note = _take(desk, event) if is_new else None
            beside = is_new and hints.wants_hint(desk, event)
        if note is not None and card_numbers.holds_one(str(said.get("text") or "")):
            card_numbers.ask_to_delete(app, note, said)
        asked = mentions.asked_of_us(app, body) if is_new else None
        if asked is not None:
            mentions.answer(app, asked)
        elif beside:
            hints.give_hint(app, event)
        ack()


def _take(desk: Desk, event: dict[str, Any]) -> Note | None:
    """The note whose words are new."""
    subtype = event.get("subtype")
    if subtype in _WRITTEN:
        return _write(desk, event)
    if subtype == "message_changed":
        return _change(desk, event)
    if subtype == "message_deleted":
        _gone(desk, event, str(event.get("deleted_ts", "")))
    return None


def _write(desk: Desk, event: dict[str, Any]) -> Note | None:
    thread = event.get("thread_ts")
    if not thread or thread == event.get("ts") or not event.get("user"):
        return None
    return notes.write(
        desk,
        slack_channel=str(event["channel"]),
        thread_ts=str(thread),
        slack_ts=str(event["ts"]),
        slack_user_id=str(event["user"]),
        text=str(event.get("text") or ""),
        at=time_of(event["ts"]),
    )


def _change(desk: Desk, event: dict[str, Any]) -> Note | None:
    """An edit; or a message with replies that was deleted, of which Slack leaves a tombstone."""
    changed = event.get("message") or {}
    if changed.get("subtype") == "tombstone":
        _gone(desk, event, str(changed.get("ts", "")))
        return None
    return notes.edit(
        desk,
        slack_channel=str(event["channel"]),
        slack_ts=str(changed.get("ts", "")),
        text=str(changed.get("text") or ""),
        at=time_of(event.get("event_ts") or event["ts"]),
    )


def _gone(desk: Desk, event: dict[str, Any], slack_ts: str) -> None:
    """A headline of ours that somebody deleted, or else it may have been a note."""
    if not lost_headlines.deleted(desk, slack_channel=str(event["channel"]), slack_ts=slack_ts):
        _delete(desk, event, slack_ts)


def _delete(desk: Desk, event: dict[str, Any], slack_ts: str) -> None:
    notes.delete(
        desk,
        slack_channel=str(event["channel"]),
        slack_ts=slack_ts,
        at=time_of(event.get("event_ts") or event["ts"]),
    )
