"""*Use as answer*: a colleague's message in a case's thread becomes the draft of an answer.

The message itself goes nowhere: its words stand in the form, to be read, mended and previewed.
"""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import permissions
from bot.desk.cases import notes
from bot.desk.desk import DeskError
from bot.desk.drafts import drafts
from bot.desk.threads.lost_headlines import thread_with
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.cases.note import Note
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.mrkdwn import plain, to_public
from handlers.slack.answers.replies import show_form
from handlers.slack.answers.reply_forms import Begun, Filling, opened
from handlers.slack.door.acting import Acting, person_of
from handlers.slack.door.moments import time_of

USE_AS_ANSWER = "use_as_answer"


class NotInACase(DeskError):
    """The message stands in no case's thread."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This works on a colleague's message in the thread of a case. "
                "For anything else press Reply on the case."
            )
        )


class NoWordsToUse(DeskError):
    """A file, or a message of an app."""

    def __init__(self) -> None:
        super().__init__(
            say("This message holds no words of a colleague that could become an answer.")
        )


class NotForThePublic(DeskError):
    """What Slack alone understands stands in it."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        then = say("Edit the message, or press Reply and write it there.")
        super().__init__(" ".join([*problems, then]))


def register(bolt: Bolt, app: App) -> None:
    """One message shortcut."""

    @bolt.shortcut(USE_AS_ANSWER)
    def use_as_answer(ack: Ack, body: dict[str, Any]) -> None:
        person, trigger_id = person_of(body), str(body.get("trigger_id", ""))
        show_form(app, person, trigger_id, lambda acting: _form(acting, body))
        ack()


def begin_with(acting: Acting, *, thread: CaseThread, text: str, note: Note | None) -> None:
    """Put these words under what the person had begun. Raises NotForThePublic, NoWordsToUse."""
    words = to_public(text)
    if words.problems:
        raise NotForThePublic(words.problems)
    if not words.text.strip():
        raise NoWordsToUse
    place: dict[str, Any] = {
        "case_id": thread.case_id,
        "surface": thread.surface,
        "slack_user_id": acting.slack_user_id,
    }
    mine = drafts.own(acting.desk, **place)
    begun = drafts.joined(mine.text if mine else "", plain(words.text))
    drafts.keep(acting.desk, **place, text=begun, note=note)


def _form(acting: Acting, body: dict[str, Any]) -> Begun:
    message = body.get("message") or {}
    channel = str((body.get("channel") or {}).get("id", ""))
    thread_ts = str(message.get("thread_ts") or "")
    thread = thread_with(session=acting.desk.session, slack_channel=channel, slack_ts=thread_ts)
    if thread is None:
        raise NotInACase
    if message.get("bot_id") or not message.get("user"):
        raise NoWordsToUse
    text = str(message.get("text") or "")
    is_staffs = _may_note(acting, body, message)
    note = _note(acting, thread=thread, message=message, text=text) if is_staffs else None
    begin_with(acting, thread=thread, text=text, note=note)
    notices = () if is_staffs else (_not_of_staff(str(message["user"])),)
    return opened(
        acting,
        case_id=thread.case_id,
        surface=thread.surface,
        filling=Filling(notices=notices),
        only_there=True,
    )


def _may_note(acting: Acting, body: dict[str, Any], message: dict[str, Any]) -> bool:
    """Whether whoever wrote the message is one of those whose words are noted on a case."""
    team = message.get("user_team") or message.get("team") or (body.get("team") or {}).get("id")
    try:
        permissions.require(
            acting.desk, verb=Verb.NOTE, slack_user_id=message["user"], team_id=team or ""
        )
    except permissions.NotAllowed:
        return False
    return True


def _not_of_staff(slack_user_id: str) -> str:
    told = say(
        "<@{who}> wrote these words, and has no role here. They are not noted on the case; check them "
        "before you use them.",
        who=slack_user_id,
    )
    return f"🟠 {told}"


def _note(acting: Acting, *, thread: CaseThread, message: dict[str, Any], text: str) -> Note | None:
    """The message as we keep it; written now if its event has not reached us yet."""
    ts = str(message.get("ts", ""))
    notes.write(
        acting.desk,
        slack_channel=thread.slack_channel,
        thread_ts=thread.slack_ts or "",
        slack_ts=ts,
        slack_user_id=str(message["user"]),
        text=text,
        at=time_of(ts),
    )
    return notes.known(acting.desk, slack_channel=thread.slack_channel, slack_ts=ts)
