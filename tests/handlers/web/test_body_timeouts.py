"""Whoever connects and does not come to the point is let go; whoever does is answered."""

import asyncio
import resource
from collections.abc import Awaitable, Callable

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from uvicorn.server import ServerState

from handlers.body import BadBody, TooSlow, raw_body
from handlers.web.body_timeouts import ImpatientProtocol, have_files_for_all

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bytes]]
WHOLE = b"GET / HTTP/1.1\r\nHost: bank.example\r\n\r\n"


class InNoTime(ImpatientProtocol):
    """The same, so that no test has to wait."""

    HEAD_S = 0.05


class Patient(ImpatientProtocol):
    """The same, with more time than a test takes."""

    HEAD_S = 60.0


def talk(say: Talk, *, protocol: type[ImpatientProtocol]) -> bytes:
    """What is heard on one connection to a server that speaks like this."""

    async def serve() -> bytes:
        config = uvicorn.Config(_echo, http=protocol, log_config=None)
        config.load()
        state = ServerState()
        server = await asyncio.get_running_loop().create_server(
            lambda: protocol(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        heard = await asyncio.wait_for(say(reader, writer), 10)
        writer.close()
        server.close()
        return heard

    return asyncio.run(serve())


async def _echo(scope: dict[str, object], receive: object, send: object) -> None:
    request = Request(scope, receive)  # type: ignore[arg-type]  # ASGI's own loose types
    try:
        answer: Response = PlainTextResponse(await raw_body(request))
    except BadBody as error:
        answer = PlainTextResponse(str(error), status_code=error.status)
    await answer(scope, receive, send)  # type: ignore[arg-type]  # the same


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nHost: bank"])
def test_a_head_that_does_not_end_ends_the_connection(start: bytes) -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(start)
        return await reader.read()

    assert talk(say, protocol=InNoTime) == b""


def test_the_second_head_on_a_connection_has_to_end_too() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(WHOLE)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"GET /")
        return await reader.read()

    assert talk(say, protocol=InNoTime) == b""


def test_whole_requests_one_after_the_other_are_answered() -> None:
    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(WHOLE)
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"POST / HTTP/1.1\r\nHost: bank.example\r\nContent-Length: 2\r\n\r\n")
        writer.write(b"hi")
        await reader.readuntil(b"\r\n\r\n")
        return await reader.readexactly(2)

    assert talk(say, protocol=Patient) == b"hi"


def test_a_body_in_drops_is_given_up() -> None:
    async def more() -> dict[str, object]:
        await asyncio.Event().wait()
        return {}

    request = Request({"type": "http", "headers": []}, more)
    with pytest.raises(TooSlow):
        asyncio.run(raw_body(request, patience_s=0.01))


class Crowded(Patient):
    """The same, with room for three."""

    MOST = 3


def test_where_all_places_are_taken_the_idle_are_sent_away_politely_and_who_asks_is_heard() -> None:
    async def crowd() -> list[bytes]:
        config = uvicorn.Config(_echo, http=Crowded, log_config=None)
        config.load()
        state = ServerState()
        server = await asyncio.get_running_loop().create_server(
            lambda: Crowded(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        address = server.sockets[0].getsockname()
        idle = []
        for _ in range(3):
            idle.append(await asyncio.open_connection(*address))
        heard = []
        for _ in range(2):
            reader, writer = await asyncio.open_connection(*address)
            writer.write(WHOLE)
            heard.append(await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10))
            first_reader, first_writer = idle.pop(0)
            heard.append(await asyncio.wait_for(first_reader.read(), 10))
            first_writer.close()
            idle.append((reader, writer))
        for _, writer in idle:
            writer.close()
        server.close()
        return heard

    answer, sent_away, again, also_sent_away = asyncio.run(crowd())
    assert b"200 OK" in answer
    assert b"200 OK" in again
    for told in (sent_away, also_sent_away):
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"\r\nRetry-After: 60\r\n" in told
        assert told.endswith(b"Please try again in a minute.\n")


def test_a_process_can_open_as_many_files_as_it_has_connections(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits, most = [100, 400], ImpatientProtocol.MOST
    monkeypatch.setattr(resource, "getrlimit", lambda _of: tuple(limits))
    monkeypatch.setattr(resource, "setrlimit", lambda _of, wanted: limits.__setitem__(0, wanted[0]))
    monkeypatch.setattr(ImpatientProtocol, "MOST", most)
    have_files_for_all()
    assert (limits[0], ImpatientProtocol.MOST) == (400, 200)
