"""The customer's phone: what the bot answers comes through the door, but for what forbids a frame."""

import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import anyio
import pytest
import requests
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox.server import build, create_app
from handlers.web.chat.headers import CONTENT_SECURITY, Guarded
from tests.sandbox.serving import Running, Site, site

PATIENCE_S = 10


@dataclass
class ChatPage:
    """A stand-in for the bot: the product's own headers around an answer that tells what was asked."""

    more: threading.Event = field(default_factory=threading.Event)

    def app(self) -> Guarded:
        routes = [
            Route("/chat/events", self._events),
            Route("/chat{rest:path}", self._told, methods=["GET", "POST"]),
        ]
        return Guarded(Starlette(routes=routes), is_secure=False)

    async def _told(self, request: Request) -> Response:
        body = (await request.body()).decode()
        asked = {"path": str(request.url.path), "query": request.url.query, "body": body}
        answer = JSONResponse(asked | {"headers": dict(request.headers)}, status_code=418)
        answer.set_cookie("chat", "kept", httponly=True, samesite="lax")
        return answer

    async def _events(self, request: Request) -> Response:
        async def events() -> AsyncIterator[str]:
            yield "event: beat\n\n"
            await anyio.to_thread.run_sync(self.more.wait, PATIENCE_S)
            yield "event: news\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")


@dataclass(frozen=True)
class Phone:
    """The console's address, the bot's, and the page behind."""

    console: str
    bot: str
    page: ChatPage


@pytest.fixture
def phone(_site: Site) -> Iterator[Phone]:
    page = ChatPage()
    with site() as bot:
        bot.app = page.app()
        sandbox = build(folder=None, bot_url=bot.address, start=datetime.now(UTC))
        _site.app = create_app(sandbox.world)
        yield Phone(_site.address, bot.address, page)
        page.more.set()
        sandbox.world.close()


def test_all_comes_through_but_what_forbids_a_frame(phone: Phone) -> None:
    direct = requests.get(f"{phone.bot}/chat", timeout=PATIENCE_S)
    framed = requests.get(f"{phone.console}/chat", timeout=PATIENCE_S)
    assert framed.status_code == direct.status_code == 418
    assert direct.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in direct.headers["content-security-policy"]
    changed = {"x-frame-options", "content-security-policy", "content-length", "date"}
    kept = {n.lower(): v for n, v in direct.headers.items() if n.lower() not in changed}
    assert {n.lower(): v for n, v in framed.headers.items() if n.lower() not in changed} == kept
    assert "x-frame-options" not in framed.headers
    policy = CONTENT_SECURITY.replace("frame-ancestors 'none'; ", "")
    assert framed.headers["content-security-policy"] == policy


def test_what_is_asked_passes_as_it_came(phone: Phone) -> None:
    sent = {"Origin": phone.console, "Cookie": "chat=mine", "X-Chat-Token": "word"}
    address = f"{phone.console}/chat/say?after=3"
    answer = requests.post(address, data="مرحبا".encode(), headers=sent, timeout=PATIENCE_S).json()
    assert (answer["path"], answer["query"], answer["body"]) == ("/chat/say", "after=3", "مرحبا")
    told = answer["headers"]
    assert (told["cookie"], told["x-chat-token"]) == ("chat=mine", "word")
    assert told["origin"] == phone.bot, "our own page asks, wherever it is framed"


def test_the_phone_speaks_the_language_that_was_chosen(phone: Phone) -> None:
    def language() -> str:
        answer = requests.get(f"{phone.console}/chat", timeout=PATIENCE_S).json()
        return str(answer["headers"]["accept-language"])

    assert language() == "en"
    chosen = f"{phone.console}/console/phone"
    assert requests.post(chosen, json={"language": "ar"}, timeout=PATIENCE_S).ok
    assert language() == "ar"
    assert requests.post(chosen, json={"language": "xx"}, timeout=PATIENCE_S).status_code == 400
    assert language() == "ar"


def test_events_come_when_they_happen(phone: Phone) -> None:
    address = f"{phone.console}/chat/events"
    with requests.get(address, stream=True, timeout=PATIENCE_S) as answer:
        lines = (line for line in answer.iter_lines(1, decode_unicode=True) if line)
        assert next(lines) == "event: beat"  # while the answer goes on
        phone.page.more.set()
        assert next(lines) == "event: news"


def test_a_bot_that_is_not_there_is_told_of(running: Running) -> None:
    running.sandbox.phone.bot_url = "http://127.0.0.1:9"
    answer = requests.get(f"{running.address}/chat", timeout=PATIENCE_S)
    assert (answer.status_code, answer.text) == (502, "Earshot does not answer.")
