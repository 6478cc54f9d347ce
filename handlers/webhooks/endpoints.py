"""The webhook routes: one for every channel that has a webhook, whatever its name."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.bootstrap import App
from bot.channels.channel import Hook
from handlers.body import TooLarge, raw_body
from handlers.webhooks import facebook
from handlers.webhooks.receiving import receive


def routes(app: App) -> list[Route]:
    """Facebook's handshake, and the entrance that all channels share."""

    async def entrance(request: Request) -> Response:
        channel = app.channels.get(request.path_params["channel"])
        if channel is None or not channel.capabilities.has_webhook:
            return PlainTextResponse("There is no such webhook.", status_code=404)
        try:
            body = await raw_body(request)
        except TooLarge as error:
            return PlainTextResponse(str(error), status_code=413)
        headers = {name.lower(): value for name, value in request.headers.items()}
        status = await run_in_threadpool(receive, app, channel, Hook(headers=headers, body=body))
        return PlainTextResponse(status.phrase, status_code=status)

    return [
        Route("/webhooks/facebook", facebook.handshake(app.settings), methods=["GET"]),
        Route("/webhooks/{channel}", entrance, methods=["POST"]),
    ]
