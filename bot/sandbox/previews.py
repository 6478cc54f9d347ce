"""The platforms' link previewers: each link to the bot is fetched once when it is posted, before anybody taps.

They fetch by GET, from a machine of the platform's, without what stands behind the #; so nothing that a GET
does may use a link up. Sources: developers.facebook.com/docs/sharing/webmasters/web-crawlers,
api.slack.com/robots, docs of X cards (2026-08). Only the bot on this machine is fetched, nothing outside.
"""

import queue
import re
import threading
from collections.abc import Sequence
from typing import Any
from urllib.parse import urldefrag

import requests
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.calls import Call, endpoint
from bot.sandbox.world import World

TIMEOUT = 5.0
_LINK = re.compile(r"https?://[^\s<>|]+")


class Previews:
    """The previewers' queue and the thread that works through it."""

    name = "previews"

    def __init__(self, world: World, bot_url: str) -> None:
        self.world = world
        self.bot_url = bot_url
        self.seen: list[dict[str, Any]] = []
        self._waiting: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()
        world.on_posted.append(self._posted)
        threading.Thread(target=self._work, daemon=True, name="previews").start()

    def snapshot(self) -> dict[str, Any]:
        return {}

    def restore(self, data: dict[str, Any]) -> None:
        """What was fetched is not kept."""

    def routes(self) -> Sequence[BaseRoute]:
        return [Route("/control/previews", endpoint(self._shown), methods=["GET"])]

    def _posted(self, text: str, reader: str) -> None:
        for address in _LINK.findall(text):
            if address.startswith(f"{self.bot_url}/"):
                self._waiting.put((urldefrag(address).url, reader))

    def _work(self) -> None:
        while not self.world.is_closing():
            address, reader = self._waiting.get()
            try:
                answer = requests.get(address, headers={"user-agent": reader}, timeout=TIMEOUT)
                status = answer.status_code
            except requests.RequestException:
                status = 0
            with self.world.lock:
                self.seen.append({"address": address, "reader": reader, "status": status})
                self.world.changed("previews")

    def _shown(self, call: Call) -> Response:
        with self.world.lock:
            return JSONResponse({"previews": list(self.seen)})
