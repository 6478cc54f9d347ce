"""Through days at speed: the clock goes ahead once all is done that was to be done before."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.facebook.part import FacebookPart
from bot.sandbox.stories.crew import Crew
from bot.sandbox.stories.story import Step
from bot.sandbox.world import World
from bot.sandbox.x.part import XPart

DIGESTS = "C0DIGESTS"
_ZONE = ZoneInfo("Europe/London")
_SATURDAY = 5
_POSTS = 1000


class Traveller:
    """Moves the clock to the next such moment of a working day (`15:30`), or by so many seconds (`+15`)."""

    def __init__(self, world: World) -> None:
        self.world = world

    def is_there(self) -> bool:
        """Time passes by itself."""
        return True

    def play(self, step: Step) -> bool:
        """Go there; never on a Saturday or Sunday."""
        if step.kind.startswith("+"):
            self.world.move(float(step.kind))
            return True
        hour, minute = (int(part) for part in step.kind.split(":"))
        now = self.world.now().astimezone(_ZONE)
        then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        while then <= now or then.weekday() >= _SATURDAY:
            then += timedelta(days=1)
        self.world.move((then - now).total_seconds())
        return True

    def rest(self) -> None:
        """Nothing is left open."""


class Onlooker:
    """Waits until colleagues have worked off their lists, their answers are public, or the digest is there."""

    def __init__(self, crew: Crew, x: XPart, facebook: FacebookPart) -> None:
        self.crew = crew
        self.x = x
        self.facebook = facebook

    def is_there(self) -> bool:
        """Without a bot there is nothing to wait for."""
        return self.crew.is_there()

    def play(self, step: Step) -> bool:
        """Whether it is there by now."""
        looks = {"answers": lambda: self.crew.wait(0), "digest": self._digest_is_there}
        return looks.get(step.kind, self._all_published)()

    def rest(self) -> None:
        """The day goes on."""

    def _all_published(self) -> bool:
        """Whether what was sent last stands in public, as often as it was sent."""
        with self.crew.workspace.world.lock:
            posts = [*self.x.timeline(_POSTS), *self.facebook.timeline(_POSTS)]
        said = [str(post["text"]) for post in posts]
        sent = list(self.crew.sent)
        return all(sum(words in each for each in said) >= sent.count(words) for words in set(sent))

    def _digest_is_there(self) -> bool:
        world, workspace = self.crew.workspace.world, self.crew.workspace
        with world.lock:
            midnight = world.now().astimezone(_ZONE).replace(hour=0, minute=0, second=0)
            messages = workspace.messages[DIGESTS]
            return any(float(message["ts"]) > midnight.timestamp() for message in messages[-10:])
