"""Collects what is wrong with a Block Kit document, worded as Slack words it.

The wording "must be less than 3001 characters [json-pointer:/blocks/0/text/text]" is what Slack
answers in `response_metadata.messages` (grafana oncall pull request 5121, 2024-10-03).
"""

from typing import Any


class Findings:
    """A list of messages, each with the JSON pointer of the offending field."""

    def __init__(self) -> None:
        self.messages: list[str] = []

    def add(self, what: str, path: str) -> None:
        self.messages.append(f"[ERROR] {what} [json-pointer:{path}]")

    def fields(self, thing: Any, path: str, *, required: str, optional: str = "") -> bool:
        """Whether `thing` is an object; required and unknown fields are found on the way."""
        if not isinstance(thing, dict):
            self.add("must provide an object", path)
            return False
        needed, known = required.split(), {"type", *required.split(), *optional.split()}
        for name in needed:
            if thing.get(name) is None:
                self.add(f"missing required field: {name}", path)
        for name in thing:
            if name not in known:
                self.add(f"invalid additional property: {name}", path)
        return all(thing.get(name) is not None for name in needed)

    def length(self, value: Any, path: str, *, most: int, least: int = 1) -> None:
        """Check a string's length in characters; None passes."""
        if value is None:
            return
        if not isinstance(value, str):
            self.add("must provide a string", path)
        elif len(value) < least:
            self.add(f"must be more than {least - 1} characters", path)
        elif len(value) > most:
            self.add(f"must be less than {most + 1} characters", path)

    def items(self, value: Any, path: str, *, most: int, least: int = 1) -> list[Any]:
        """The list's items, its size checked; an empty list when it is none."""
        if not isinstance(value, list):
            self.add("must provide an array", path)
            return []
        if len(value) < least:
            self.add(f"no fewer than {least} items required", path)
        if len(value) > most:
            self.add(f"no more than {most} items allowed", path)
        return value

    def one_of(self, value: Any, path: str, allowed: set[str]) -> None:
        if value is not None and value not in allowed:
            self.add(f"must be one of: {', '.join(sorted(allowed))}", path)
