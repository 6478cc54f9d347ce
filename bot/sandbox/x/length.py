"""X's weighted length, written a second time on purpose: the judge must not be the judged.

Source: docs.x.com/fundamentals/counting-characters (twitter-text configuration 3), 2026-08.
"""

import re
import unicodedata

LIMIT = 280
URL_WEIGHT = 23
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
URL = re.compile(
    r"https?://\S+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|co\.uk|uk|bank|io)\b\S*", re.IGNORECASE
)
# An emoji sequence counts 2 however many code points are joined in it.
EMOJI = re.compile(
    "[\U0001f1e6-\U0001f1ff]{2}|[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\U0001f3fb-\U0001f3ff]*"
    "(?:\u200d[\U0001f300-\U0001faff\u2600-\u27bf][\ufe0f\U0001f3fb-\U0001f3ff]*)*"
)


def weighted_length(text: str) -> int:
    """What X counts for `text`: URLs 23, CJK and emoji 2, most letters 1."""
    normal = unicodedata.normalize("NFC", text)
    normal, urls = URL.subn("", normal)
    normal, emoji = EMOJI.subn("", normal)
    return urls * URL_WEIGHT + emoji * 2 + sum(map(_weight, normal))


def _weight(character: str) -> int:
    code = ord(character)
    return 1 if any(low <= code <= high for low, high in LIGHT) else 2
