"""The one web application: Slack, the channels' webhooks, health and figures, on uvicorn.

One uvicorn process a dyno: more processes are more dynos. The access log is off, because the query
strings of some platforms hold tokens.
"""

import signal
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from bot.bootstrap import App
from handlers import health
from handlers.readiness import Readiness
from handlers.webhooks import endpoints

_GRACE_S = 20  # a platform kills what has not ended 30 s after SIGTERM


def site(app: App, *, readiness: Readiness, process: str = "web") -> Starlette:
    """Every route of the product."""
    from handlers.slack.asgi import endpoint

    slack = Route("/slack/events", endpoint(app), methods=["POST"])
    return Starlette(
        routes=[
            slack,
            *endpoints.routes(app),
            *health.routes(app, readiness, process=process),
        ]
    )


class WebServer(uvicorn.Server):
    """uvicorn that says it is not ready as soon as it is told to end."""

    def __init__(self, config: uvicorn.Config, readiness: Readiness) -> None:
        super().__init__(config)
        self._readiness = readiness

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Not ready, then uvicorn's own way: no new connections, the open ones are finished."""
        self._readiness.drain()
        super().handle_exit(sig, frame)


def serve(app: App, *, process: str = "web") -> None:
    """Serve on the configured port until SIGTERM or Ctrl-C; returns when all is finished."""
    readiness = Readiness(app)
    config = uvicorn.Config(
        site(app, readiness=readiness, process=process),
        host=app.settings.host,
        port=app.settings.port,
        workers=1,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
    )
    # uvicorn raises the signal again once it has ended; that must not end us before we are done.
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, lambda *_: None)
    WebServer(config, readiness).run()
