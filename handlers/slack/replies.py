"""Answering: the button, the form, the exact preview with *Send*, and *Undo*.

What was previewed is what goes: the preview's own memory holds the very text it shows, and *Send*
publishes that, or shows the preview again when the post it answers has changed meanwhile.
"""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import replies, undoing
from bot.desk.desk import DeskError
from bot.domain.case import Surface
from bot.domain.reply import Purpose
from bot.slack.mrkdwn import plain, to_public
from bot.slack.values import FormKey, read_metadata
from bot.slack.views.parts import Block
from bot.slack.views.reply_modal import (
    CONFIRM_FORM,
    REPLY_FORM,
    TooLongToKeep,
)
from handlers.slack.acting import Acting, act, look
from handlers.slack.opening import open_form
from handlers.slack.presses import press_of, sent_form
from handlers.slack.reply_forms import blocking, confirm_view, fingerprint, preview_of, reply_view


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
        view = look(app, verb="reply", person=press.person, see=lambda a: reply_view(a, press))
        open_form(app.slack, trigger_id=press.trigger_id, view=view)
        ack()

    @bolt.view(REPLY_FORM)
    def reply_written(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key, written = read_metadata(sent.metadata), to_public(sent.values.get("text", ""))
        key = replace(key, text=plain(written.text).strip(), purpose=sent.values["purpose"])
        preview = look(app, verb="reply", person=sent.person, see=lambda a: preview_of(a, key))
        problems = [*written.problems, *blocking(preview)]
        if problems:
            ack(response_action="errors", errors={"text": "\n".join(problems)[:1000]})
            return
        try:
            view = look(
                app, verb="reply", person=sent.person, see=lambda a: confirm_view(a, key, preview)
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
            if not undoing.undo(acting.desk, reply_id=press.number, by=acting.by):
                raise TooLateToUndo

        act(app, verb="reply", person=press.person, key=press.key, do=do)
        ack()


def _send(acting: Acting, key: FormKey) -> Block | None:
    """Queue it; or, when the answered post has changed, the preview anew for another look."""
    preview = preview_of(acting, key)
    if fingerprint(preview) != key.answers:
        return confirm_view(acting, key, preview)
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
