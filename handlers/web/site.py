"""The one web application: Slack, the channels' webhooks, health and figures, on uvicorn.

One uvicorn process a dyno: more processes are more dynos. The access log is off, because the query
strings of some platforms hold tokens.
"""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from bot.bootstrap import App
from handlers.endings import CannotStart, end_in_time
from handlers.kept import keep_what_is_there, make_ready
from handlers.status import Readiness
from handlers.web import health
from handlers.web.body_timeouts import ImpatientProtocol, have_files_for_all
from handlers.web.chat.mounting import pages
from handlers.web.long_answers import LongAnswers
from handlers.web.webhooks import endpoints

_GRACE_S = 20  # a platform kills what has not ended 30 s after SIGTERM


def site(app: App, *, readiness: Readiness, process: str = "web") -> Starlette:
    """Every route of the product."""
    from handlers.slack.asgi import endpoint

    slack = Route("/slack/events", endpoint(app, answers_first=True), methods=["POST"])
    chat = pages(app, readiness)
    return Starlette(
        routes=[
            slack,
            *endpoints.routes(app),
            *health.routes(app, readiness, process=process),
            *([chat.route()] if chat else []),
        ],
        middleware=[Middleware(LongAnswers)],
        lifespan=chat.listening if chat else None,
    )


@contextmanager
def probed(app: App, *, process: str, ended: threading.Event) -> Iterator[None]:
    """Answer the platform's probes of a worker beside its work, where a port is set for them.

    Raises CannotStart where the port is not free: a worker that nobody can probe is ended by the platform.
    """
    if not app.settings.worker_port:
        yield
        return
    listening = _listening(app)
    readiness = Readiness(app, ending=ended)
    server = uvicorn.Server(
        _configuration(
            Starlette(routes=health.routes(app, readiness, process=process)),
            app,
            port=app.settings.worker_port,
        )
    )
    answering = threading.Thread(
        target=server.run, kwargs={"sockets": [listening]}, name="probes", daemon=True
    )
    answering.start()
    try:
        yield
    finally:
        server.should_exit = True
        answering.join(timeout=app.settings.call_timeout_s)


def _listening(app: App) -> socket.socket:
    host, port = app.settings.host, app.settings.worker_port
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as why:
        told = f"A worker cannot listen on EARSHOT_WORKER_PORT, {port}: {why.strerror}."
        raise CannotStart(told) from why


def _configuration(site: Starlette, app: App, *, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        site,
        host=app.settings.host,
        port=port,
        workers=1,
        http=ImpatientProtocol,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,  # which of them to believe is a setting, see handlers/web/chat/door.py
        timeout_graceful_shutdown=_GRACE_S,
    )


class WebServer(uvicorn.Server):
    """uvicorn that says it is not ready as soon as it is told to end."""

    def __init__(
        self, config: uvicorn.Config, readiness: Readiness, ending: Callable[[], object]
    ) -> None:
        super().__init__(config)
        self._readiness = readiness
        self._ending = ending

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Not ready, then uvicorn's own way: no new connections, the open ones are finished."""
        if not self.should_exit:
            end_in_time()
            self._readiness.drain()
            self._ending()
        super().handle_exit(sig, frame)


def serve(app: App, *, process: str = "web", ending: Callable[[], object] = lambda: None) -> None:
    """Serve on the configured port until SIGTERM or Ctrl-C; returns when all is finished.

    ``ending`` is called once, as soon as that is asked; what else runs here can end meanwhile.
    """
    have_files_for_all()
    make_ready(app.rules)
    readiness = Readiness(app)
    config = _configuration(
        site(app, readiness=readiness, process=process), app, port=app.settings.port
    )
    server = WebServer(config, readiness, ending)
    # Before uvicorn listens for signals itself, one would end us at once; and it raises each again
    # when it has ended, before we are done.
    for sent in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sent, server.handle_exit)
    keep_what_is_there()
    server.run()
