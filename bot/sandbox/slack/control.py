"""POST /control/slack/{verb}: what tests, stories and the console page make people do."""

from collections.abc import Callable
from typing import Any

from starlette.responses import JSONResponse, Response

from bot.sandbox.calls import Call
from bot.sandbox.slack.interactions.interactions import Interactions
from bot.sandbox.slack.messages import shown
from bot.sandbox.slack.people import admins, channel_life, lives, talk
from bot.sandbox.slack.refusals import BadEntry, SlackRefusal
from bot.sandbox.slack.workspace import Json, Workspace

# `rate_limits` are enforced, so many times as fast as by Slack (0: not at all);
# `missing_scopes` were taken away from the app; every call is answered with `token_error` if one is
# set ("token_revoked"); `page_most` are the items a page of a list holds at most.
_SETTINGS = (
    "rate_limits",
    "shortcuts",
    "commands",
    "missing_scopes",
    "token_error",
    "page_most",
)
_HIDDEN_FILE_FIELDS = ("content",)


class Control:
    """Turns JSON bodies into the people's actions, and shows the whole workspace."""

    def __init__(self, workspace: Workspace, interactions: Interactions) -> None:
        self.workspace = workspace
        self.verbs: dict[str, Callable[..., Any]] = {
            "say": lambda **args: {"ts": talk.say(workspace, **args)},
            "edit_message": lambda **args: talk.edit_message(workspace, **args),
            "delete_message": lambda **args: talk.delete_message(workspace, **args),
            "erase": lambda **args: admins.erase(workspace, **args),
            "lock_thread": lambda **args: admins.lock_thread(workspace, **args),
            "grow": lambda **args: lives.grow(workspace, **args),
            "join": lambda **args: channel_life.join(workspace, **args),
            "leave": lambda **args: channel_life.leave(workspace, **args),
            "archive": lambda **args: channel_life.archive(workspace, **args),
            "unarchive": lambda **args: channel_life.unarchive(workspace, **args),
            "share": lambda **args: channel_life.share(workspace, **args),
            "unshare": lambda **args: channel_life.unshare(workspace, **args),
            "open_home": lambda **args: talk.open_home(workspace, **args),
            "click": interactions.click,
            "click_view": interactions.click_view,
            "submit": interactions.submit,
            "close_view": interactions.close_view,
            "shortcut": interactions.shortcut,
            "command": interactions.command,
            "channel": lambda **args: channel_life.change(workspace, **args),
            "person": lambda **args: lives.change_person(workspace, **args),
            "usergroup": lambda **args: lives.change_usergroup(workspace, **args),
            "socket_mode": self._switch_socket_mode,
            "socket_recycle": workspace.courier.socket.recycle,
            "socket_cut": workspace.courier.socket.cut,
            "verify": lambda: {"ok": workspace.courier.verify_address()},
        }

    def act(self, call: Call) -> Response:
        """One verb. Answers 400 with a sentence for what nobody could do."""
        self.workspace.site = call.url.split("/control/")[0]
        try:
            outcome = self.verbs[call.parameters["verb"]](**call.json())
        except SlackRefusal as refusal:
            return JSONResponse({"ok": False, "error": refusal.error}, status_code=400)
        except (BadEntry, TypeError, KeyError) as error:
            return JSONResponse({"ok": False, "error": str(error)}, status_code=400)
        return JSONResponse({"ok": True} if outcome is None else {"ok": True, **outcome})

    def settings(self, call: Call) -> Response:
        """POST /control/slack: switch rate limits, name shortcuts and commands for the page."""
        wanted = call.json()
        unknown = set(wanted) - set(_SETTINGS)
        if unknown:
            return JSONResponse({"error": f"Unknown: {', '.join(unknown)}"}, status_code=400)
        with self.workspace.world.lock:
            for name, value in wanted.items():
                setattr(self.workspace, name, value)
            self.workspace.world.changed("slack")
        return JSONResponse({"ok": True})

    def state(self, call: Call) -> Response:
        """GET /control/slack/state; ``?parts=messages,homes`` for some of it, as all of it grows large, and
        ``?holding=words`` or ``?thread=ts`` for the messages that say so or stand there alone."""
        wanted = call.query.get("parts")
        holding, thread = call.query.get("holding"), call.query.get("thread")
        if holding is not None or thread is not None:
            with self.workspace.world.lock:
                return JSONResponse({"messages": self._some(holding or "", thread)})
        with self.workspace.world.lock:
            picture = self.picture()
            if wanted:
                picture = {part: picture[part] for part in wanted.split(",")}
            return JSONResponse(picture)

    def picture(self) -> Json:
        """Everything a test or the page wants to see. Expects the world's lock to be held."""
        workspace = self.workspace
        return {
            "people": self._people(),
            "channels": workspace.channels,
            "usergroups": workspace.usergroups,
            "messages": {channel: self._messages(channel) for channel in workspace.messages},
            "ephemerals": workspace.ephemerals,
            "open_views": {
                user: [workspace.views[id] for id in stack]
                for user, stack in workspace.stacks.items()
                if stack
            },
            "homes": workspace.homes,
            "files": {
                id: {name: file[name] for name in file if name not in _HIDDEN_FILE_FIELDS}
                for id, file in workspace.files.items()
            },
            "calls": workspace.calls,
            "events": [
                {"event_id": s.event_id, "type": s.kind, "attempts": list(s.attempts)}
                for s in list(workspace.courier.sent)
            ],
            **{name: getattr(workspace, name) for name in _SETTINGS},
        }

    def _people(self) -> Json:
        """All but the crowd that the workspace was grown by; of that, those who are in a channel."""
        channels = self.workspace.channels.values()
        here = {member for channel in channels for member in channel["members"]}
        everybody = self.workspace.people.items()
        return {id: who for id, who in everybody if id in here or not id.startswith(lives.CROWD)}

    def _messages(self, channel: str) -> list[Json]:
        return [
            {**shown(self.workspace, message), "revisions": message["revisions"]}
            for message in self.workspace.messages[channel]
            if not message["deleted"]
        ]

    def _some(self, holding: str, thread: str | None) -> list[Json]:
        """The messages of all channels that hold these words, or stand in this thread, as they read now."""
        return [
            shown(self.workspace, message) | {"channel": channel}
            for channel, messages in self.workspace.messages.items()
            for message in messages
            if not message["deleted"]
            and (thread is None or thread in (message["ts"], message.get("thread_ts")))
            and holding in f"{message.get('text')} {message.get('blocks')}"
        ]

    def _switch_socket_mode(self, *, on: bool, lose_next_ack: bool = False) -> None:
        """The switch in the app's settings; `lose_next_ack` closes the line instead of hearing it."""
        socket = self.workspace.courier.socket
        socket.enabled, socket.lose_next_ack = on, lose_next_ack
