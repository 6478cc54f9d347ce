"""The one place where what could not be done becomes a sentence for the person who asked.

A form gets a form with the sentence, or the sentence at the field it is about; a press gets a message
only they see. Everything else is a 500, so that Slack tries again, and a log line without a word of
anybody's text.
"""

import json
from typing import Any

from slack_bolt import App as Bolt
from slack_bolt.response import BoltResponse

from bot.bootstrap import App
from bot.desk.case_access import NotOpen
from bot.desk.cases.closures import NotEnded
from bot.desk.desk import DeskError
from bot.desk.ownership.claims import NotClaimed
from bot.domain.personal_data.masking import without_cards
from bot.slack.api.values import UnreadableValue
from bot.slack.views.refusal import refusal_view
from bot.telemetry.logs import get_logger
from handlers.slack.door.field_errors import AtField, at_field
from handlers.slack.door.filled_in import filled_in
from handlers.slack.door.opening import FormDidNotOpen, open_form
from handlers.slack.door.standing import last_change
from handlers.slack.door.whisper import whisper

_log = get_logger(__name__)
_SAYS_WHO_CHANGED_IT = (NotOpen, NotClaimed, NotEnded)


def register(bolt: Bolt, app: App) -> None:
    """Put it behind every listener."""

    def refuse(error: Exception, body: dict[str, Any]) -> BoltResponse | None:
        if not isinstance(error, DeskError | UnreadableValue):
            _log.error("slack.listener_failed", kind=body.get("type"), exc_info=error)
            return BoltResponse(status=500, body="")
        _log.info("slack.refused", kind=body.get("type"), why=type(error).__name__)
        if isinstance(error, AtField) and body.get("type") == "view_submission":
            return _at_fields(app, body, error)
        return _answer(app, body, _sentence(app, body, error))

    bolt.error(refuse)


def _sentence(app: App, body: dict[str, Any], error: Exception) -> str:
    """Why not; and for a button that was overtaken, who changed the case and how.

    Some repeat what was typed, such as what was taken for a case's number.
    """
    if not isinstance(error, _SAYS_WHO_CHANGED_IT) or body.get("type") != "block_actions":
        return without_cards(str(error))
    return f"{error} {last_change(app, case_id=error.case_id)}".strip()


def _at_fields(app: App, body: dict[str, Any], error: AtField) -> BoltResponse:
    """The form stays, with a sentence under each field that is wrong."""
    reader = str(body["user"]["id"])
    errors = {
        field: at_field(app, without_cards(sentence), reader=reader)
        for field, sentence in error.errors.items()
    }
    return _response({"response_action": "errors", "errors": errors})


def _answer(app: App, body: dict[str, Any], sentence: str) -> BoltResponse:
    if body.get("type") == "view_submission":
        view = refusal_view(sentence, filled_in=filled_in(body))
        return _response({"response_action": "push", "view": view})
    _say(app, body, sentence)
    return BoltResponse(status=200, body="")


def _response(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200, body=json.dumps(answer), headers={"content-type": "application/json"}
    )


def _say(app: App, body: dict[str, Any], sentence: str) -> None:
    """To them alone: beside the button, or in a form where there is no channel."""
    container = body.get("container") or {}
    if container.get("channel_id"):
        whisper(
            app,
            slack_channel=container["channel_id"],
            slack_user_id=body["user"]["id"],
            text=sentence,
            thread_ts=_thread(container),
        )
    elif body.get("trigger_id"):
        try:
            open_form(app.slack, trigger_id=body["trigger_id"], view=refusal_view(sentence))
        except FormDidNotOpen:  # the case itself still shows how it stands
            _log.warning("slack.refusal_not_shown")


def _thread(container: dict[str, Any]) -> str | None:
    """The thread of a message inside one; a headline's answer stands in the channel beside it."""
    thread = container.get("thread_ts")
    return str(thread) if thread and thread != container.get("message_ts") else None
