"""Answering: the button, the form, the exact preview with *Send*, and *Undo*.

What was previewed is what goes: the preview's own memory holds the very text it shows, and *Send*
publishes that, or shows the preview again when the post it answers has changed meanwhile.
"""

import hashlib
import uuid
from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt
from sqlmodel import select

from bot.bootstrap import App
from bot.desk import cases, replies
from bot.desk.desk import DeskError
from bot.desk.replies import Preview
from bot.domain.case import CaseThread, Surface
from bot.domain.reply import Purpose
from bot.slack.mrkdwn import plain, to_public
from bot.slack.shown import case_shown, post_shown
from bot.slack.values import FormKey, read_metadata
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from bot.slack.views.reply_modal import (
    CONFIRM_FORM,
    REPLY_FORM,
    AnswerShown,
    TooLongToKeep,
    confirm_form,
    reply_form,
)
from handlers.slack.acting import Acting, act, look, names
from handlers.slack.opening import open_form
from handlers.slack.presses import Press, press_of, sent_form

_NEWS = (
    "The customer wrote again, or changed a post, while you were writing. "
    "You now answer what stands below; please read it first."
)


class TooLateToUndo(DeskError):
    """The answer has begun to go, or is there already."""

    def __init__(self) -> None:
        super().__init__("It is too late to undo: the answer has gone out, or is going right now.")


class AnotherTextWasSent(DeskError):
    """This form was sent before, with other words."""

    def __init__(self) -> None:
        super().__init__(
            "This form has sent an answer already, with other words; it is in the thread. "
            "Undo that one there, or press Reply again for another answer."
        )


def register(bolt: Bolt, app: App) -> None:
    """Two buttons and two forms."""

    @bolt.action("reply")
    def reply(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body)
        view = look(app, verb="reply", person=press.person, see=lambda a: _form(a, press))
        open_form(app.slack, trigger_id=press.trigger_id, view=view)
        ack()

    @bolt.view(REPLY_FORM)
    def reply_written(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key, written = read_metadata(sent.metadata), to_public(sent.values.get("text", ""))
        key = replace(key, text=plain(written.text).strip(), purpose=sent.values["purpose"])
        preview = look(app, verb="reply", person=sent.person, see=lambda a: _preview(a, key))
        problems = [*written.problems, *_blocking(preview)]
        if problems:
            ack(response_action="errors", errors={"text": "\n".join(problems)[:1000]})
            return
        try:
            view = look(
                app, verb="reply", person=sent.person, see=lambda a: _confirm(a, key, preview)
            )
        except TooLongToKeep as error:
            ack(response_action="errors", errors={"text": str(error)})
            return
        ack(response_action="push", view=view)

    @bolt.view(CONFIRM_FORM)
    def reply_confirmed(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = read_metadata(sent.metadata)
        # The reply's own request key makes it once, also when the first answer to Slack was lost.
        again = act(
            app,
            verb="reply",
            person=sent.person,
            key=f"form:{key.request_key}:{sent.view_id}:{key.answers}",
            do=lambda acting: _send(acting, key),
        )
        if again is not None:
            ack(response_action="update", view=again)
            return
        ack(response_action="clear")

    @bolt.action("undo")
    def undo(ack: Ack, body: dict[str, Any]) -> None:
        press = press_of(body)

        def do(acting: Acting) -> None:
            if not replies.undo(acting.desk, reply_id=press.number, by=acting.by):
                raise TooLateToUndo

        act(app, verb="reply", person=press.person, key=press.key, do=do)
        ack()


def _form(acting: Acting, press: Press) -> Block:
    """The form, complete, from one look at the database."""
    desk = acting.desk
    case = cases.locked_open(desk, case_id=press.number)
    surface = _surface(acting, press)
    answered = replies.message_to_answer(desk, case=case, surface=surface)
    key = FormKey(
        case_id=case.number,
        version=case.version,
        request_key=str(uuid.uuid4()),
        surface=surface.value,
        answers=_fingerprint(answered.external_id, answered.text),
    )
    return reply_form(
        _shown(acting, case.number),
        latest=post_shown(answered),
        limit=desk.channels[case.channel].reply_limit,
        key=key,
        private=surface == Surface.PRIVATE,
    )


def _preview(acting: Acting, key: FormKey) -> Preview:
    return replies.preview(
        acting.desk,
        case_id=key.case_id,
        text=key.text,
        surface=Surface(key.surface),
        purpose=Purpose(key.purpose),
    )


def _blocking(preview: Preview) -> list[str]:
    return [problem.message for problem in preview.problems if problem.blocking]


def _confirm(acting: Acting, key: FormKey, preview: Preview) -> Block:
    """The preview; its memory is exactly what it shows. Raises TooLongToKeep."""
    answers = _fingerprint(preview.in_reply_to, preview.in_reply_to_text)
    remarks = [problem.message for problem in preview.problems if not problem.blocking]
    news = [_NEWS] if answers != key.answers else []
    answer = AnswerShown(
        case=_shown(acting, key.case_id),
        text=preview.text,
        length=preview.length,
        limit=preview.limit,
        in_reply_to=preview.in_reply_to_text,
        purpose=Purpose(key.purpose),
        undo_s=acting.desk.undo.total_seconds(),
        costs_link=preview.has_priced_link,
        news="\n".join([*news, *remarks]),
    )
    kept = replace(key, text=preview.text, answers=answers, version=preview.case_version)
    return confirm_form(answer, key=kept)


def _send(acting: Acting, key: FormKey) -> Block | None:
    """Queue it; or, when the answered post has changed, the preview anew for another look."""
    preview = _preview(acting, key)
    if _fingerprint(preview.in_reply_to, preview.in_reply_to_text) != key.answers:
        return _confirm(acting, key, preview)
    reply = replies.reply(
        acting.desk,
        case_id=key.case_id,
        text=key.text,
        surface=Surface(key.surface),
        purpose=Purpose(key.purpose),
        by=acting.by,
        request_key=key.request_key,
        roles=acting.roles,
    )
    if reply.text != key.text:
        raise AnotherTextWasSent
    return None


def _shown(acting: Acting, case_id: int) -> CaseShown:
    shown = case_shown(session=acting.desk.session, case_id=case_id, names=names(acting.desk))
    if shown is None:
        raise cases.NoSuchCase(case_id)
    return shown


def _surface(acting: Acting, press: Press) -> Surface:
    """Where the thread stands in which the button was pressed."""
    query = select(CaseThread).where(
        CaseThread.slack_channel == press.slack_channel, CaseThread.slack_ts == press.message_ts
    )
    thread = acting.desk.session.exec(query).first()
    return thread.surface if thread else Surface.PUBLIC


def _fingerprint(external_id: str, text: str) -> str:
    return hashlib.sha256(f"{external_id}\0{text}".encode()).hexdigest()[:16]
