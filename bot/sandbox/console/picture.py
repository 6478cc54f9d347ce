"""Everything the page draws, in one JSON document."""

from typing import Any

from bot.sandbox.console.phone import Phone
from bot.sandbox.console.private_talks import private_talks
from bot.sandbox.console.switches import Switches
from bot.sandbox.credentials import BRANDS, SLACK_BOT_USER_ID
from bot.sandbox.facebook.part import FacebookPart
from bot.sandbox.slack.part import SlackPart
from bot.sandbox.stories.colleagues import Colleagues
from bot.sandbox.stories.player import StoryPlayer
from bot.sandbox.stories.story import STORIES
from bot.sandbox.world import World
from bot.sandbox.x.part import XPart

POSTS_SHOWN = 400
# Big, and only of interest to tests.
NOT_FOR_THE_PAGE = ("events", "calls", "files")


class Picture:
    """Asks every part what it looks like."""

    def __init__(
        self,
        world: World,
        x: XPart,
        facebook: FacebookPart,
        slack: SlackPart,
        switches: Switches,
        phone: Phone,
    ) -> None:
        self.world = world
        self.x = x
        self.facebook = facebook
        self.slack = slack
        self.switches = switches
        self.phone = phone

    def now(self) -> dict[str, Any]:
        """The whole state; `version` is the one the stream of changes tells."""
        with self.world.lock:
            return {
                "version": self.world.version,
                "now": self.world.now().timestamp(),
                "bot_user": SLACK_BOT_USER_ID,
                "brands": [
                    {"name": b.name, "x": b.x_username, "page": b.page_name} for b in BRANDS
                ],
                "x": self.x.timeline(POSTS_SHOWN),
                "facebook": self.facebook.timeline(POSTS_SHOWN),
                "private": private_talks(self.x, self.facebook, POSTS_SHOWN),
                "slack": self._slack(),
                "switches": self.switches.state(),
                "phone": self.phone.state(),
                "story": self._story(),
            }

    def _slack(self) -> dict[str, Any]:
        found = self.slack.state()
        for name in NOT_FOR_THE_PAGE:
            del found[name]
        for messages in found["messages"].values():
            for message in messages:
                del message["revisions"]
        return found

    def _story(self) -> dict[str, Any] | None:
        player = self.world.parts.get("story")
        if not isinstance(player, StoryPlayer):
            return None
        staff = player.cast["press"]
        at = staff.at if isinstance(staff, Colleagues) else None
        return player.status() | {"stories": list(STORIES), "at": at}
