"""The Slack part of the sandbox: joins memory, Web API, events and people's hands."""

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.calls import Call, endpoint
from bot.sandbox.faults import Faults
from bot.sandbox.slack.control import Control
from bot.sandbox.slack.delivery.courier import Courier
from bot.sandbox.slack.errors import DOCUMENTED
from bot.sandbox.slack.interactions.interactions import Interactions
from bot.sandbox.slack.interactions.response_urls import answer_response_url
from bot.sandbox.slack.manifest import offers_of, read_manifest
from bot.sandbox.slack.methods import files
from bot.sandbox.slack.methods.web_api import WebApi, fail
from bot.sandbox.slack.people import talk
from bot.sandbox.slack.workspace import Json, Workspace
from bot.sandbox.world import World

# Slack waits 0 s, 1 min and 5 min; nobody watching a sandbox wants to.
RETRY_DELAYS = (0.5, 2.0, 5.0)


class SlackPart:
    """A workspace whose Web API is at /slack/api/ and whose events go to {bot_url}/slack/events."""

    name = "slack"

    def __init__(
        self,
        world: World,
        faults: Faults,
        bot_url: str,
        *,
        retry_delays: Sequence[float] = RETRY_DELAYS,
        manifest: str = "",
    ) -> None:
        """`manifest` is the app's, as text: its events, scopes, commands and shortcuts are in force,
        and no others; without one all are. `retry_delays` are seconds of real time."""
        courier = Courier(
            bot_url=bot_url, delays=retry_delays, on_change=lambda: world.changed("slack")
        )
        self.workspace = Workspace(world, courier)
        if manifest:
            self.workspace.manifest = read_manifest(manifest)
            offers = offers_of(self.workspace.manifest)
            self.workspace.shortcuts = offers["shortcuts"]
            self.workspace.commands = offers["commands"]
        faults.codes["slack"] = DOCUMENTED
        self.faults = faults
        self.api = WebApi(self.workspace, faults)
        self.people = Interactions(self.workspace)
        self.control = Control(self.workspace, self.people)

    def snapshot(self) -> dict[str, Any]:
        return self.workspace.snapshot()

    def restore(self, data: dict[str, Any]) -> None:
        offered = self.workspace.shortcuts, self.workspace.commands
        self.workspace.restore(data)
        self.workspace.shortcuts, self.workspace.commands = offered

    def routes(self) -> Sequence[BaseRoute]:
        workspace, control = self.workspace, self.control
        upload = endpoint(lambda call: files.receive_upload(workspace, call))
        download = endpoint(lambda call: files.give_file(workspace, call))
        respond = endpoint(self._respond)
        return [
            Route("/slack/api/{method}", endpoint(self.api.answer), methods=["GET", "POST"]),
            Route("/slack/upload/{file}", upload, methods=["POST"]),
            Route("/slack/files/{file}", download, methods=["GET"]),
            Route("/slack/response/{id}", respond, methods=["POST"]),
            Route("/control/slack", endpoint(control.settings), methods=["POST"]),
            Route("/control/slack/state", endpoint(control.state), methods=["GET"]),
            Route("/control/slack/{verb}", endpoint(control.act), methods=["POST"]),
        ]

    def _respond(self, call: Call) -> Response:
        """A response address, which fails on demand as the operation `response_url`."""
        return self.faults.guard(
            "slack", "response_url", lambda late: answer_response_url(self.workspace, call), fail
        )

    def state(self) -> Json:
        """Channels, messages, open views, homes, ephemerals, call counts."""
        with self.workspace.world.lock:
            return self.control.picture()

    def say(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        *,
        typed: bool = False,
    ) -> str:
        """A person writes in a channel or thread; returns the message's ts."""
        return talk.say(
            self.workspace,
            user=user,
            channel=channel,
            text=text,
            thread_ts=thread_ts,
            typed=typed,
        )

    def edit_message(self, user: str, channel: str, ts: str, text: str) -> None:
        talk.edit_message(self.workspace, user=user, channel=channel, ts=ts, text=text)

    def delete_message(self, user: str, channel: str, ts: str) -> None:
        talk.delete_message(self.workspace, user=user, channel=channel, ts=ts)

    def open_home(self, user: str) -> None:
        talk.open_home(self.workspace, user=user)
