"""Trigger ids: 3 s of real time, single use (docs.slack.dev/interactivity, read 2026)."""

import time
from dataclasses import dataclass

TRIGGER_SECONDS = 3.0


@dataclass
class Trigger:
    """The right to open one modal for one person, for three seconds of real time."""

    user: str
    view_id: str | None
    born: float
    used: bool = False


class Triggers:
    """Hands out and redeems trigger ids. They live in memory: a restart outlives them anyway."""

    def __init__(self) -> None:
        self._known: dict[str, Trigger] = {}
        self._count = 0

    def issue(self, user: str, view_id: str | None = None) -> str:
        """A new trigger id for a person; `view_id` is the modal in which the action happened."""
        now = time.monotonic()
        self._known = {id: t for id, t in self._known.items() if now - t.born < 600}
        self._count += 1
        id = f"{self._count}.{int(now)}.{self._count:012x}"
        self._known[id] = Trigger(user, view_id, now)
        return id

    def redeem(self, id: str) -> Trigger | str:
        """The trigger, now used up; or the documented error it deserves."""
        trigger = self._known.get(id)
        if trigger is None:
            return "invalid_trigger_id"
        if trigger.used:
            return "exchanged_trigger_id"
        if time.monotonic() - trigger.born > TRIGGER_SECONDS:
            return "expired_trigger_id"
        trigger.used = True
        return trigger

    def age(self, id: str, seconds: float) -> None:
        """Make a trigger older, so that a test need not wait."""
        self._known[id].born -= seconds
