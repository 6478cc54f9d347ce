"""An end to those who connect and do not come to the point, so that they cannot fill the house.

uvicorn waits for the head of a request for as long as it takes, and a connection costs its maker nothing.
How long a body may take stands in ``handlers.body``.
"""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


class ImpatientProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, but a head that is not complete in time ends the connection."""

    HEAD_S = 10.0  # the platforms, and the routers before us, send one at once
    _overdue: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """The first request is expected."""
        super().connection_made(transport)
        self._expect()

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

    def _expect(self) -> None:
        self._overdue = self.loop.call_later(self.HEAD_S, self.transport.close)

    def _forget(self) -> None:
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None
