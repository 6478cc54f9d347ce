"""Graph's `fields` language: `id,parent{id},comments.limit(5){message}`.

Source: developers.facebook.com/docs/graph-api/guides/field-expansion (2026-09).
"""

import re
from dataclasses import dataclass, field

from bot.sandbox.facebook.errors import GraphError

FIELD = re.compile(
    r"(?P<name>\w+)(?P<arguments>(?:\.\w+\([^()]*\))*)(?:\{(?P<inner>.*)\})?$", re.DOTALL
)
ARGUMENT = re.compile(r"\.(\w+)\(([^()]*)\)")


@dataclass(frozen=True)
class Wanted:
    """One requested field: its arguments (limit, filter) and the fields inside it."""

    name: str
    arguments: dict[str, str] = field(default_factory=dict)
    inner: tuple["Wanted", ...] = ()


def parse_fields(text: str) -> tuple[Wanted, ...]:
    """The requested fields in order. Raises GraphError 2500-like (100) for broken syntax."""
    return tuple(_one(piece.strip()) for piece in _split(text) if piece.strip())


def names(wanted: tuple[Wanted, ...]) -> set[str]:
    return {each.name for each in wanted}


def _one(text: str) -> Wanted:
    match = FIELD.match(text)
    if match is None:
        raise GraphError(100, f"(#100) Syntax error in fields near {text[:40]!r}")
    arguments = dict(ARGUMENT.findall(match["arguments"]))
    return Wanted(match["name"], arguments, parse_fields(match["inner"] or ""))


def _split(text: str) -> list[str]:
    """Pieces between the commas that stand in no bracket."""
    pieces, depth, start = [], 0, 0
    for position, character in enumerate(text):
        depth += {"{": 1, "(": 1, "}": -1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            pieces.append(text[start:position])
            start = position + 1
    return [*pieces, text[start:]]
