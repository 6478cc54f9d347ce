"""Socket Mode: the same acts over a WebSocket, each of them once, whatever becomes of the line."""

import dataclasses
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from prometheus_client import Counter
from pydantic import SecretStr
from sqlmodel import col, func, select

from bot.domain.records.trail.audit import AuditEntry
from bot.sandbox import credentials
from bot.sandbox.slack.delivery.socket_mode import SocketMode
from bot.telemetry import metrics
from handlers.slack.socket import Socket
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, Workplace


@pytest.fixture
def line(workplace: Workplace) -> Iterator[SocketMode]:
    """Slack's side of the line, with the bot connected to it and nothing else open to Slack."""
    workplace.do("socket_mode", on=True)
    settings = workplace.app.settings.model_copy(
        update={"slack_app_token": SecretStr(credentials.SLACK_APP_TOKEN)}
    )
    ending = threading.Event()
    socket = Socket(dataclasses.replace(workplace.app, settings=settings))
    socket.open(ending)
    exchange = workplace.sandbox.slack.workspace.courier.socket
    assert exchange.wait_for_connections(2)
    yield exchange
    ending.set()
    socket.close()


def claims_of(workplace: Workplace, case_id: int) -> int:
    with workplace.database.reading() as session:
        query = select(func.count()).where(
            AuditEntry.case_id == case_id, col(AuditEntry.verb) == "claim"
        )
        return session.exec(query).one()


def counted(counter: Counter) -> float:
    value: float = counter.labels(channel="slack")._value.get()
    return value


def test_a_press_a_form_a_command_and_an_event_come_over_the_socket(
    workplace: Workplace, line: SocketMode
) -> None:
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    answer = workplace.do("command", user=AMIRA, channel=CHANNEL, text=f"/case {case_id}")
    assert answer["ok"]
    assert "Resolved" in str(workplace.slack()["ephemerals"])
    ts = workplace.thread(case_id).slack_ts
    workplace.do("say", user=JONAS, channel=CHANNEL, text="Noted", thread_ts=ts)
    assert {sent["type"] for sent in line.log} == {"interactive", "slash_commands", "events_api"}


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("events_api", {"type": "event_callback", "event_id": "E1", "event": None}),
        ("events_api", {"type": "event_callback", "event_id": "E\0", "event": {"type": "x"}}),
        ("interactive", {"type": "block_actions", "user": {"id": "U1"}, "actions": []}),
        ("slash_commands", {"command": "/case", "user_id": 7}),
        ("interactive", {}),
    ],
)
def test_what_has_no_documented_shape_is_not_acknowledged_and_counted(
    workplace: Workplace,
    line: SocketMode,
    kind: str,
    payload: dict[str, Any],
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = counted(metrics.UNREADABLE_HOOKS)
    line.ack_s = 0.5
    assert line.deliver(kind, payload) == (False, None)
    assert counted(metrics.UNREADABLE_HOOKS) == before + 1
    assert "Traceback" not in caplog.text
    line.ack_s = 30.0
    workplace.press(AMIRA, case_id := workplace.complaint(), "claim")
    assert claims_of(workplace, case_id) == 1


def test_an_event_that_nobody_listens_to_is_acknowledged_and_counted(
    workplace: Workplace, line: SocketMode
) -> None:
    before = counted(metrics.NOT_USED)
    event = {"type": "emoji_changed", "event_ts": "1.0"}
    told = {"type": "event_callback", "event_id": "E1", "team_id": "T1", "event": event}
    assert line.deliver("events_api", told)[0]
    assert counted(metrics.NOT_USED) == before + 1


def test_a_click_is_done_once_although_the_line_breaks_before_it_is_acknowledged(
    workplace: Workplace, line: SocketMode
) -> None:
    case_id = workplace.complaint()
    line.ack_s = 30.0  # a busy machine may need longer than Slack would wait
    line.lose_next_ack = True
    workplace.press(AMIRA, case_id, "claim")
    assert line.wait_for_connections(3), "the bot did not come back"
    sent = [envelope for envelope in line.log if envelope["type"] == "interactive"]
    assert len(sent) == 2
    assert sent[0]["id"] == sent[1]["id"]
    assert claims_of(workplace, case_id) == 1


def test_a_line_that_breaks_without_a_word_keeps_nobody_waiting(
    workplace: Workplace, line: SocketMode
) -> None:
    case_id = workplace.complaint()
    line.cut()
    workplace.press(AMIRA, case_id, "claim")
    assert claims_of(workplace, case_id) == 1


def test_when_slack_recycles_a_container_the_bot_opens_another_line(
    workplace: Workplace, line: SocketMode
) -> None:
    case_id = workplace.complaint()
    line.recycle()
    workplace.press(AMIRA, case_id, "claim")  # over the other line
    assert claims_of(workplace, case_id) == 1
    assert line.wait_for_connections(3), "the bot did not come back"


def test_a_wrong_app_token_is_said_and_tried_again_until_told_to_end(workplace: Workplace) -> None:
    workplace.do("socket_mode", on=True)
    settings = workplace.app.settings.model_copy(
        update={"slack_app_token": SecretStr("xapp-wrong")}
    )
    ending = threading.Event()
    socket = Socket(dataclasses.replace(workplace.app, settings=settings))
    opening = threading.Thread(target=socket.open, args=(ending,))
    opening.start()
    ending.set()
    opening.join(timeout=10)
    assert not opening.is_alive()
    assert workplace.sandbox.slack.workspace.courier.socket.connections == 0
    socket.close()
