"""What Slack answers instead of doing it, and what its own screens let nobody enter."""

from typing import Any


class SlackRefusal(Exception):
    """A documented error of the Web API: `{"ok": false, "error": ...}` and what goes with it."""

    def __init__(self, error: str, **extra: Any) -> None:
        super().__init__(f"Slack refuses with {error}.")
        self.error = error
        self.extra = extra


class BadEntry(ValueError):
    """An entry that the form on the screen would not let a person make."""
