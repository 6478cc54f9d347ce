"""What web serves while settings are missing: alive, not ready, and says for what it waits.

Slack verifies our address before it gives a bot token, and shows the signing secret before that; so that
one question is answered as soon as the secret is set. Nothing else is taken: Slack, X and Facebook send again.
"""

import json
from collections.abc import Collection
from socket import socket
from typing import Any

import uvicorn
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.telemetry.logs import get_logger
from config.settings import Settings
from handlers.body import BadBody, raw_body
from handlers.endings import end_in_time
from handlers.slack.signature import is_slacks
from handlers.web.body_timeouts import ImpatientProtocol

_log = get_logger(__name__)
_NOT_YET = "Earshot waits for settings. Run `python -m handlers check`."


def waiting_site(settings: Settings, reasons: dict[str, str]) -> Starlette:
    """Its routes. ``reasons`` says of each variable that is missing where to get it: no secret is in it."""
    secret = settings.slack_signing_secret.get_secret_value()
    verifier = SignatureVerifier(secret) if secret else None

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("The process is up.")

    async def readyz(_request: Request) -> Response:
        told = [f"{name}: {why}" for name, why in reasons.items()]
        return JSONResponse({"ready": False, "waiting_for": told}, status_code=503)

    async def slack_events(request: Request) -> Response:
        try:
            body = await raw_body(request)
        except BadBody as error:
            return PlainTextResponse(str(error), status_code=error.status)
        if verifier is None or not is_slacks(verifier, request, body):
            return PlainTextResponse("The signature is not Slack's.", status_code=401)
        challenge = _challenge(body)
        return PlainTextResponse(challenge or _NOT_YET, status_code=200 if challenge else 503)

    async def anything(_request: Request) -> Response:
        return PlainTextResponse(_NOT_YET, status_code=503)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/slack/events", slack_events, methods=["POST"]),
            Route("/{anything:path}", anything, methods=["GET", "POST"]),
        ]
    )


def wait(settings: Settings, reasons: dict[str, str]) -> None:
    """Serve that until SIGTERM: a platform starts its processes anew when a setting changes."""
    config = uvicorn.Config(
        waiting_site(settings, reasons),
        host=settings.host,
        port=settings.port,
        http=ImpatientProtocol,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    try:
        _Waiting(config, reasons).run()
    finally:
        end_in_time()


class _Waiting(uvicorn.Server):
    """uvicorn that says for what it waits, once it listens."""

    def __init__(self, config: uvicorn.Config, reasons: Collection[str]) -> None:
        super().__init__(config)
        self._reasons = sorted(reasons)

    async def startup(self, sockets: list[socket] | None = None) -> None:
        """Listen, then write one line with the names of the variables that are missing."""
        await super().startup(sockets)
        _log.warning("web.waiting", missing=self._reasons)


def _challenge(body: bytes) -> str:
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(told, dict) or told.get("type") != "url_verification":
        return ""
    return str(told.get("challenge") or "")
