"""The workspace's whole memory, as JSON values, and the small questions everything asks of it."""

from copy import deepcopy
from typing import Any

from bot.sandbox.credentials import SLACK_BOT_USER_ID
from bot.sandbox.slack import staff
from bot.sandbox.slack.delivery.courier import Courier
from bot.sandbox.slack.refusals import SlackRefusal
from bot.sandbox.slack.triggers import Triggers
from bot.sandbox.world import World

Json = dict[str, Any]
_KEPT = (
    "people",
    "channels",
    "usergroups",
    "messages",
    "views",
    "stacks",
    "homes",
    "ephemerals",
    "files",
    "calls",
    "response_urls",
    "shortcuts",
    "commands",
    "missing_scopes",
    "token_error",
    "page_most",
    "rate_limits",
    "last_ts",
    "serial",
)


class Workspace:
    """People, channels, messages, views. Every method expects the world's lock to be held."""

    def __init__(self, world: World, courier: Courier) -> None:
        self.world = world
        self.courier = courier
        self.triggers = Triggers()
        self.site = "http://127.0.0.1"  # becomes the address of the last request
        self.people = staff.people()
        self.channels = staff.channels()
        self.usergroups = staff.usergroups()
        self.messages: dict[str, list[Json]] = {id: [] for id in self.channels}
        self.views: dict[str, Json] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[str, Json] = {}
        self.ephemerals: list[Json] = []
        self.files: dict[str, Json] = {}
        self.calls: dict[str, int] = {}
        self.response_urls: dict[str, Json] = {}
        self.shortcuts: list[Json] = []
        self.commands: list[Json] = []
        self.missing_scopes: list[str] = []
        self.token_error = ""  # what every call is answered with, "token_revoked" for example
        self.page_most = 1000  # items in a page of a list
        self.manifest: Json | None = None  # of the app; without one it gets and may everything
        self.rate_limits = 0.0  # enforced, so many times as fast as by Slack; 0: not
        self.last_ts = 0
        self.serial = 0

    def snapshot(self) -> Json:
        return deepcopy({name: getattr(self, name) for name in _KEPT})

    def restore(self, data: Json) -> None:
        for name in _KEPT:
            if name in data:
                setattr(self, name, data[name])

    def next_ts(self) -> str:
        """A message time stamp of the sandbox's clock, unique and increasing."""
        micros = max(int(self.world.now().timestamp() * 1_000_000), self.last_ts + 1)
        self.last_ts = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def next_id(self, prefix: str) -> str:
        """An id such as V0000012, never used before in this workspace."""
        self.serial += 1
        return f"{prefix}0{self.serial:06d}"

    def person(self, user: str) -> Json:
        if user not in self.people:
            raise SlackRefusal("user_not_found")
        return self.people[user]

    def channel(self, channel: str) -> Json:
        """The conversation; private ones do not exist for a bot that is not in them."""
        found = self.channels.get(channel)
        if found is None or (found["is_private"] and SLACK_BOT_USER_ID not in found["members"]):
            raise SlackRefusal("channel_not_found")
        return found

    def writable_channel(self, channel: str) -> Json:
        """The conversation, if the bot may post there; a user id means the direct message."""
        if channel in self.people:
            return self.direct_message(channel)
        found = self.channel(channel)
        if SLACK_BOT_USER_ID not in found["members"]:
            raise SlackRefusal("not_in_channel")
        if found["is_archived"]:
            raise SlackRefusal("is_archived")
        return found

    def direct_message(self, user: str) -> Json:
        """The bot's direct message with `user`, opened when there is none."""
        self.person(user)
        id = f"D{user[1:]}"
        if id not in self.channels:
            self.channels[id] = {
                "id": id,
                "name": "",
                "is_channel": False,
                "is_group": False,
                "is_im": True,
                "is_private": False,
                "is_archived": False,
                "user": user,
                "members": [SLACK_BOT_USER_ID, user],
            }
            self.messages[id] = []
        return self.channels[id]
