"""What has no documented shape is 400, and counted; thousands of them: ``journeys/troubles/test_mutated_bodies``."""

import json
from urllib.parse import urlencode

import pytest

from bot.telemetry import metrics
from handlers.slack.door.typed_gate import UnknownShape, let_in
from tests.handlers.slack.signed import send
from tests.slack.workplace import Workplace

_FORM = "application/x-www-form-urlencoded"
_PRESS = {"type": "block_actions", "user": {"id": "U1"}, "actions": [{"action_id": "any"}]}


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", "null"),
        ("application/json", "[]"),
        ("application/json", "[" * 5000),
        ("application/json", '{"type": "event_callback", "event_id": "E", "event": null}'),
        (
            "application/json",
            '{"type": "event_callback", "event_id": "\\ud800", "event": {"type": "x"}}',
        ),
        (
            "application/json",
            '{"type": "event_callback", "event_id": "E", "event": {"type": "message"}}',
        ),
        (_FORM, "payload=[]"),
        (_FORM, "payload=%7B%22type%22%3A%22block_actions%22%7D"),
        (_FORM, urlencode({"payload": '{"type": "block_actions", "user": "U1", "actions": [{}]}'})),
        (
            _FORM,
            urlencode({"payload": '{"type": "view_submission", "user": {"id": "U1"}, "view": []}'}),
        ),
        (_FORM, urlencode({"payload": json.dumps(_PRESS | {"view": {"type": "home"}})})),
        (_FORM, urlencode({"payload": json.dumps(_PRESS | {"view": {"id": ""}})})),
        ("text/html", "<html>"),
    ],
)
def test_what_has_no_documented_shape_is_400_and_counted(
    workplace: Workplace, kind: str, body: str
) -> None:
    before = _unreadable()
    assert send(workplace, body, content_type=kind).status_code == 400
    assert _unreadable() == before + 1


def test_what_is_wrong_is_named_and_never_quoted() -> None:
    body = {"type": "event_callback", "event_id": "E1", "event": {"type": "message", "text": 4111}}
    with pytest.raises(UnknownShape) as refused:
        let_in(json.dumps(body), "application/json")
    assert refused.value.where == "EventBody: event.text"


def _unreadable() -> float:
    value: float = metrics.UNREADABLE_HOOKS.labels(channel="slack")._value.get()
    return value
