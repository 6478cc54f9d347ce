"""The page's failure switches: a platform is down, or the documented rate limits are on."""

from bot.sandbox.faults import Faults
from bot.sandbox.slack.part import SlackPart
from bot.sandbox.world import World
from bot.sandbox.x.part import XPart

PLATFORMS = {"slack_down": "slack", "x_down": "x", "facebook_down": "facebook"}
LIMITS = "rate_limits"


class Switches:
    """Turns failures on and off, and says which are on."""

    def __init__(self, world: World, faults: Faults, x: XPart, slack: SlackPart) -> None:
        self.world = world
        self.faults = faults
        self.x = x
        self.slack = slack

    def turn(self, name: str, on: bool) -> None:
        """Raises ValueError for a switch that does not exist."""
        if name not in (*PLATFORMS, LIMITS):
            raise ValueError(f"There is no switch {name!r}.")
        with self.world.lock:
            if name == LIMITS:
                self.slack.workspace.rate_limits = float(on)
                self.x.limits.enforced = on
            elif on and not self.state()[name]:
                self.faults.add(platform=PLATFORMS[name], kind="down", times=None)
            elif not on:
                self.faults.clear(PLATFORMS[name])
            self.world.changed("faults")

    def state(self) -> dict[str, bool]:
        """Which switches are on. Expects the world's lock to be held."""
        down = {
            rule.platform
            for rule in self.faults.rules
            if rule.kind == "down" and rule.operation == "*"
        }
        found = {name: platform in down for name, platform in PLATFORMS.items()}
        return found | {LIMITS: bool(self.slack.workspace.rate_limits)}
