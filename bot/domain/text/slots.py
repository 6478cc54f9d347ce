"""Slots in a wording that goes to many: what the case knows (``{name}``) and what the house does (``{hours}``), filled
for each customer."""

import re
from collections.abc import Mapping

OF_THE_CASE = ("name", "handle", "case")
OF_THE_HOUSE = ("bank", "hours", "branches")
SLOTS = (*OF_THE_CASE, *OF_THE_HOUSE)
_SLOT = re.compile(r"\{([^{}\n]{0,40})\}")
_MOST = 60
_MOST_OF_THE_HOUSE = 300


def unknown(wording: str) -> list[str]:
    """What stands in braces and is no slot, as it was written."""
    return [found[0] for found in _SLOT.finditer(wording) if found[1] not in SLOTS]


def missing(wording: str, values: Mapping[str, str]) -> list[str]:
    """What the wording says of the house and nobody has written down: it would be said of nothing."""
    wanted = [found[1] for found in _SLOT.finditer(wording) if found[1] in OF_THE_HOUSE]
    return [name for name in dict.fromkeys(wanted) if not values.get(name)]


def filled(wording: str, values: Mapping[str, str]) -> str:
    """The wording for one customer. A slot for which there is nothing leaves nothing behind, nor a blank too
    many, nor one before a comma."""

    def value(found: re.Match[str]) -> str:
        most = _MOST_OF_THE_HOUSE if found[1] in OF_THE_HOUSE else _MOST
        return " ".join(values.get(found[1], found[0]).split())[:most]

    text = _SLOT.sub(value, wording)
    text = re.sub(r"[ \t]{2,}", " ", text)
    return re.sub(r"[ \t]+(?=[,.!?،؟])", "", text).strip()
