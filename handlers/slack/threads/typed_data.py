"""Personal data that staff typed in a case's thread or beside it: our copy masks it, Slack's does not.

Its author is told, alone, for only they can delete it there: Slack gives an app no way to delete what a
person wrote (docs.slack.dev, chat.delete, 2026). A guest or a stranger, whose words are no note, is told
too. Nothing of it is repeated.
"""

from collections.abc import Sequence
from typing import Any

from bot.bootstrap import App
from bot.desk.consults import places
from bot.desk.desk import Desk
from bot.desk.threads.lost_headlines import thread_with
from bot.domain.personal_data import find
from bot.domain.personal_data.kinds import Kind
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.consult import Consult
from bot.domain.rules.answers.reply_rules import named
from bot.language import say
from handlers.slack.door.whisper import whisper
from handlers.slack.threads.hints import case_channels
from handlers.slack.threads.message_words import words_of

_BY_HAND = {None, "file_share", "thread_broadcast", "me_message", "message_changed"}


def kinds_in(desk: Desk, event: dict[str, Any]) -> Sequence[Kind]:
    """What stands in the new words of a person, written or changed, in a case's thread, under
    a question to a team, or beside the cases. In private, not what staff see there at once."""
    said, before = event.get("message") or event, event.get("previous_message") or {}
    words = words_of(said)
    if event.get("subtype") not in _BY_HAND or not said.get("user") or words == words_of(before):
        return ()  # an unfurled link is a change too
    channel, at_thread = str(event["channel"]), said.get("thread_ts")
    brand, surface = "", Surface.PUBLIC
    if at_thread and at_thread != said.get("ts"):
        about = _about(desk, slack_channel=channel, slack_ts=str(at_thread))
        if about is None:
            return ()
        brand, surface = desk.session.get_one(Case, about.case_id).brand, about.surface
    elif channel not in case_channels(desk):
        return ()
    found = desk.rules.personal_data.hidden(find(words, regions=desk.rules.regions(brand)), surface)
    return sorted({each.kind for each in found})


def _about(desk: Desk, *, slack_channel: str, slack_ts: str) -> CaseThread | Consult | None:
    """The case's thread that is, or the question to a team under which its answer is written."""
    thread = thread_with(session=desk.session, slack_channel=slack_channel, slack_ts=slack_ts)
    if thread is not None:
        return thread
    asked = places.asked_at(desk, slack_channel=slack_channel, slack_ts=slack_ts)
    return desk.session.get(Consult, asked) if asked is not None else None


def ask_to_delete(
    app: App, event: dict[str, Any], kinds: Sequence[Kind], *, is_noted: bool
) -> None:
    """Say it to whoever typed it, where they typed it."""
    said = event.get("message") or event
    what = named(kinds)
    asked = (
        say("Your note holds {what}. Please delete it in Slack; we kept it masked.", what=what)
        if is_noted
        else say(
            "Your message holds {what}. Please delete it in Slack; we did not keep it.", what=what
        )
    )
    whisper(
        app,
        slack_channel=str(event["channel"]),
        slack_user_id=str(said["user"]),
        thread_ts=said.get("thread_ts"),
        text=asked,
    )
