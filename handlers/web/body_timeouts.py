"""An end to those who connect and do not come to the point, so that they cannot fill the house.

uvicorn waits for the head of a request for as long as it takes, and a connection costs its maker nothing.
How long a body may take stands in ``handlers.body``. Where there are more connections than we hold, whoever
has waited longest without asking anything is told to come again: who asks, as Slack and browsers do at once,
is heard however many stand around.
"""

import asyncio
import resource

from uvicorn.protocols.http.h11_impl import H11Protocol

_FILES_BESIDE = 200  # the database's, the logs', and those that Python opens
# No person reads it: a browser asks as soon as it has connected.
_TOLD = b"There is much to do just now. Please try again in a minute.\n"
_COME_AGAIN = b"\r\n".join(
    (
        b"HTTP/1.1 503 Service Unavailable",
        b"Content-Type: text/plain; charset=utf-8",
        b"Cache-Control: no-store",
        b"Retry-After: 60",
        b"Connection: close",
        b"Content-Length: %d" % len(_TOLD),
        b"",
        _TOLD,
    )
)


def have_files_for_all() -> None:
    """Let this process open as many files as all its connections need, as far as the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ImpatientProtocol.MOST + _FILES_BESIDE
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    ImpatientProtocol.MOST = min(ImpatientProtocol.MOST, max(soft, wanted) - _FILES_BESIDE)


class ImpatientProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, but a head that is not complete in time ends the connection."""

    HEAD_S = 10.0  # the platforms, and the routers before us, send one at once
    MOST = 1_500  # connections; each costs some 20 kB
    _overdue: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """The first request is expected."""
        super().connection_made(transport)
        self._expect()
        if len(self.connections) > self.MOST:
            self._make_room()

    def data_received(self, data: bytes) -> None:
        """More of a head, or a whole one; or more of a body, while a request is being answered."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._forget()
        elif self._overdue is None:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is expected any more."""
        self._forget()
        super().connection_lost(exc)

    def _make_room(self) -> None:
        """Send away who has waited longest without asking; the newest, if all others have asked."""
        waiting = [
            (each._overdue.when(), each)
            for each in self.connections
            if isinstance(each, ImpatientProtocol) and each._overdue is not None
        ]
        _, longest = min(waiting, key=lambda each: each[0])
        longest._forget()
        longest.transport.write(_COME_AGAIN)
        longest.transport.close()

    def _expect(self) -> None:
        self._overdue = self.loop.call_later(self.HEAD_S, self.transport.close)

    def _forget(self) -> None:
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None
