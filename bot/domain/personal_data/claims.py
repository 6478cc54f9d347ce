"""What a name claims of the text beside it."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """A value and the thing whose name claims it; ``distance`` counts the letters between."""

    start: int
    end: int
    thing: str
    distance: int
    is_weak: bool = False


def nearest(claims: Sequence[Claim]) -> list[Claim]:
    """Of those that overlap the one whose name is nearest."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda each: (each.start, each.distance, -each.end)):
        if kept and claim.start < kept[-1].end:
            if claim.is_weak and not kept[-1].is_weak and claim.end <= kept[-1].end:
                continue  # part of a longer value that a surer name claims
            same = claim.thing == kept[-1].thing
            if kept[-1].is_weak > claim.is_weak if same else claim.distance < kept[-1].distance:
                kept[-1] = claim
            continue
        kept.append(claim)
    return kept
