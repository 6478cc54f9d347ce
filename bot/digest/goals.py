"""How a share stands to its goal: one judgement for the words and for the picture. Pure."""

from enum import StrEnum

from bot.digest.report import Share

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
