"""Just enough WebSocket (RFC 6455) for Socket Mode: text, ping and close, no fragments, no extensions.

uvicorn hands an upgraded connection over to this protocol; no further library is needed. A handler is
found by the ticket in the address, which is good for one connection.
"""

import asyncio
import base64
import hashlib
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, 1.3
_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_LAST = 0x80
_GOING_AWAY = 1001


class Line(Protocol):
    """Whoever talks over an open connection."""

    def opened(
        self, send: Callable[[str], None], close: Callable[[], None], cut: Callable[[], None]
    ) -> None:
        """The connection stands; the functions may be called from any thread."""

    def heard(self, text: str) -> None:
        """A text message came."""

    def closed(self) -> None:
        """The connection is gone."""


tickets: dict[str, Line] = {}  # each is taken once


class LinkProtocol(asyncio.Protocol):
    """One WebSocket connection."""

    def __init__(self, *, config: Any, server_state: Any, app_state: Any) -> None:
        self._loop = asyncio.get_running_loop()
        self._buffer = b""
        self._line: Line | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if self._line is None:
            self._shake_hands()
        while self._line is not None and (frame := self._frame()) is not None:
            self._take(*frame)

    def connection_lost(self, exc: Exception | None) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.closed()

    def _shake_hands(self) -> None:
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {
            name.strip().lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        query = parse_qs(urlsplit(first.split(" ")[1]).query)
        line = tickets.pop(query.get("ticket", [""])[0], None)
        if line is None:
            self._transport.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
            self._transport.close()
            return
        key = headers.get("sec-websocket-key", "").encode()
        accept = base64.b64encode(hashlib.sha1(key + _GUID).digest())
        self._transport.write(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
        )
        self._buffer, self._line = rest, line
        line.opened(self._send, self._close, self._cut)

    def _frame(self) -> tuple[int, bytes] | None:
        """The next whole frame: its kind and its unmasked content."""
        if len(self._buffer) < 2:
            return None
        length, at = self._buffer[1] & 0x7F, 2
        if length > 125:
            wide = 2 if length == 126 else 8
            length, at = int.from_bytes(self._buffer[at : at + wide], "big"), at + wide
        mask = self._buffer[at : at + 4]
        if len(self._buffer) < at + 4 + length:
            return None
        content = self._buffer[at + 4 : at + 4 + length]
        kind, self._buffer = self._buffer[0] & 0x0F, self._buffer[at + 4 + length :]
        return kind, bytes(byte ^ mask[n % 4] for n, byte in enumerate(content))

    def _take(self, kind: int, content: bytes) -> None:
        if kind == _TEXT and self._line is not None:
            self._line.heard(content.decode())
        elif kind == _PING:
            self._transport.write(_framed(_PONG, content))
        elif kind == _CLOSE:
            self._transport.write(_framed(_CLOSE, content))
            self._transport.close()

    def _send(self, text: str) -> None:
        self._loop.call_soon_threadsafe(self._transport.write, _framed(_TEXT, text.encode()))

    def _close(self) -> None:
        goodbye = _framed(_CLOSE, _GOING_AWAY.to_bytes(2, "big"))
        self._loop.call_soon_threadsafe(self._transport.write, goodbye)
        self._loop.call_soon_threadsafe(self._transport.close)

    def _cut(self) -> None:
        self._loop.call_soon_threadsafe(self._transport.abort)


def _framed(kind: int, content: bytes) -> bytes:
    size = len(content)
    if size < 126:
        length = bytes([size])
    elif size < 65_536:
        length = bytes([126]) + size.to_bytes(2, "big")
    else:
        length = bytes([127]) + size.to_bytes(8, "big")
    return bytes([_LAST | kind]) + length + content
