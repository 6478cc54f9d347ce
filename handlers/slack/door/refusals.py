"""The one place where what could not be done becomes a sentence for the person who asked, where they asked.

A sent form gets a form over it, or the sentence at the field it is about; a press, a shortcut or a
command gets a form with it. What cannot be shown on the screen any more, because the press was used for
another form, was too old, or Slack did not take it, goes as one direct message. Everything else is a 500,
so that Slack tries again, and a log line without a word of anybody's text.
"""

import json
import uuid
from typing import Any

from slack_bolt import App as Bolt
from slack_bolt.response import BoltResponse

from bot.bootstrap import App
from bot.desk.case_access import NotOpen
from bot.desk.cases.closures import NotEnded
from bot.desk.desk import DeskError
from bot.desk.ownership.claims import NotClaimed
from bot.desk.threads import home_drawn, refusals
from bot.domain.personal_data.masking import without_cards
from bot.slack.api.values import UnreadableValue
from bot.slack.views.refusal import refusal_view
from bot.telemetry.logs import get_logger
from handlers.slack.door.acting import Person, person_of
from handlers.slack.door.case_named import case_named
from handlers.slack.door.field_errors import AtField, at_field
from handlers.slack.door.filled_in import filled_in
from handlers.slack.door.opening import NotShown, is_full, open_there
from handlers.slack.door.standing import last_change

_log = get_logger(__name__)
_SAYS_WHO_CHANGED_IT = (NotOpen, NotClaimed, NotEnded)
_PRESSES = {"block_actions", "shortcut", "message_action"}


def register(bolt: Bolt, app: App) -> None:
    """Put it behind every listener."""

    def refuse(error: Exception, body: dict[str, Any]) -> BoltResponse | None:
        kind = body.get("type")
        if not isinstance(error, DeskError | UnreadableValue):
            _log.error("slack.listener_failed", kind=kind, exc_info=error)
            return BoltResponse(status=500, body="")
        _log.info("slack.refused", kind=kind, why=type(error).__name__)
        if kind == "view_submission":
            return _on_form(app, body, error)
        if kind in _PRESSES or "command" in body:
            _on_press(app, body, error)
        return BoltResponse(status=200, body="")

    bolt.error(refuse)


def _on_form(app: App, body: dict[str, Any], error: Exception) -> BoltResponse:
    """The form stays, with a sentence under each field that is wrong or under a form of its own."""
    if isinstance(error, AtField):
        return _response({"response_action": "errors", "errors": _at_fields(app, body, error)})
    view = refusal_view(without_cards(str(error)), filled_in=filled_in(body))
    action = "update" if is_full(body.get("view") or {}) else "push"
    return _response({"response_action": action, "view": view})


def _at_fields(app: App, body: dict[str, Any], error: AtField) -> dict[str, str]:
    reader = str(body["user"]["id"])
    return {
        field: at_field(app, without_cards(sentence), reader=reader)
        for field, sentence in error.errors.items()
    }


def _response(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(
        status=200, body=json.dumps(answer), headers={"content-type": "application/json"}
    )


def _on_press(app: App, body: dict[str, Any], error: Exception) -> None:
    """In a form where it was pressed, by the one call that Slack's three seconds have room for."""
    sentence = _sentence(app, body, error)
    if not _is_shown(app, body, error, sentence):
        _tell_alone(app, body, sentence)
    if (body.get("view") or {}).get("type") == "home":
        with app.desk() as desk:
            home_drawn.went_stale(desk, slack_user_id=_presser(body).slack_user_id)


def _is_shown(app: App, body: dict[str, Any], error: Exception, sentence: str) -> bool:
    if isinstance(error, NotShown):  # that was the one call
        return False
    try:
        open_there(app, body, refusal_view(sentence))
    except NotShown as why:
        _log.info("slack.refused_by_message", why=type(why).__name__)
        return False
    return True


def _sentence(app: App, body: dict[str, Any], error: Exception) -> str:
    """Why not; and for a button that was overtaken, who changed the case and how.

    Some repeat what was typed, such as what was taken for a case's number.
    """
    if not isinstance(error, _SAYS_WHO_CHANGED_IT) or body.get("type") != "block_actions":
        return without_cards(str(error))
    return f"{error} {last_change(app, case_id=error.case_id)}".strip()


def _tell_alone(app: App, body: dict[str, Any], sentence: str) -> None:
    """By a direct message. Another workspace's people get none: to write to them is not ours."""
    person = _presser(body)
    if person.team_id != app.settings.slack_team:
        _log.warning("slack.refusal_not_shown")
        return
    with app.desk() as desk:
        refusals.tell(
            desk,
            slack_user_id=person.slack_user_id,
            sentence=sentence,
            case_id=case_named(desk, body),
            fact=str(body.get("trigger_id") or uuid.uuid4()),
        )


def _presser(body: dict[str, Any]) -> Person:
    if "command" in body:
        return Person(str(body["user_id"]), str(body.get("team_id") or ""))
    return person_of(body)
