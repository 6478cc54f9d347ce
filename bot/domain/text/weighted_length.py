"""How long a text is, as the platform counts it. A channel's capabilities name one of these
functions.

Weighted: twitter-text 3.1.0, configuration v3 (docs.x.com, "Counting characters"): text in NFC; code
points 0-4351, 8192-8205, 8208-8223 and 8242-8247 weigh 1, all others 2; a link is 23 whatever its
length; an emoji sequence is 2.
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.domain.text.emoji_sequences import EMOJI_SEQUENCE
from bot.domain.text.links import link_spans

LINK_LENGTH = 23
EMOJI_LENGTH = 2
_LIGHT = re.compile("[\\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")


def weighted_length(text: str, *, added_mentions: int = 0) -> int:
    """Weighted characters of `text`. The first `added_mentions` leading @names do not count: the
    platform adds them to a reply.
    """
    normal = unicodedata.normalize("NFC", _without_leading_mentions(text, added_mentions))
    total, at = 0, 0
    for start, end, weight in sorted(_wholes(normal)):
        if start >= at:  # an emoji within a link counts with it
            total += _weight(normal[at:start]) + weight
            at = end
    return total + _weight(normal[at:])


def plain_length(text: str) -> int:
    """Code points of `text` in NFC: what platforms without a rule of their own count."""
    return len(unicodedata.normalize("NFC", text))


def _without_leading_mentions(text: str, count: int) -> str:
    if count <= 0:
        return text
    names = re.compile(rf"(?:\s*@[A-Za-z0-9_]{{1,15}}(?![A-Za-z0-9_])){{0,{count}}}\s*")
    found = names.match(text)
    return text[found.end() :] if found else text


def _wholes(text: str) -> Iterator[tuple[int, int, int]]:
    """What weighs something as a whole: start, end, weight."""
    for start, end in link_spans(text):
        yield start, end, LINK_LENGTH
    if not text.isascii():
        for found in EMOJI_SEQUENCE.finditer(text):
            yield found.start(), found.end(), EMOJI_LENGTH


def _weight(text: str) -> int:
    if text.isascii():
        return len(text)
    return 2 * len(text) - len(_LIGHT.findall(text))
