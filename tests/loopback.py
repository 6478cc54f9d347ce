"""A guard on the network: a connection to anything but this machine is refused and remembered."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest


class OutsideLoopback(AssertionError):
    """Something under test tried to reach another machine."""


@contextmanager
def only_loopback() -> Iterator[list[str]]:
    """While entered, sockets reach loopback addresses and Unix sockets only.

    Gives the list of the other addresses that were tried.
    """
    attempts: list[str] = []
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    getaddrinfo = socket.getaddrinfo

    def guarded_connect(sock: socket.socket, address: Any) -> None:
        _check(sock.family, address, attempts)
        connect(sock, address)

    def guarded_connect_ex(sock: socket.socket, address: Any) -> int:
        _check(sock.family, address, attempts)
        return connect_ex(sock, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        _check(socket.AF_INET, (host,), attempts)
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield attempts


def _check(family: int, address: Any, attempts: list[str]) -> None:
    if family == socket.AF_UNIX or _is_here(address[0]):
        return
    attempts.append(str(address[0]))
    raise OutsideLoopback(f"Tests may only connect to this machine, not to {address[0]}.")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else (host or "localhost")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
