"""How a share stands to its goal: one judgement for the words and for the picture. Pure."""

from enum import StrEnum

from bot.digest.report import Share
from bot.digest.words.lengths import percent

NEARLY = 10  # points under the goal that are amber and not yet red


class Standing(StrEnum):
    """Reached, nearly, or far from it."""

    REACHED = "reached"
    NEARLY = "nearly"
    MISSED = "missed"


def standing(share: Share, goal: int) -> Standing:
    """By the exact share, and not by the whole percent that is told. The goal is in percent."""
    reached = share.part * 100
    if reached >= goal * share.whole:
        return Standing.REACHED
    nearly = reached >= (goal - NEARLY) * share.whole
    return Standing.NEARLY if nearly else Standing.MISSED


def told_beside(share: Share, goal: int) -> int | None:
    """The whole percent to tell beside a goal: never rounded up onto one that was not reached, so that
    one number has one colour. None of nothing."""
    nearest = percent(share)
    for edge in (goal, goal - NEARLY):
        if nearest == edge and share.part * 100 < edge * share.whole:
            return edge - 1
    return nearest
