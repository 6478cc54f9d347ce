"""The page on which one plays customer and staff: its files, its state, its stream of changes.

The page draws the whole state again after each change, so that it can be opened and reloaded at
any time; the stream only says that something changed.
"""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.sandbox.calls import Call, endpoint
from bot.sandbox.console.customers import Customers
from bot.sandbox.console.phone import Phone
from bot.sandbox.console.picture import Picture
from bot.sandbox.console.switches import Switches
from bot.sandbox.facebook.part import FacebookPart
from bot.sandbox.faults import Faults
from bot.sandbox.slack.part import SlackPart
from bot.sandbox.world import World
from bot.sandbox.x.part import XPart

STATIC = Path(__file__).parent / "static"
KINDS = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
ZONE = ZoneInfo("Europe/London")
MORNING = 9
SECONDS_BETWEEN_SIGNS_OF_LIFE = 10.0
# Nothing from outside, and no text of a customer could become a script.
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class ConsolePart:
    """The console page at / and what it needs under /console/."""

    name = "console"

    def __init__(
        self,
        world: World,
        faults: Faults,
        x: XPart,
        facebook: FacebookPart,
        slack: SlackPart,
        phone: Phone,
    ) -> None:
        self.world = world
        self.switches = Switches(world, faults, x, slack)
        self.customers = Customers(x, facebook)
        self.phone = phone
        self.picture = Picture(world, x, facebook, slack, self.switches, self.phone)
        self._pages = anyio.CapacityLimiter(32)

    def snapshot(self) -> dict[str, Any]:
        return {}

    def restore(self, data: dict[str, Any]) -> None:
        """The page keeps nothing of its own."""

    def routes(self) -> Sequence[BaseRoute]:
        return [
            Route("/", endpoint(self._page), methods=["GET"]),
            Route("/console/static/{file}", endpoint(self._static), methods=["GET"]),
            Route("/console/state", endpoint(self._state), methods=["GET"]),
            Route("/console/events", self._events, methods=["GET"]),
            Route("/console/clock", endpoint(self._clock), methods=["POST"]),
            Route("/console/switch", endpoint(self._switch), methods=["POST"]),
            Route("/console/customer/{verb}", endpoint(self._customer), methods=["POST"]),
            Route("/console/phone", endpoint(self._phone), methods=["POST"]),
            *self.phone.routes(),
        ]

    def _page(self, call: Call) -> Response:
        return _file(STATIC / "index.html")

    def _static(self, call: Call) -> Response:
        file = STATIC / Path(call.parameters["file"]).name
        return _file(file) if file.is_file() else Response(status_code=404)

    def _state(self, call: Call) -> Response:
        return JSONResponse(self.picture.now(), headers=HEADERS)

    async def _events(self, request: Request) -> Response:
        return StreamingResponse(
            self._changes(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _changes(self) -> AsyncIterator[str]:
        """One server-sent event a change; several changes in quick succession may be one."""
        seen = -1
        self.phone.pages += 1
        try:
            while not self.world.is_closing():
                wait = partial(self.world.wait, seen, SECONDS_BETWEEN_SIGNS_OF_LIFE)
                version = await anyio.to_thread.run_sync(
                    wait, abandon_on_cancel=True, limiter=self._pages
                )
                told = f"data: {json.dumps({'version': version})}\n\n"
                yield told if version != seen else ": \n\n"
                seen = version
        finally:
            self.phone.pages -= 1

    def _clock(self, call: Call) -> Response:
        """Move ahead by `seconds`, or `to_morning`: the next 09:00 in London."""
        asked = call.json()
        seconds = self._until_morning() if asked.get("to_morning") else float(asked["seconds"])
        return _answer(partial(self.world.move, seconds))

    def _until_morning(self) -> float:
        now = self.world.now().astimezone(ZONE)
        morning = now.replace(hour=MORNING, minute=0, second=0, microsecond=0)
        if morning <= now:
            morning = (morning + timedelta(days=1)).replace(hour=MORNING)
        return (morning - now.astimezone(ZONE)).total_seconds()

    def _switch(self, call: Call) -> Response:
        asked = call.json()
        return _answer(partial(self.switches.turn, str(asked["name"]), bool(asked["on"])))

    def _phone(self, call: Call) -> Response:
        """The phone's `language` is chosen, or it `did` what a story asked of it."""
        asked = call.json()
        if "did" in asked:
            return _answer(partial(self.phone.did, int(asked["did"])))
        return _answer(partial(self.phone.speak, str(asked.get("language"))))

    def _customer(self, call: Call) -> Response:
        return _answer(partial(self.customers.act, call.parameters["verb"], call.json()))


def _answer(act: Callable[[], object]) -> Response:
    try:
        act()
    except (KeyError, TypeError, ValueError) as error:
        return JSONResponse({"ok": False, "error": str(error).strip("'\"")}, status_code=400)
    return JSONResponse({"ok": True})


def _file(file: Path) -> Response:
    return FileResponse(file, media_type=KINDS.get(file.suffix), headers=HEADERS)
