"""``@Earshot reply …`` and ``@Earshot help`` in a thread, answered to the person alone.

A message carries no trigger, so no form can open from it: the answer has the button that does. The
message itself is a note like any other. It reaches us as ``message``, so ``app_mention`` is not asked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.bootstrap import App
from bot.desk.cases import notes
from bot.desk.desk import DeskError
from bot.desk.permissions import NotAllowed
from bot.desk.threads.lost_headlines import thread_with
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.cases.note import Note
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.views.home.mentions import help_text, hint_text, reply_blocks
from bot.slack.views.parts import Block
from handlers.slack.answers.shortcuts import begin_with
from handlers.slack.door.acting import Acting, Person, keep, look
from handlers.slack.door.ourselves import our_id
from handlers.slack.door.whisper import whisper

_WORDS = re.compile(
    r"\s*<@(?P<who>[A-Z0-9]+)(?:\|[^>]*)?>[\s:,]*(?P<verb>\w*)[\s:,]*(?P<rest>.*)", re.S
)
_HELP_VERBS = (
    Verb.CLAIM,
    Verb.REPLY,
    Verb.RESOLVE,
    Verb.COMPLAINT,
    Verb.SETTLE_DOUBT,
    Verb.DIGEST_NOW,
)


@dataclass(frozen=True)
class Said:
    """What was asked of us, where, and by whom."""

    person: Person
    slack_channel: str
    thread_ts: str
    ts: str
    verb: str
    rest: str


@dataclass(frozen=True)
class _Answer:
    text: str
    blocks: list[Block] | None = None


def asked_of_us(app: App, body: Mapping[str, Any]) -> Said | None:
    """The request in a message that begins with our name; None for any other message."""
    event = body.get("event") or {}
    words = _WORDS.fullmatch(str(event.get("text") or ""))
    if event.get("subtype") or not event.get("user") or words is None:
        return None
    if words["who"] != our_id(app, body):
        return None
    team = event.get("user_team") or event.get("team") or body.get("team_id") or ""
    return Said(
        person=Person(str(event["user"]), str(team)),
        slack_channel=str(event.get("channel", "")),
        thread_ts=str(event.get("thread_ts") or ""),
        ts=str(event.get("ts", "")),
        verb=words["verb"].lower(),
        rest=words["rest"].strip(),
    )


def answer(app: App, said: Said) -> None:
    """Say it to the person alone; a courtesy, so nothing hangs on its arrival."""
    try:
        told = _told(app, said)
    except DeskError as error:
        told = _Answer(str(error))
    whisper(
        app,
        slack_channel=said.slack_channel,
        slack_user_id=said.person.slack_user_id,
        text=told.text,
        blocks=told.blocks,
        thread_ts=said.thread_ts or None,
    )


def _told(app: App, said: Said) -> _Answer:
    if said.verb in {"reply", "answer"}:
        return keep(
            app, verb=Verb.REPLY, person=said.person, do=lambda acting: _reply(acting, said)
        )
    if said.verb in {"help", ""}:
        return _Answer(help_text(_allowed(app, said.person)))
    return _Answer(hint_text())


def _reply(acting: Acting, said: Said) -> _Answer:
    """The button that opens the form; the words after *reply* wait in it as a draft."""
    thread = thread_with(
        session=acting.desk.session, slack_channel=said.slack_channel, slack_ts=said.thread_ts
    )
    if thread is None:
        return _Answer(say("Say that in the thread of a case, and I give you its answer form."))
    problem = ""
    if said.rest:
        try:
            begin_with(acting, thread=thread, text=said.rest, note=_note(acting, thread, said))
        except DeskError as error:
            problem = str(error)
    blocks = reply_blocks(thread.case_id, with_words=bool(said.rest), problem=problem)
    return _Answer(say("Press the button to answer the customer."), blocks)


def _note(acting: Acting, thread: CaseThread, said: Said) -> Note | None:
    return notes.known(acting.desk, slack_channel=thread.slack_channel, slack_ts=said.ts)


def _allowed(app: App, person: Person) -> frozenset[Verb]:
    """What this person may do, of what *help* can name."""
    try:
        return look(
            app,
            verb=Verb.LOOK,
            person=person,
            see=lambda acting: frozenset(
                verb for verb in _HELP_VERBS if acting.desk.rules.may(verb, acting.roles)
            ),
        )
    except NotAllowed:
        return frozenset()
