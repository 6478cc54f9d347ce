"""Serves a world's parts on a free loopback port, in a thread."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette

from bot.sandbox.calls import CuttableProtocol
from bot.sandbox.world import World


@contextmanager
def served(world: World) -> Iterator[str]:
    """While entered, every part of `world` answers at the address given."""
    app = Starlette(routes=[route for part in world.parts.values() for route in part.routes()])
    config = uvicorn.Config(app, http=CuttableProtocol, log_level="warning", access_log=False)
    running = uvicorn.Server(config)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=running.run, args=([listening],))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            running.should_exit = True
            world.stop_waiting()
            thread.join(timeout=10)
