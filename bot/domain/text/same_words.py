"""Whether a post that was read back says what we sent. Platforms change a text on its way."""

import re
import unicodedata

_LEADING_NAMES = re.compile(r"^(?:\s*@\w{1,50})+(?!\w)[\s,:]*")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://\S*|(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*|\W*))", re.IGNORECASE)

_A_LINK = "https://"


def same_words(ours: str, theirs: str) -> bool:
    """Whether the two texts are one, but for what platforms change: names put before an answer, the shape
    of letters and spaces, and links, which they shorten, complete and follow.

    A last sign only: first ask who wrote it, when, and what it answers.
    """
    if comparable(ours) == comparable(theirs):
        return True
    words = _without_targets(ours)
    return words == _without_targets(theirs) and any(word != _A_LINK for word in words)


def comparable(text: str) -> str:
    """A form in which what we sent and what a platform shows of it are equal."""
    plain = _LEADING_NAMES.sub("", _unescaped(unicodedata.normalize("NFC", text)))
    words = (_SCHEME.sub("", word).rstrip("/") for word in plain.split())
    return " ".join(words)


def _without_targets(text: str) -> list[str]:
    """Its words, with no link told from another."""
    plain = _LEADING_NAMES.sub("", _unescaped(unicodedata.normalize("NFC", text)))
    return [_A_LINK if _LINK.fullmatch(word) else word for word in plain.split()]


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
