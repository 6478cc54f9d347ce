"""POST /slack/events: reads the raw body, then everything happens in a thread of the pool."""

import re
from collections.abc import Awaitable, Callable, Sequence

from slack_bolt import App as Bolt
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.bootstrap import App
from handlers.body import TooLarge, raw_body
from handlers.slack.application import build

_TIMESTAMP = "x-slack-request-timestamp"
_SECONDS = re.compile(r"[0-9]{1,12}")


def endpoint(app: App) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for events, buttons and forms. The Slack app is built now, once."""
    bolt = build(app)

    async def slack_events(request: Request) -> Response:
        # Slack's own library takes this header for a number and fails when it is none.
        stamp = request.headers.get(_TIMESTAMP, "")
        if not _SECONDS.fullmatch(stamp):
            return PlainTextResponse("The signature is not Slack's.", status_code=401)
        try:
            body = (await raw_body(request)).decode()
        except TooLarge as error:
            return PlainTextResponse(str(error), status_code=413)
        except UnicodeDecodeError:
            return PlainTextResponse("The signature is not Slack's.", status_code=401)
        asked = BoltRequest(body=body, query=request.url.query, headers=_headers(request))
        return _response(await run_in_threadpool(_dispatch, bolt, asked))

    return slack_events


def _dispatch(bolt: Bolt, request: BoltRequest) -> BoltResponse:
    return bolt.dispatch(request)


def _headers(request: Request) -> dict[str, str | Sequence[str]]:
    return dict(request.headers.items())


def _response(answer: BoltResponse) -> Response:
    response = Response(answer.body, status_code=answer.status)
    for name, values in answer.headers.items():
        if name.lower() != "content-length":
            response.headers[name] = ", ".join(values)
    return response
