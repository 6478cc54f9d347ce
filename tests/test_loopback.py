"""The guard itself: a test that reaches for another machine must fail."""

import socket

import pytest

from tests.loopback import OutsideLoopback, only_loopback


def test_another_machine_is_refused_and_remembered() -> None:
    with only_loopback() as attempts:
        with socket.socket() as sock, pytest.raises(OutsideLoopback):
            sock.connect(("192.0.2.1", 80))
        with pytest.raises(OutsideLoopback):
            socket.getaddrinfo("example.org", 443)
    assert attempts == ["192.0.2.1", "example.org"]


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, only_loopback() as attempts:
        socket.create_connection(server.getsockname()).close()
    assert attempts == []
