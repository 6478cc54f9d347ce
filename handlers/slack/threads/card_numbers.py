"""A note of staff that holds a card number: we keep it masked, Slack keeps it as it was typed.

Its author is told, alone, for only they can delete it there. The number is never repeated, and what
else is personal is not remarked on: a name or a phone number may be what a note is for.
"""

from typing import Any

from bot.bootstrap import App
from bot.domain.personal_data import find
from bot.domain.personal_data.kinds import Kind
from bot.domain.records.note import Note
from bot.language import say
from handlers.slack.door.whisper import whisper


def holds_one(text: str) -> bool:
    """Whether a whole card number stands in what was typed."""
    return any(finding.kind == Kind.CARD for finding in find(text))


def ask_to_delete(app: App, note: Note, message: dict[str, Any]) -> None:
    """Say it to the author, in the thread. ``message`` as Slack tells it, written or changed."""
    whisper(
        app,
        slack_channel=note.slack_channel,
        slack_user_id=note.slack_user_id,
        thread_ts=message.get("thread_ts"),
        text=say("Your note holds a card number. Please delete it in Slack; we kept it masked."),
    )
