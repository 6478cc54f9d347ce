"""Bodies that do not come to their end."""

import anyio
import pytest
from starlette.requests import Request

from handlers.body import CutOff, raw_body
from tests.handlers.asking import Message


def test_a_caller_who_hangs_up_in_mid_body_leaves_one_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[Message] = [
        {"type": "http.request", "body": b"half of it", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Message:
        return told.pop(0)

    scope = {"type": "http", "path": "/slack/events", "headers": [], "server": ("bot", 80)}
    with pytest.raises(CutOff):
        anyio.run(raw_body, Request(scope, receive))
    assert [line.getMessage() for line in caplog.records if "Traceback" in line.getMessage()] == []
    assert caplog.text.count("web.body_cut_off") == 1
