"""What is typed in a case's thread: kept as a note, followed when edited or deleted, never sent out.

A mention of us is a message like any other: ``app_mention`` is not asked for. A note is unique by its ts.
"""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import permissions
from bot.desk.cases import notes
from bot.desk.consults import answering, places
from bot.desk.desk import Desk
from bot.desk.idempotency import first_time
from bot.desk.threads import lost_headlines
from bot.desk.threads.lost_headlines import thread_with
from bot.domain.records.cases.note import Note
from bot.domain.rules.role_rules import Verb
from handlers.slack.door.moments import time_of
from handlers.slack.threads import hints, mentions, typed_data
from handlers.slack.threads.message_words import words_of

_WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}


def register(bolt: Bolt, app: App) -> None:
    """Every message event, of every subtype."""

    @bolt.event("message")
    def message(ack: Ack, body: dict[str, Any], event: dict[str, Any]) -> None:
        with app.desk() as desk:
            is_new = first_time(desk, key=f"event:{body.get('event_id', event.get('event_ts'))}")
            refused = _refusal(desk, body, event) if is_new else ""
            note = _take(desk, event) if is_new and not refused else None
            typed = typed_data.kinds_in(desk, event) if is_new else ()
            beside = is_new and hints.wants_hint(desk, event)
            lost = is_new and hints.is_in_lost_thread(desk, event)
        if typed:
            typed_data.ask_to_delete(app, event, typed, is_noted=note is not None)
        asked = mentions.asked_of_us(app, body) if is_new else None
        if asked is not None:
            mentions.answer(app, asked)
        elif refused:
            hints.say_not_noted(app, event, why=refused)
        elif beside:
            hints.give_hint(app, event)
        elif lost:
            hints.say_thread_is_lost(app, event)
        ack()


def _refusal(desk: Desk, body: dict[str, Any], event: dict[str, Any]) -> str:
    """Why what somebody wrote in a case's thread is no note of staff; empty where it is one."""
    thread = event.get("thread_ts")
    if event.get("subtype") not in _WRITTEN or not thread or not event.get("user"):
        return ""
    verb = _verb(desk, slack_channel=str(event["channel"]), thread_ts=str(thread))
    if verb is None:
        return ""
    team = event.get("user_team") or event.get("team") or body.get("team_id") or ""
    try:
        permissions.require(desk, verb=verb, slack_user_id=event["user"], team_id=team)
    except permissions.NotAllowed as refusal:
        return str(refusal)
    return ""


def _verb(desk: Desk, *, slack_channel: str, thread_ts: str) -> Verb | None:
    """What somebody does who writes in that thread: a note on a case, or an answer to what a team is asked."""
    if thread_with(session=desk.session, slack_channel=slack_channel, slack_ts=thread_ts):
        return Verb.NOTE
    if places.asked_at(desk, slack_channel=slack_channel, slack_ts=thread_ts) is not None:
        return Verb.CONSULT_ANSWER
    return None


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
    channel, written_at = str(event["channel"]), time_of(event["ts"])
    slack_ts, who, text = str(event["ts"]), str(event["user"]), words_of(event)
    asked = places.asked_at(desk, slack_channel=channel, slack_ts=str(thread))
    if asked is not None:
        return answering.reply(
            desk,
            consult_id=asked,
            slack_ts=slack_ts,
            slack_user_id=who,
            text=text,
            at=written_at,
        )
    return notes.write(
        desk,
        slack_channel=channel,
        thread_ts=str(thread),
        slack_ts=slack_ts,
        slack_user_id=who,
        text=text,
        at=written_at,
    )


def _change(desk: Desk, event: dict[str, Any]) -> Note | None:
    """An edit; or a message with replies that was deleted, of which Slack leaves a tombstone."""
    changed = event.get("message") or {}
    if changed.get("subtype") == "tombstone":
        _gone(desk, event, str(changed.get("ts", "")))
        return None
    note = notes.edit(
        desk,
        slack_channel=str(event["channel"]),
        slack_ts=str(changed.get("ts", "")),
        text=words_of(changed),
        at=time_of(event.get("event_ts") or event["ts"]),
    )
    if note is not None:
        answering.changed(desk, note=note)
    return note


def _gone(desk: Desk, event: dict[str, Any], slack_ts: str) -> None:
    """A headline of ours that somebody deleted, or else it may have been a note."""
    if not lost_headlines.deleted(desk, slack_channel=str(event["channel"]), slack_ts=slack_ts):
        _delete(desk, event, slack_ts)


def _delete(desk: Desk, event: dict[str, Any], slack_ts: str) -> None:
    note = notes.delete(
        desk,
        slack_channel=str(event["channel"]),
        slack_ts=slack_ts,
        at=time_of(event.get("event_ts") or event["ts"]),
    )
    if note is not None:
        answering.changed(desk, note=note)
