"""Answers that last: what stood above one, and what was read of its request, is not held meanwhile."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from handlers.web.long_answers import EventStream, Gone, LongAnswers


def test_the_head_of_a_request_is_let_go_while_its_answer_goes_on() -> None:
    scope: Scope = {"type": "http", "headers": [(b"cookie", b"chat=x")]}
    held: list[Any] = []
    sent: list[Message] = []

    async def lines(_gone: Gone) -> AsyncGenerator[bytes, None]:
        held.append(list(scope["headers"]))
        yield b"event: beat\n\n"

    async def site(scope: Scope, receive: Receive, send: Send) -> None:
        held.append(list(scope["headers"]))
        await EventStream(lines)(scope, receive, send)

    async def receive() -> Message:
        await asyncio.Event().wait()
        raise AssertionError("nobody goes")

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(LongAnswers(site)(scope, receive, send))
    assert held == [[(b"cookie", b"chat=x")], []]
    assert [each.get("body") for each in sent] == [None, b"event: beat\n\n", b""]
