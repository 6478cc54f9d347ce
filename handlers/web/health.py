"""/healthz, /readyz and /metrics: for the platform and for an outside monitor."""

import hmac

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.bootstrap import App
from handlers.status import Readiness, Report
from handlers.web.metrics import exposition

_PATIENCE_S = 5.0
_TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


def routes(app: App, readiness: Readiness, *, process: str) -> list[Route]:
    """The three routes. Without a metrics token there is no /metrics."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("The process is up.")

    def is_known(request: Request) -> bool:
        token = app.settings.metrics_token.get_secret_value()
        offered = request.headers.get("authorization", "")
        return bool(token) and hmac.compare_digest(offered.encode(), f"Bearer {token}".encode())

    async def readyz(request: Request) -> Response:
        report = Report(reasons=[f"The database did not answer within {_PATIENCE_S:.0f} s."])
        with anyio.move_on_after(_PATIENCE_S):
            report = await anyio.to_thread.run_sync(readiness.look, abandon_on_cancel=True)
        # Reasons name accounts and quote platforms, so they are for who holds the metrics token.
        told = {"reasons": report.reasons, **report.facts} if is_known(request) else {}
        answer = {"ready": report.ready, **told}
        return JSONResponse(answer, status_code=200 if report.ready else 503)

    async def metrics(request: Request) -> Response:
        token = app.settings.metrics_token.get_secret_value()
        if not token:
            return PlainTextResponse("Set EARSHOT_METRICS_TOKEN first.", status_code=404)
        if not is_known(request):
            return PlainTextResponse("The token is not ours.", status_code=401)
        text = await run_in_threadpool(exposition, app, process=process)
        return Response(text, media_type=_TEXT_FORMAT)

    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/metrics", metrics),
    ]
