"""Real events and interactions with parts of another type: 200 or 400, one line, never a traceback."""

import json
import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from bot.sandbox.slack.delivery.courier import signature
from bot.telemetry import metrics
from handlers.slack import asgi
from handlers.slack.door.typed_gate import UnknownShape, let_in
from tests.handlers.asking import ask
from tests.handlers.slack import doors
from tests.handlers.slack.registered import Registry, registry
from tests.handlers.slack.signed import send
from tests.slack.workplace import AMIRA, CHANNEL, Workplace

_STRANGE: list[Any] = [None, 0, -1, 2**70, 1.5, True, "", "x", "\ud800", "a\0b", "9" * 400, [], {}]
_STRANGE += [[None], [[]], {"id": 1}, {"type": None}, "1e999", "0" * 3000, [{}], {"value": {}}]
_FORM = "application/x-www-form-urlencoded"


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


def test_mutated_events_and_interactions_are_200_or_400(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    site = Starlette(
        routes=[Route("/slack/events", asgi.endpoint(workplace.app), methods=["POST"])]
    )
    bodies, dice = (
        list(_recorded(workplace, registry(workplace.app, monkeypatch))),
        random.Random(20261129),
    )
    statuses: dict[int, int] = {}
    for _ in range(600):
        is_event, body = dice.choice(bodies)
        changed = _mutated(body, dice)
        text = json.dumps(changed)
        raw = text.encode() if is_event else urlencode({"payload": text}).encode()
        kind = "application/json" if is_event else _FORM
        caplog.clear()
        answer = ask(
            site,
            "POST",
            "/slack/events",
            body=raw,
            headers={"content-type": kind, **signature(raw)},
        )
        assert answer.status in {200, 400}, text
        assert "Traceback" not in caplog.text, text
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
    assert min(statuses.get(200, 0), statuses.get(400, 0)) > 100, statuses


def _recorded(workplace: Workplace, listening: Registry) -> Iterator[tuple[bool, dict[str, Any]]]:
    """What the simulated Slack told the bot, and one payload for each listener."""
    case_id = workplace.complaint()
    workplace.send_all()
    thread = workplace.thread(case_id).slack_ts
    told = workplace.do("say", user=AMIRA, channel=CHANNEL, thread_ts=thread, text="We look.")
    workplace.do("edit_message", user=AMIRA, channel=CHANNEL, ts=told["ts"], text="We looked.")
    workplace.do("open_home", user=AMIRA)
    for shipment in list(workplace.sandbox.slack.workspace.courier.sent):
        yield True, json.loads(shipment.body)
    visitor = doors.Visitor(AMIRA)
    for door, name in doors.interactions(listening):
        if door.kind != "command":
            yield False, doors.payload_of(workplace, visitor, door.kind, name, case_id)


def _mutated(body: dict[str, Any], dice: random.Random) -> Any:
    """One or two of its parts are something else, or gone."""
    changed = json.loads(json.dumps(body))
    for _ in range(dice.randint(1, 2)):
        places = list(_places(changed))
        if not places:
            break
        inside, name = dice.choice(places)
        if dice.random() < 0.25:
            del inside[name]
        else:
            inside[name] = dice.choice(_STRANGE)
    return changed


def _places(told: Any) -> Iterator[tuple[Any, Any]]:
    pairs = told.items() if isinstance(told, dict) else enumerate(told)
    for name, value in list(pairs):
        yield told, name
        if isinstance(value, dict | list):
            yield from _places(value)


def _unreadable() -> float:
    value: float = metrics.UNREADABLE_HOOKS.labels(channel="slack")._value.get()
    return value
