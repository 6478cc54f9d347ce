"""Plays a story on the simulated platforms from a thread of its own, and remembers how far it is.

A step and the new position are one change under the world's lock, so that a restart goes on where
it was and plays nothing twice.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.calls import Call, endpoint
from bot.sandbox.facebook.part import FacebookPart
from bot.sandbox.faults import Faults
from bot.sandbox.stories.audience import arrived
from bot.sandbox.stories.stage import Stage
from bot.sandbox.stories.story import COUNTED, HISTORY, STORIES, Step, Story, load
from bot.sandbox.world import World
from bot.sandbox.x.part import XPart

# For what a step by staff or by the customer's phone has to wait: a form that opens, a code that arrives.
PATIENCE_S = 60.0
LOOK_EVERY_S = 0.3


class Cast(Protocol):
    """Who plays the steps of a kind that others have to answer before the story goes on."""

    def is_there(self) -> bool:
        """Whether there is anybody to play to."""

    def play(self, step: Step) -> bool:
        """Do it if it can be done by now, and say whether it is done. Called again until it is."""

    def rest(self) -> None:
        """The story goes on without it."""


@dataclass
class Progress:
    """How far a story is: the number of steps done, and the ids of what they made."""

    story: str
    position: int = 0
    ids: dict[str, str] = field(default_factory=dict)


class StoryPlayer:
    """The part that plays stories, one at a time."""

    name = "story"

    def __init__(
        self,
        world: World,
        faults: Faults,
        x: XPart,
        facebook: FacebookPart,
        cast: Mapping[str, Cast],
        say: Callable[[str], None] = lambda line: print(line, flush=True),
    ) -> None:
        self.world = world
        self.stage = Stage(x, facebook, faults)
        self.cast = cast
        self.say = say
        self.progress: Progress | None = None
        self._playing: threading.Thread | None = None

    def start(
        self,
        name: str,
        *,
        speed: float | None = None,
        again: bool = False,
        audience: str | None = None,
        history: bool = False,
    ) -> None:
        """Play in the background, going on where a restart interrupted it.

        `speed` is how many times faster than the real feed; None is a pace that people can follow.
        A story played to its end is not played again unless `again`. With an
        `audience` (an address) it begins when something listens there; with `history` a new world first
        lives through two weeks. Raises ValueError for an
        unknown story, a speed of zero or less, or while another story is playing.
        """
        story = load(name)
        pace = speed if speed is not None else story.pace
        if pace <= 0:
            raise ValueError("The speed has to be more than zero.")
        with self.world.lock:
            if self._playing is not None and self._playing.is_alive():
                raise ValueError("A story is playing; wait for its end.")
            before = self._history(history)
            if before is None and (self.progress is None or self.progress.story != name or again):
                self.progress = Progress(name)
            self._playing = threading.Thread(
                target=self._play_all,
                args=(before, story, pace, audience),
                daemon=True,
                name="story",
            )
            self._playing.start()

    def wait(self, timeout: float) -> bool:
        """Wait for the end of what is playing; whether it was reached within `timeout` seconds."""
        if self._playing is not None:
            self._playing.join(timeout)
        return self._playing is None or not self._playing.is_alive()

    def status(self) -> dict[str, Any]:
        """The story, posts done and posts in all, whether it is finished."""
        with self.world.lock:
            if self.progress is None:
                return {"story": None, "done": 0, "posts": 0, "finished": True}
            story, position = load(self.progress.story), self.progress.position
            return {
                "story": self.progress.story,
                "title": story.title,
                "done": _posts_before(story, position),
                "posts": story.posts,
                "finished": position >= len(story.steps),
                "says": story.steps[position].says if position < len(story.steps) else "",
            }

    def snapshot(self) -> dict[str, Any]:
        done = self.progress
        return {
            "story": done.story if done else None,
            "position": done.position if done else 0,
            "ids": dict(done.ids) if done else {},
        }

    def restore(self, data: dict[str, Any]) -> None:
        if data["story"] in STORIES:
            self.progress = Progress(data["story"], data["position"], dict(data["ids"]))

    def routes(self) -> Sequence[BaseRoute]:
        return [Route("/control/story", endpoint(self._control), methods=["GET", "POST"])]

    def _history(self, wanted: bool) -> Story | None:
        """The two weeks before, if they are still to be played or were interrupted."""
        if self.progress is None and wanted:
            self.progress = Progress(HISTORY)
        begun = self.progress is not None and self.progress.story == HISTORY
        return load(HISTORY) if wanted and begun else None

    def _play_all(
        self, before: Story | None, story: Story, pace: float, audience: str | None
    ) -> None:
        if before is not None and self.progress is not None:
            self._play(before, self.progress, before.pace, audience)
            if self.world.is_closing():
                return
            with self.world.lock:
                self.progress = Progress(story.name)
        assert self.progress is not None
        self._play(story, self.progress, pace, audience)

    def _play(self, story: Story, progress: Progress, pace: float, audience: str | None) -> None:
        steps = story.steps
        if progress.position >= len(steps):
            self.say(f"The story was played before: {story.posts}/{story.posts} posts.")
            return
        if audience is not None and not arrived(audience, self.world.closing):
            return
        begun = time.monotonic() - steps[progress.position].at / pace
        while progress.position < len(steps):
            step = steps[progress.position]
            wait = begun + step.at / pace - time.monotonic()
            if self.world.closing.wait(wait) if wait > 0 else self.world.is_closing():
                return
            if step.do in self.cast:
                self._wait_for(self.cast[step.do], step)
                begun = max(begun, time.monotonic() - step.at / pace)
            with self.world.lock:
                if step.do not in self.cast:
                    self.stage.play(step, progress.ids)
                progress.position += 1
                self.world.changed("story")
            if step.do in COUNTED:
                done = _posts_before(story, progress.position)
                self.say(f"{done}/{story.posts} {step.author} on {step.channel} to {step.brand}")
        self.say(f"The story is over: {story.posts} posts.")

    def _wait_for(self, cast: Cast, step: Step) -> None:
        """Until it is done, or nobody is there to do it, or nobody would wait any longer."""
        over = time.monotonic() + PATIENCE_S
        while cast.is_there() and not cast.play(step):
            if self.world.closing.wait(LOOK_EVERY_S) or time.monotonic() > over:
                break
        cast.rest()

    def _control(self, call: Call) -> Response:
        try:
            if call.method == "POST":
                given = call.json()
                again = bool(given.get("again", False))
                self.start(str(given.get("story", "day")), speed=given.get("speed"), again=again)
        except (TypeError, ValueError) as error:
            return JSONResponse({"error": str(error)}, status_code=400)
        return JSONResponse(self.status() | {"stories": list(STORIES)})


def _posts_before(story: Story, position: int) -> int:
    return sum(step.do in COUNTED for step in story.steps[:position])
