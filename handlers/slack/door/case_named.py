"""Which case a press or a form is about, for a word about it that stands elsewhere."""

from typing import Any

from bot.desk.desk import Desk
from bot.desk.threads.lost_headlines import thread_with
from bot.slack.api.values import UnreadableValue, read_metadata
from handlers.slack.door.button_place import place_of_button
from handlers.slack.door.presses import CASE_PRESSED


def case_named(desk: Desk, body: dict[str, Any]) -> int:
    """By what was pressed, by the form, or by the thread; 0 where it is about no case."""
    if body.get(CASE_PRESSED):
        return int(body[CASE_PRESSED])
    try:
        return read_metadata(str((body.get("view") or {}).get("private_metadata") or "")).case_id
    except UnreadableValue:
        return _by_thread(desk, body)


def _by_thread(desk: Desk, body: dict[str, Any]) -> int:
    place, message = place_of_button(body), body.get("message") or {}
    slack_channel = place.slack_channel or str((body.get("channel") or {}).get("id") or "")
    slack_ts = place.thread or str(message.get("thread_ts") or "")
    if not slack_channel or not slack_ts:
        return 0
    thread = thread_with(session=desk.session, slack_channel=slack_channel, slack_ts=slack_ts)
    return thread.case_id if thread else 0
