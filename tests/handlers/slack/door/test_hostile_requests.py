"""What an outsider can send to the two open doors: nothing happens, nothing breaks, nothing is told."""

import pytest
import requests

from tests.handlers.slack.signed import send
from tests.slack.workplace import AMIRA, Workplace


@pytest.mark.parametrize("stamp", ["9" * 5000, "-1", "", "1e9", "٣"])
def test_a_strange_time_is_refused_and_breaks_nothing(workplace: Workplace, stamp: str) -> None:
    headers = {"x-slack-request-timestamp": stamp.encode(), "x-slack-signature": b"v0=00"}
    answer = requests.post(
        f"{workplace.bot_address}/slack/events", data=b"{}", headers=headers, timeout=10
    )
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", "[]"),
        ("application/json", '"hello"'),
        ("application/json", "null"),
        ("application/json", "{"),
        ("application/json", "[" * 5000),
        ("application/x-www-form-urlencoded", "payload=[]"),
        ("application/x-www-form-urlencoded", "payload=%7B"),
        ("application/x-www-form-urlencoded", "payload=%7B%22type%22%3A%22block_actions%22%7D"),
        ("text/html", "<html>"),
    ],
)
def test_a_signed_body_of_no_known_shape_changes_nothing_and_tells_nothing(
    workplace: Workplace, kind: str, body: str
) -> None:
    case_id = workplace.complaint()
    answer = send(workplace, body, content_type=kind)
    assert "Traceback" not in answer.text
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    assert f"<@{AMIRA}>" in str(workplace.headline(case_id)["blocks"])
