"""The webhook routes: one address for every channel that has a webhook, whatever its name."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.bootstrap import App
from bot.channels.channel import BadSignature, Channel, Handshakes, Hook
from handlers.body import BadBody, raw_body
from handlers.web.webhooks.receiving import receive


def routes(app: App) -> list[Route]:
    """What the platforms call: GET when the webhook is set up, POST when something happened."""

    async def told(request: Request) -> Response:
        channel = _with_webhook(app, request)
        if channel is None:
            return _unknown()
        try:
            body = await raw_body(request)
        except BadBody as error:
            return PlainTextResponse(str(error), status_code=error.status)
        headers = {name.lower(): value for name, value in request.headers.items()}
        status = await run_in_threadpool(receive, app, channel, Hook(headers=headers, body=body))
        return PlainTextResponse(status.phrase, status_code=status)

    async def asked(request: Request) -> Response:
        channel: object = _with_webhook(app, request)
        if not isinstance(channel, Handshakes):
            return _unknown()
        try:
            return PlainTextResponse(channel.handshake(request.query_params))
        except BadSignature as error:
            return PlainTextResponse(str(error), status_code=403)

    return [
        Route("/webhooks/{channel}", asked, methods=["GET"]),
        Route("/webhooks/{channel}", told, methods=["POST"]),
    ]


def _with_webhook(app: App, request: Request) -> Channel | None:
    channel = app.channels.get(request.path_params["channel"])
    return channel if channel is not None and channel.capabilities.has_webhook else None


def _unknown() -> Response:
    return PlainTextResponse("There is no such webhook.", status_code=404)
