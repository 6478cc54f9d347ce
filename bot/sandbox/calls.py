"""How a sync handler meets HTTP: the body is read first, then the handler runs in the thread pool.

Also the two answers no web framework offers: a connection that is cut, and one that hangs.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

CUT = "cut_connection"
EVERY_METHOD = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


@dataclass(frozen=True)
class Call:
    """One HTTP request with its raw body, as sync code wants it."""

    method: str
    path: str
    url: str
    headers: dict[str, str]
    query: dict[str, str]
    body: bytes
    parameters: dict[str, str] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """The body as a JSON object; {} when there is none. Raises ValueError for anything else."""
        value = json.loads(self.body or b"{}")
        if isinstance(value, dict):
            return value
        raise ValueError("The body has to be a JSON object.")

    def form(self) -> dict[str, str]:
        """The body as an HTML form (application/x-www-form-urlencoded)."""
        return dict(parse_qsl(self.body.decode("utf-8"), keep_blank_values=True))


def endpoint(handler: Callable[[Call], Response]) -> Callable[[Request], Awaitable[Response]]:
    """A Starlette endpoint that reads the body and runs the sync `handler` in the thread pool."""

    async def run(request: Request) -> Response:
        call = Call(
            method=request.method,
            path=request.url.path,
            url=str(request.url),
            headers={name.lower(): value for name, value in request.headers.items()},
            query=dict(request.query_params),
            body=await request.body(),
            parameters={name: str(value) for name, value in request.path_params.items()},
        )
        return await run_in_threadpool(handler, call)

    return run


class CutConnection(Response):
    """No answer at all: the connection is closed, after `seconds` of silence if there are any."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = asyncio.ensure_future(_until_disconnected(receive))
        await asyncio.wait({gone}, timeout=self.seconds)
        scope["state"][CUT]()
        await gone  # returning earlier would let the server answer 500


class CuttableProtocol(H11Protocol):
    """uvicorn's HTTP, which also hands each request the means to abort its connection."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it as well
        super().connection_made(transport)
        self.app_state = {**self.app_state, CUT: transport.abort}


async def _until_disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
