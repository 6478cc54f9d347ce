"""Puts the parts together and serves them as one web application on one loopback port."""

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.sandbox.calls import EVERY_METHOD, Call, CuttableProtocol, endpoint
from bot.sandbox.console.part import ConsolePart
from bot.sandbox.console.phone import Phone
from bot.sandbox.facebook.part import FacebookPart
from bot.sandbox.faults import Faults
from bot.sandbox.previews import Previews
from bot.sandbox.slack.delivery.web_socket import LinkProtocol
from bot.sandbox.slack.part import SlackPart
from bot.sandbox.stories.colleagues import Colleagues
from bot.sandbox.stories.crew import Crew
from bot.sandbox.stories.player import Cast, StoryPlayer
from bot.sandbox.stories.travel import Onlooker, Traveller
from bot.sandbox.world import World
from bot.sandbox.x.part import XPart

log = logging.getLogger("bot.sandbox")


@dataclass(frozen=True)
class Sandbox:
    """All parts of one running sandbox."""

    world: World
    faults: Faults
    x: XPart
    facebook: FacebookPart
    slack: SlackPart
    player: StoryPlayer
    phone: Phone
    previews: Previews


def build(
    *, folder: Path | None, bot_url: str, start: datetime | None = None, manifest: str = ""
) -> Sandbox:
    """Make a world with every part in it, as kept in `folder` if it was played before.

    `bot_url` is where webhooks and events go, e.g. "http://127.0.0.1:8000"; `manifest` is the text of
    the Slack app's, without which it gets every event and has every scope.
    """
    world = World(folder, start)
    faults = Faults(world)
    x = XPart(world, faults)
    facebook = FacebookPart(world, faults, bot_url)
    slack = SlackPart(world, faults, bot_url, manifest=manifest)
    previews = Previews(world, bot_url)
    phone = Phone(world, bot_url)
    staff = Colleagues(slack, bot_url)
    cast: dict[str, Cast] = {"press": staff, "choose": staff, "submit": staff, "phone": phone}
    crew = Crew(slack, bot_url)
    cast |= {"work": crew, "await": Onlooker(crew, x, facebook), "travel": Traveller(world)}
    player = StoryPlayer(world, faults, x, facebook, cast)
    console = ConsolePart(world, faults, x, facebook, slack, phone)
    for part in (faults, x, facebook, player, slack, console, previews):
        world.add(part)
    return Sandbox(world, faults, x, facebook, slack, player, phone, previews)


def create_app(world: World) -> Starlette:
    """The routes of all parts of `world`, the sandbox's own, and a loud 501 for the rest."""
    control = _Control(world)
    own = [
        Route("/control/clock", endpoint(control.clock), methods=["GET", "POST"]),
        Route("/control/health", endpoint(control.health)),
        Route("/control/state", endpoint(control.state)),
    ]
    parts = [route for part in world.parts.values() for route in part.routes()]
    rest = Route("/{path:path}", endpoint(unknown), methods=EVERY_METHOD)
    return Starlette(routes=[*own, *parts, rest])


class SandboxServer(uvicorn.Server):
    """uvicorn that first lets waiting streams go, so that ending takes no time-out."""

    def __init__(self, config: uvicorn.Config, world: World) -> None:
        super().__init__(config)
        self.world = world

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self.world.stop_waiting()
        super().handle_exit(sig, frame)


def server(world: World, *, port: int) -> SandboxServer:
    """A server for `world` on 127.0.0.1; `run()` it."""
    return SandboxServer(configuration(create_app(world), port=port), world)


def configuration(app: ASGIApp, *, port: int) -> uvicorn.Config:
    """How the sandbox is served: one process, loopback only, able to cut connections."""
    return uvicorn.Config(
        app,
        host="127.0.0.1",
        port=port,
        http=CuttableProtocol,
        ws=LinkProtocol,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=30,
    )


def unknown(call: Call) -> Response:
    """501 for what the sandbox does not simulate: a gap must not look like an answer."""
    log.error("not simulated: %s %s", call.method, call.path)
    return JSONResponse(
        {
            "error": "not_simulated",
            "detail": f"The sandbox does not know {call.method} {call.path}.",
        },
        status_code=501,
    )


class _Control:
    def __init__(self, world: World) -> None:
        self.world = world

    def clock(self, call: Call) -> Response:
        try:
            if call.method == "POST":
                self.world.move(float(call.json()["move_seconds"]))
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse({"now": self.world.now().isoformat(), "offset": self.world.offset})

    def health(self, call: Call) -> Response:
        return JSONResponse({"ok": True, "version": self.world.version})

    def state(self, call: Call) -> Response:
        with self.world.lock:
            state: dict[str, Any] = {n: part.snapshot() for n, part in self.world.parts.items()}
            state["now"] = self.world.now().isoformat()
            state["version"] = self.world.version
            return JSONResponse(state)
