"""For the platform: /healthz (it lives) and /readyz (it can serve). For an outside monitor, with the
metrics token: /status (the deployment does its work) and /metrics."""

import hmac
from collections.abc import Callable
from typing import Any

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
    """The four routes. Without a metrics token there is neither /status nor /metrics."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("The process is up.")

    def is_known(request: Request) -> bool:
        token = app.settings.metrics_token.get_secret_value()
        offered = request.headers.get("authorization", "")
        return bool(token) and hmac.compare_digest(offered.encode(), f"Bearer {token}".encode())

    def refused(request: Request) -> Response | None:
        if not app.settings.metrics_token.get_secret_value():
            return PlainTextResponse("Set EARSHOT_METRICS_TOKEN first.", status_code=404)
        return None if is_known(request) else PlainTextResponse("The token is not ours.", 401)

    async def readyz(request: Request) -> Response:
        report = await _in_time(readiness.ready)
        told = {"reasons": report.reasons} if is_known(request) else {}
        return _answer({"ready": report.is_well, **told}, report)

    async def status(request: Request) -> Response:
        # Reasons name accounts and quote platforms, so they are for who holds the metrics token.
        if refusal := refused(request):
            return refusal
        report = await _in_time(readiness.status)
        return _answer({"works": report.is_well, "reasons": report.reasons, **report.facts}, report)

    async def metrics(request: Request) -> Response:
        if refusal := refused(request):
            return refusal
        text = await run_in_threadpool(exposition, app, process=process)
        return Response(text, media_type=_TEXT_FORMAT)

    return [
        Route("/healthz", healthz),
        Route("/readyz", readyz),
        Route("/status", status),
        Route("/metrics", metrics),
    ]


async def _in_time(look: Callable[[], Report]) -> Report:
    report = Report(reasons=[f"The database did not answer within {_PATIENCE_S:.0f} s."])
    with anyio.move_on_after(_PATIENCE_S):
        report = await anyio.to_thread.run_sync(look, abandon_on_cancel=True)
    return report


def _answer(told: dict[str, Any], report: Report) -> Response:
    return JSONResponse(told, status_code=200 if report.is_well else 503)
