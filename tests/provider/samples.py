"""Providers of words for tests: one that does what it should, and the many ways in which somebody else's does not."""

import threading
from collections.abc import Sequence
from typing import Any


class Sample:
    """Says what it was given, so that a test sees it."""

    def translate(self, text: str, *, source: str, target: str) -> str:
        return f"[{source}>{target}] {text}"

    def draft(self, talk: Sequence[tuple[str, str]], *, language: str) -> str:
        return f"We are sorry to hear that. ({language}, {len(talk)})"

    def summarise(self, talk: Sequence[tuple[str, str]], *, language: str) -> str:
        return "\n".join(f"{who}: {text}" for who, text in talk)


class Raises(Sample):
    """Quotes the customer in what it raises."""

    def draft(self, talk: Sequence[tuple[str, str]], *, language: str) -> str:
        raise RuntimeError(str(talk))


class Rubbish(Sample):
    """Returns no text."""

    def draft(self, talk: Sequence[tuple[str, str]], *, language: str) -> Any:
        return b"no text"


class Hangs(Sample):
    """Never returns until it is let go."""

    let_go = threading.Event()

    def draft(self, talk: Sequence[tuple[str, str]], *, language: str) -> str:
        self.let_go.wait()
        return "late"


class TranslatesOnly:
    """Does one thing of three."""

    def translate(self, text: str, *, source: str, target: str) -> str:
        return text


class CannotBeMade:
    """Its class fails."""

    def __init__(self) -> None:
        raise ValueError("no licence")
