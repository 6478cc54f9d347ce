"""A card number typed in a case's thread: a note keeps it masked, Slack keeps it as it was typed.

Its author is told, alone, for only they can delete it there; also a guest or a stranger, whose words are
no note. The number is never repeated, and what else is personal is not remarked on: a name or a phone
number may be what a note is for.
"""

from typing import Any

from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.threads.lost_headlines import thread_with
from bot.domain.personal_data.findings import find_cards
from bot.domain.personal_data.kinds import Kind
from bot.domain.records.note import Note
from bot.language import say
from handlers.slack.door.whisper import whisper
from handlers.slack.threads.message_words import words_of


def holds_one(text: str) -> bool:
    """Whether a whole card number stands in what was typed."""
    return any(finding.kind == Kind.CARD for finding in find_cards(text))


def ask_to_delete(app: App, note: Note, message: dict[str, Any]) -> None:
    """Say it to the author, in the thread. ``message`` as Slack tells it, written or changed."""
    whisper(
        app,
        slack_channel=note.slack_channel,
        slack_user_id=note.slack_user_id,
        thread_ts=message.get("thread_ts"),
        text=say("Your note holds a card number. Please delete it in Slack; we kept it masked."),
    )


def came_unnoted(desk: Desk, event: dict[str, Any]) -> bool:
    """Whether words with a card number, new or changed, came into a case's thread from a person. Asked where
    they became no note."""
    said, before = event.get("message") or event, event.get("previous_message") or {}
    thread, words = said.get("thread_ts"), words_of(said)
    if not (thread and said.get("user") and holds_one(words)):
        return False
    channel = str(event["channel"])
    in_case = thread_with(session=desk.session, slack_channel=channel, slack_ts=thread) is not None
    return in_case and words != words_of(before)  # an unfurled link is a change too


def ask_stranger_to_delete(app: App, event: dict[str, Any]) -> None:
    """Say it to whoever typed words that are no note, in the thread."""
    said = event.get("message") or event
    whisper(
        app,
        slack_channel=str(event["channel"]),
        slack_user_id=str(said["user"]),
        thread_ts=said["thread_ts"],
        text=say(
            "Your message holds a card number. Please delete it in Slack; we did not keep it."
        ),
    )
