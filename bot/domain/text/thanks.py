"""Telling a bare "thanks" from words that want an answer.

It is thanks only when *nothing but* thanks is left after our own handles, names, greetings and kind signs
were taken away: every word must be one that we know, in a phrase that we know, and one of them must thank.
A word more, a figure, a question, a link, an unkind sign or somebody else's handle, and it is a word that
waits for an answer. What is often meant sourly ("thanks a bunch") waits unless a warm sign stands beside it.
The rule makes a customer quieter, so in doubt it says no.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator

from bot.domain.text import thanks_words

_LONGEST = 200
_HANDLE = re.compile(r"[@＠](\w{1,50})")
_KIND_EMOTICON = re.compile(r"(?<!\S)(?::-?\)+|:-?D+|<3+|\^_?\^)(?!\w)", re.IGNORECASE)
# Signs that only ever say that it is well. An angry or sad one is no thanks.
_KIND_SIGNS = frozenset("🙏👍👌👏🙌❤💙💚💛💜🧡🤍🖤💯✅🎉😊😀😃😄😁🙂☺🥰😍🤗🫶🤝🌹💐⭐🌟♥")
WARM_SIGNS = frozenset("🙏❤💙💚💛💜🧡🤍🖤😊🥰😍🤗🌹💐♥")  # nobody sneers with these
_APPLAUSE = "👏"  # slow or not, nobody can tell: it thanks only beside words
_MODIFIERS = re.compile("[\u200c-\u200f\u061c\u2066-\u2069\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
_JOINTS = re.compile(r"[\s.!,،~*\-–—&+#]+")
_UNMOVED_FACE = re.compile(r"-\.-|_|>\s*<")  # "-_-" and its like
_ELONGATED = re.compile(r"([^\W\d_])\1{2,}")


def is_bare_thanks(text: str, *, names: Collection[str] = (), answers_us: bool = False) -> bool:
    """Whether a text thanks and says nothing more; kind signs alone do.

    ``names`` are those that may be thanked: the brands and whoever answered. A post that ``answers_us``
    begins with our own handle.
    """
    words, signs = words_and_signs(text, names=names, answers_us=answers_us)
    if not words:
        return bool(signs - {_APPLAUSE})
    if not signs & WARM_SIGNS and any(
        _longest(words, at, thanks_words.SOUR) for at in range(len(words))
    ):
        return False
    return _only_thanks(words, names=_known_names(names))


def words_and_signs(
    text: str, *, names: Collection[str] = (), answers_us: bool = False
) -> tuple[list[str], set[str]]:
    """The words in the one spelling of the lists, without our own handles, and the kind signs beside them.
    Neither of a text that is long, or that says less than it means."""
    if len(text) > _LONGEST:
        return [], set()
    said = _without_our_handles(unicodedata.normalize("NFC", text), names, answers_us=answers_us)
    said = _KIND_EMOTICON.sub(" 🙂 ", _MODIFIERS.sub("", said))
    if "..." in said or "…" in said or _UNMOVED_FACE.search(said) or _has_unknown_sign(said):
        return [], set()
    signs = {sign for sign in said if sign in _KIND_SIGNS}
    return _words("".join(" " if sign in _KIND_SIGNS else sign for sign in said)), signs


def _has_unknown_sign(said: str) -> bool:
    """Whether a sign stands in it that this Python has no name for, such as a new face."""
    return any(unicodedata.category(sign) == "Cn" for sign in said)


def _without_our_handles(text: str, names: Collection[str], *, answers_us: bool) -> str:
    """Without the handles that are the brand's: its name, and beside it what brands add ("_help"). The
    handle of anybody else, an ombudsman's say, stays and is a word more."""
    ours = {"".join(filter(str.isalnum, thanks_words.fold(name))) for name in names} - {""}

    def kept(found: re.Match[str]) -> str:
        if answers_us and not text[: found.start()].strip():
            return " "
        handle = thanks_words.fold(found[1]).replace("_", "")
        added = (handle.partition(name) for name in ours if name in handle)
        is_ours = any({before, after} <= thanks_words.HANDLE_PARTS for before, _, after in added)
        return " " if is_ours else found[0]

    return _HANDLE.sub(kept, text)


def _words(said: str) -> list[str]:
    """The words, without stretched letters, in the one spelling of the lists."""
    folded = thanks_words.fold(said)
    return [_ELONGATED.sub(r"\1", word) for word in _JOINTS.split(folded) if word]


def _known_names(names: Iterable[str]) -> frozenset[str]:
    return thanks_words.NAMES | {word for name in names for word in _words(name)}


def _only_thanks(words: list[str], *, names: frozenset[str]) -> bool:
    """Whether phrases that we know, one after the other, cover every word, and one of them thanks."""
    reached = {0: False}  # how far phrases can come, and whether one of them thanked
    for at in range(len(words)):
        if at in reached:
            for end, thanks in _phrases(words, at, names):
                reached[end] = reached.get(end, False) or reached[at] or thanks
    return reached.get(len(words), False)


def _phrases(words: list[str], at: int, names: frozenset[str]) -> Iterator[tuple[int, bool]]:
    """Where each phrase that begins here ends, and whether it thanks."""
    if words[at] in names:
        yield at + 1, False
    if words[at] == "to" and words[at + 1 : at + 2] and words[at + 1] in names:
        yield at + 2, False
    for end in range(at + 1, min(at + thanks_words.LONGEST_PHRASE, len(words)) + 1):
        phrase = tuple(words[at:end])
        if phrase in thanks_words.BESIDE:
            yield end, False
        if phrase in thanks_words.THANKS:
            yield end, True
            yield end + _what_for(words, end), True


def _longest(words: list[str], at: int, phrases: frozenset[tuple[str, ...]]) -> int:
    """How many words the longest of these phrases has that stands here; none: 0."""
    most = min(thanks_words.LONGEST_PHRASE, len(words) - at)
    lengths = range(most, 0, -1)
    return next((n for n in lengths if tuple(words[at : at + n]) in phrases), 0)


def _what_for(words: list[str], at: int) -> int:
    """How many words say what the thanks is for: "for your quick reply"; 0 where none does."""
    return max(_led_by(words, at, leading, parts) for leading, parts in thanks_words.FOR)


def _led_by(words: list[str], at: int, leading: str, parts: thanks_words.Parts) -> int:
    if at >= len(words) or words[at] != leading:
        return 0
    here = at + 1
    for phrases, may_be_left_out in parts:
        length = _longest(words, here, phrases)
        if length == 0 and not may_be_left_out:
            return 0
        here += length
    return here - at
