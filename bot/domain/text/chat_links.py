"""The link into the secure chat. What proves who comes by it stands behind the #, which no server is sent.

What proves it is made when the link is sent and stands nowhere at rest: texts that are stored, shown or
compared hold ``PLACE`` instead.
"""

import re

PLACE = "made-when-it-is-sent"
_BEFORE = "/chat#t="
_TOKEN = re.compile(re.escape(_BEFORE) + r"[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


def link(address: str) -> str:
    """The link as it is stored and shown: all but the token."""
    return f"{address.rstrip('/')}{_BEFORE}{PLACE}"


def with_token(text: str, token: str) -> str:
    """The text as the customer gets it."""
    return text.replace(_BEFORE + PLACE, _BEFORE + token)


def without_tokens(text: str) -> str:
    """The text with no token in it, whoever wrote it."""
    return _TOKEN.sub(_BEFORE + PLACE, text)
