"""Links as X treats them: each goes through one of X's own, t.co, in posts and in private messages.

Source: docs.x.com/x-api/fundamentals/data-dictionary (`entities.urls`: url, expanded_url, display_url) and
help.x.com "About t.co" (2026-08). The whole address, with what stands behind its #, is the
`expanded_url`; t.co sends browsers there. That a phone's app keeps the part behind the # is not
documented.
"""

import base64
import hashlib
import re
from typing import Any

LINK = re.compile(r"https?://\S*[^\s.,;:!?)\]}'\"]")
_PLACE = "https://t.co/"
_SHOWN = 26  # of the address without its scheme, as X shortens what people see


def wrapped(text: str) -> str:
    """The text as the API gives it, each link as X's own."""
    return LINK.sub(lambda found: short(found[0]), text)


def short(address: str) -> str:
    """X's own link to this address; an address that is X's own stays."""
    if address.startswith(_PLACE):
        return address
    hashed = base64.b64encode(hashlib.sha256(address.encode()).digest(), b"ab")
    return f"{_PLACE}{hashed[:10].decode()}"


def urls(text: str) -> list[dict[str, Any]]:
    """`entities.urls` of a text that was `wrapped`."""
    found, moved = [], 0
    for match in LINK.finditer(text):
        url = short(match[0])
        start = match.start() + moved
        moved += len(url) - len(match[0])
        end = start + len(url)
        found.append(
            {"start": start, "end": end, "url": url, "expanded_url": match[0]}
            | {"display_url": _display(match[0])}
        )
    return found


def _display(address: str) -> str:
    bare = re.sub("^https?://", "", address)
    return bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN]}…"
