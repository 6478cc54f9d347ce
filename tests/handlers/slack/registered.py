"""Everything the Slack application listens to, as it tells Bolt: what a test of all listeners goes by."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt import App as Bolt

from bot.bootstrap import App
from handlers.slack import application


@dataclass(frozen=True)
class Listened:
    """One listener: of what kind, and the name, or the pattern of names, it answers to."""

    kind: str
    name: str | re.Pattern[str]

    @property
    def is_catch_all(self) -> bool:
        """Whether it stands behind the others for what nobody has use for."""
        return isinstance(self.name, re.Pattern) and self.name.pattern == ".*"

    def __str__(self) -> str:
        name = self.name.pattern if isinstance(self.name, re.Pattern) else self.name
        return f"{self.kind} {name}"


@dataclass
class Registry:
    """The application and what it registered."""

    bolt: Bolt
    listened: list[Listened] = field(default_factory=list)

    def names(self, kind: str) -> set[str]:
        """What is listened to by name, of one kind."""
        return {each.name for each in self.listened if each.kind == kind and type(each.name) is str}


def registry(app: App, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """The whole application, built as ``serve`` builds it, on a Bolt that takes notes."""
    noted: list[Listened] = []

    class Noting(application._Answering):
        def event(self, event: Any, *more: Any, **given: Any) -> Any:
            return _noted("event", event, super().event(event, *more, **given))

        def command(self, command: Any, *more: Any, **given: Any) -> Any:
            return _noted("command", command, super().command(command, *more, **given))

        def shortcut(self, constraints: Any, *more: Any, **given: Any) -> Any:
            return _noted("shortcut", constraints, super().shortcut(constraints, *more, **given))

        def action(self, constraints: Any, *more: Any, **given: Any) -> Any:
            return _noted("action", constraints, super().action(constraints, *more, **given))

        def view(self, constraints: Any, *more: Any, **given: Any) -> Any:
            return _noted("view", constraints, super().view(constraints, *more, **given))

        def view_closed(self, constraints: Any, *more: Any, **given: Any) -> Any:
            done = super().view_closed(constraints, *more, **given)
            return _noted("view_closed", constraints, done)

        def options(self, constraints: Any, *more: Any, **given: Any) -> Any:
            return _noted("options", constraints, super().options(constraints, *more, **given))

    def _noted(kind: str, name: Any, result: Any) -> Any:
        noted.append(Listened(kind, name))
        return result

    monkeypatch.setattr(application, "_Answering", Noting)
    bolt = application.build(app)
    # Bolt has more doors than these seven; what came in by another would be in this list alone.
    assert len(noted) == len(bolt._listeners), "Something listens that this registry did not see."
    return Registry(bolt, noted)
