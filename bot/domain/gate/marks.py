"""What only Slack understands: mentions, its own links, emoji by name, marks of bold and code."""

import re
from collections.abc import Iterator

from bot.domain.gate.findings import Finding, Kind

_SURE = re.compile(
    r"<[@#!][^<>\s|]{1,100}(?:\|[^<>\n]{0,200})?>|<(?:https?|mailto|tel):[^<>\s]{1,500}>"
    r"|(?<![\w@])@(?:here|channel|everyone)(?!\w)|&(?:lt|gt|amp);"
    r"|(?<![\w:]):[a-z][a-z0-9_+-]{1,60}:(?![\w:])",
    re.IGNORECASE,
)
_DOUBTFUL = re.compile(
    r"(?<![\w*])\*[^\s*][^*\n]{0,200}\*(?![\w*])|(?<![\w_])_[^\s_][^_\n]{0,200}_(?![\w_])"
    r"|(?<![\w~])~[^\s~][^~\n]{0,200}~(?![\w~])|```|`[^`\n]{1,200}`"
)


def marks(text: str) -> Iterator[Finding]:
    """Where they stand."""
    sure = tuple(found.span() for found in _SURE.finditer(text))
    if sure:
        yield Finding(Kind.SLACK_MARKUP, sure)
    doubtful = tuple(found.span() for found in _DOUBTFUL.finditer(text))
    if doubtful:
        yield Finding(Kind.SLACK_MARKUP, doubtful, is_sure=False)
