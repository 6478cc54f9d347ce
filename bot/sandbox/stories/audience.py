"""Waits for the bot, so that a story does not play to an empty house while the bot still starts."""

import socket
import threading
from urllib.parse import urlsplit

SECONDS_BETWEEN_LOOKS = 0.2
# A bot whose port is open may still be about to make its first poll.
SECONDS_TO_SETTLE = 2.0


def arrived(address: str, closing: threading.Event) -> bool:
    """Block until something listens at `address`; False when `closing` was set meanwhile."""
    while not listens(address):
        if closing.wait(SECONDS_BETWEEN_LOOKS):
            return False
    return not closing.wait(SECONDS_TO_SETTLE)


def listens(address: str) -> bool:
    """Whether something listens there now."""
    place = urlsplit(address)
    try:
        socket.create_connection((place.hostname, place.port or 80), timeout=1).close()
    except OSError:
        return False
    return True
