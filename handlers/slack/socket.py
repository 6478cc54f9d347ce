"""Socket Mode: the same listeners, reached over WebSockets that we open. For banks whose network lets
nothing in from Slack.

Slack's own client keeps each connection: it pings, and opens another when Slack says so or it breaks.
What was not acknowledged comes again, and is done once all the same, since every act keeps its key.
"""

import contextlib
import logging
import socket
import threading
from time import time

from slack_bolt import App as Bolt
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.adapter.socket_mode.internals import build_headers, send_response
from slack_bolt.request import BoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.bootstrap import App
from bot.slack.api.client import web_client
from bot.telemetry.logs import get_logger
from handlers.slack.application import build
from handlers.slack.door.typed_gate import UnknownShape, let_in_read
from handlers.slack.entrance import dispatch, note_unreadable

_LINES = 2  # while Slack recycles one, or one breaks, the other is there; Slack allows ten
_PING_S = 2.0  # a line that broke without a word is given up after five of these without answer
_AGAIN_S = 5.0
_log = get_logger(__name__)


class Socket:
    """The connections to Slack, and the threads that answer what comes over them."""

    def __init__(self, app: App) -> None:
        bolt = build(app)
        self._clients = [_handler(app, bolt).client for _ in range(_LINES)]

    def open(self, ending: threading.Event) -> None:
        """Connect; while Slack does not answer, again and again until told to end."""
        for number, client in enumerate(self._clients, start=1):
            while not ending.is_set() and not client.is_connected():
                try:
                    client.connect()
                except (SlackApiError, OSError) as error:
                    _log.warning("slack.socket_not_open", line=number, error=_name(error))
                    ending.wait(_AGAIN_S)
                else:
                    _log.info("slack.socket_open", line=number)

    def close(self) -> None:
        """Take nothing more; what is being done is finished."""
        closing = [threading.Thread(target=_end, args=(client,)) for client in self._clients]
        for thread in closing:
            thread.start()
        for thread in closing:
            thread.join()


class _Gated(SocketModeHandler):
    """Slack's own handler, behind the same gate as what comes over HTTP."""

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as in the library
        """Acknowledge what Bolt could read; anything else is left for Slack to send again."""
        try:
            let_in_read(req.payload)
        except UnknownShape as error:
            note_unreadable(error)
            return
        told = BoltRequest(mode="socket_mode", body=req.payload, headers=build_headers(req))
        send_response(client, req, dispatch(self.app, told), time())


def _handler(app: App, bolt: Bolt) -> SocketModeHandler:
    settings = app.settings
    return _Gated(
        bolt,
        app_token=settings.slack_app_token.get_secret_value(),
        logger=_quiet_logger(),
        web_client=web_client(
            token="",  # the app-level token goes with each call
            base_url=settings.slack_url,
            timeout_s=settings.call_timeout_s,
        ),
        ping_interval=_PING_S,
        concurrency=settings.web_pool,  # each act holds one database connection
    )


def _end(client: SocketModeClient) -> None:
    try:
        _stop_reading(client)
        client.close()
    except Exception as error:  # the library stumbles when a line is being replaced just then
        _log.warning("slack.socket_not_closed", error=_name(error))


def _stop_reading(client: SocketModeClient) -> None:
    """Wake the thread that reads: closing alone leaves it waiting three seconds for Slack's next word."""
    client.closed, client.auto_reconnect_enabled = True, False
    session = client.current_session
    if session is not None and session.sock is not None:
        with contextlib.suppress(OSError):  # it had broken already
            session.sock.shutdown(socket.SHUT_RDWR)


def _name(error: Exception) -> str:
    """Slack's own word for it where there is one: a wrong token is not a network."""
    if isinstance(error, SlackApiError):
        return str(error.response.get("error", "")) or type(error).__name__
    return type(error).__name__


def _quiet_logger() -> logging.Logger:
    """Slack's client tells whole messages at DEBUG, and an acknowledgement that came too late, since
    its line was replaced, as an ERROR; Slack then sends again."""
    logger = logging.getLogger("slack_sdk.earshot_socket")
    logger.setLevel(logging.CRITICAL)
    return logger
