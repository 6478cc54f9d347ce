"""How long a text is, as the platform counts it. A channel's capabilities name one of these
functions.

Weighted: twitter-text configuration v3 (docs.x.com, "Counting characters"): text in NFC; code
points 0-4351, 8192-8205, 8208-8223 and 8242-8247 weigh 1, all others 2; a link is 23 whatever its
length; an emoji sequence is 2.
"""

import re
import unicodedata
from collections.abc import Iterator

import emoji

from bot.domain.text.top_level_domains import COUNTRIES, GENERIC

LINK_LENGTH = 23
EMOJI_LENGTH = 2
_LIGHT = ((0x0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
_TEXT_SIGNS = frozenset("©®™")  # emoji only when written with the emoji variation selector

_LETTERS = "a-z0-9\u00c0-\u024f\u0400-\u04ff"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_LINK = re.compile(
    rf"(?<![A-Za-z0-9@$#_./\uff03\uff20-])(?P<scheme>https?://)?"
    rf"(?P<host>(?:{_LABEL}\.){{1,8}}(?:xn--[a-z0-9-]{{2,59}}|[a-z]{{2,24}}))(?![a-z0-9@]|-[a-z0-9])(?::[0-9]{{1,5}})?"
    rf"(?P<path>(?:[/?#](?:[{_LETTERS}!*';:=+,.$/%#\[\]~@|&()?_\u2013-]*[{_LETTERS}=_#/+&-])?)?\)?)",
    re.IGNORECASE,
)


def weighted_length(text: str, *, added_mentions: int = 0) -> int:
    """Weighted characters of `text`. The first `added_mentions` leading @names do not count: the
    platform adds them to a reply.
    """
    normal = unicodedata.normalize("NFC", _without_leading_mentions(text, added_mentions))
    total, at = 0, 0
    for start, end in _link_spans(normal):
        total += _weight(normal[at:start]) + LINK_LENGTH
        at = end
    return total + _weight(normal[at:])


def plain_length(text: str) -> int:
    """Code points of `text` in NFC: what platforms without a rule of their own count."""
    return len(unicodedata.normalize("NFC", text))


def links(text: str) -> list[str]:
    """What the platform will turn into links, bare hosts such as "bank.com" too. On X each has a
    price.
    """
    return [text[start:end] for start, end in _link_spans(text)]


def _without_leading_mentions(text: str, count: int) -> str:
    if count <= 0:
        return text
    names = re.compile(rf"(?:\s*@[A-Za-z0-9_]{{1,15}}(?![A-Za-z0-9_])){{0,{count}}}\s*")
    found = names.match(text)
    return text[found.end() :] if found else text


def _link_spans(text: str) -> Iterator[tuple[int, int]]:
    if "." not in text:
        return
    for match in _LINK.finditer(text):
        if not match["scheme"] and not _is_known_host(
            match["host"].lower(), bool(match["path"].rstrip(")"))
        ):
            continue
        # A closing bracket belongs to the link only if it was opened in it.
        end = match.end() - (match[0].endswith(")") and match[0].count("(") < match[0].count(")"))
        yield match.start(), end


def _is_known_host(host: str, has_path: bool) -> bool:
    """A bare host needs a known ending; name and country alone ("help.me") are a word, but for .co
    and .tv, unless a path follows.
    """
    labels = host.split(".")
    last = labels[-1]
    if last in GENERIC or last.startswith("xn--"):
        return True
    return last in COUNTRIES and (len(labels) > 2 or has_path or last in ("co", "tv"))


def _weight(text: str) -> int:
    total, at = 0, 0
    if not text.isascii():
        for found in emoji.emoji_list(text):
            if found["emoji"] in _TEXT_SIGNS:
                continue
            total += _plain_weight(text[at : found["match_start"]]) + EMOJI_LENGTH
            at = found["match_end"]
    return total + _plain_weight(text[at:])


def _plain_weight(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(1 if any(low <= ord(c) <= high for low, high in _LIGHT) else 2 for c in text)
