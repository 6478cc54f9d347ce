"""Slack has its answer before the Home tab that somebody opens is drawn."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response

from bot.language import language_spoken, speaking
from handlers.slack import asgi
from handlers.slack.door import home_tab
from handlers.slack.door.afterwards import afterwards, collected
from tests.handlers.slack.signed import enveloped, signed
from tests.slack.workplace import AMIRA, Workplace


def opened(workplace: Workplace) -> Response:
    """The answer to the event, with what is to be done after it."""
    body = enveloped(type="app_home_opened", user=AMIRA, tab="home", channel="D0")
    headers = [(name.encode(), told.encode()) for name, told in signed(body).items()]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/slack/events",
        "query_string": b"",
        "headers": headers,
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body.encode(), "more_body": False}

    async def answered() -> Response:
        return await asgi.endpoint(workplace.app, answers_first=True)(Request(scope, receive))

    return asyncio.run(answered())


def drawn(response: Response) -> None:
    """Do what comes after the answer."""
    assert response.background is not None
    asyncio.run(response.background())


def test_the_home_tab_is_drawn_after_the_answer(workplace: Workplace) -> None:
    response = opened(workplace)
    assert response.status_code == 200
    assert workplace.slack()["homes"] == {}
    drawn(response)
    assert AMIRA in workplace.slack()["homes"]


def test_a_home_tab_that_cannot_be_drawn_is_a_line_in_the_log(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise KeyError("My card was declined")

    monkeypatch.setattr(home_tab, "show_home", broken)
    drawn(opened(workplace))
    assert "slack.not_done_afterwards" in caplog.text
    assert "declined" not in caplog.text


def test_it_is_done_in_the_language_it_was_asked_in() -> None:
    said: list[str] = []
    with collected() as later, speaking("ar"):
        afterwards(lambda: said.append(language_spoken()))
    assert said == []
    for work in later:
        work()
    assert said == ["ar"]


def test_where_nobody_collects_it_is_done_at_once() -> None:
    said: list[str] = []
    afterwards(lambda: said.append("done"))
    assert said == ["done"]
