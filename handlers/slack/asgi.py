"""POST /slack/events: reads the raw body, then everything happens in a thread of the pool.

The signature is looked at before the body is understood: what did not come from Slack is never parsed.
"""

from collections.abc import Awaitable, Callable, Sequence

from slack_bolt import App as Bolt
from slack_bolt.request import BoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from starlette.background import BackgroundTask, BackgroundTasks
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.bootstrap import App
from handlers.body import BadBody, raw_body
from handlers.slack.application import build
from handlers.slack.door.afterwards import collected
from handlers.slack.door.typed_gate import UnknownShape, let_in
from handlers.slack.entrance import dispatch, note_unreadable
from handlers.slack.signature import is_slacks


def endpoint(app: App, *, answers_first: bool = False) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for events, buttons and forms. The Slack app is built now, once. ``answers_first``: what
    nobody waits for is done once Slack has its answer; else before."""
    bolt = build(app)
    verifier = SignatureVerifier(app.settings.slack_signing_secret.get_secret_value())

    async def slack_events(request: Request) -> Response:
        try:
            body = await raw_body(request)
        except BadBody as error:
            return PlainTextResponse(str(error), status_code=error.status)
        if not answers_first:
            return await run_in_threadpool(_answer, bolt, verifier, request, body)
        with collected() as later:
            response = await run_in_threadpool(_answer, bolt, verifier, request, body)
        if later:
            response.background = BackgroundTasks([BackgroundTask(work) for work in later])
        return response

    return slack_events


def _answer(bolt: Bolt, verifier: SignatureVerifier, request: Request, body: bytes) -> Response:
    if not is_slacks(verifier, request, body):
        return PlainTextResponse("The signature is not Slack's.", status_code=401)
    try:
        raw = body.decode()
        let_in(raw, request.headers.get("content-type", ""))
    except (UnicodeDecodeError, UnknownShape) as error:
        note_unreadable(error)
        return PlainTextResponse("The body could not be read.", status_code=400)
    told = BoltRequest(body=raw, query=request.url.query, headers=_headers(request))
    return _response(dispatch(bolt, told))


def _headers(request: Request) -> dict[str, str | Sequence[str]]:
    return dict(request.headers.items())


def _response(answer: BoltResponse) -> Response:
    response = Response(answer.body, status_code=answer.status)
    for name, values in answer.headers.items():
        if name.lower() != "content-length":
            response.headers[name] = ", ".join(values)
    return response
