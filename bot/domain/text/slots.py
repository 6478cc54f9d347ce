"""Slots in a wording that goes to many: ``{name}``, ``{handle}`` and ``{case}``, filled for each customer."""

import re
from collections.abc import Mapping

SLOTS = ("name", "handle", "case")
_SLOT = re.compile(r"\{([^{}\n]{0,40})\}")
_MOST = 60


def unknown(wording: str) -> list[str]:
    """What stands in braces and is no slot, as it was written."""
    return [found[0] for found in _SLOT.finditer(wording) if found[1] not in SLOTS]


def filled(wording: str, values: Mapping[str, str]) -> str:
    """The wording for one customer. A slot for which there is nothing leaves nothing behind, nor a blank too
    many, nor one before a comma."""

    def value(found: re.Match[str]) -> str:
        return " ".join(values.get(found[1], found[0]).split())[:_MOST]

    text = _SLOT.sub(value, wording)
    text = re.sub(r"[ \t]{2,}", " ", text)
    return re.sub(r"[ \t]+(?=[,.!?،؟])", "", text).strip()
