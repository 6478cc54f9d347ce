"""Whether an account that answers our customers looks like us and is not: by its handle or its name, and by what it
asks for. A name alone is no proof, and neither is a question: both together are.

Letters that look alike are read as one (a small table after Unicode TS 39, beside the folding of all texts), what
stands around a name (“help”, “care”, “_uk”) is left out, and one slip in a long name is read over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.listening.directory import Ourselves
from bot.domain.listening.edits import distance
from bot.domain.personal_data.folding import fold, lowered

# Within Latin letters and digits; letters of other scripts are folded before. The first of each is what is read.
_ALIKE = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b"}
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_AROUND = re.compile(
    r"(help|helps|helpdesk|care|cares|support|team|desk|service|services|customer|customers|official|online|app|uk|"
    r"gb|the|real|verified|secure|security|fraud|refund|refunds|bot|agent|x|hq|plc|ltd|\d)+"
)
_LETTERS = re.compile(r"[^\w]|_")
_SLIPS_FROM = 6
_HANDLE = re.compile(
    r"(?<![\w@.])@[\w.-]{2,50}"
)  # whom it answers: the number in one asks for nothing
_ASKED_WITHIN = 2000  # letters of a post: this is looked for while it is taken in
_ASKS = re.compile(
    r"https?://|www\.|(?<![\w-])[\w-]++\.(?:com|net|org|example|info|online|site|link|me|io|co)\b|\bwa\.me\b|t\.me/"
    r"|\b(?:dm|inbox|message|msg|text|whats\s?app|telegram|call|ring|phone|contact|write|e-?mail|click|follow|send|"
    r"link|form|verify|confirm)\b|\+?\d[\d\s().-]{6,}\d|\[[\w -]{2,30} hidden\]"
    r"|راسلنا|راسلني|تواصل|خاص|واتس|تلغرام|تليجرام|اتصل|اضغط|الرابط|رابط|ارسل|أرسل|ابعت|رقم",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Evidence:
    """What gave an account away: what of it looks like which name of ours, and the words that ask."""

    looks: str
    like: str
    asks: str


def skeleton(name: str) -> str:
    """A name as the eye reads it: look-alike letters as one, without blanks and signs."""
    text = _LETTERS.sub("", lowered(fold(name).text))
    for pair, letter in _PAIRS:
        text = text.replace(pair, letter)
    return text.translate(_ALIKE)


def evidence(
    *, handle: str, name: str, text: str, ourselves: Ourselves, known: frozenset[str]
) -> Evidence | None:
    """Why an account looks like us and asks for something; None where it does not, or is one of the ``known``:
    our own, and those that a person said are none."""
    if handle.removeprefix("@").casefold() in known:
        return None
    for shown in filter(None, (handle.removeprefix("@"), name)):
        like = _like(shown, (*ourselves.names, *sorted(ourselves.handles)))
        if like:
            asks = _ASKS.search(_HANDLE.sub(" ", text[:_ASKED_WITHIN]))
            return Evidence(shown, like, " ".join(asks[0].split())) if asks else None
    return None


def _like(shown: str, names: Iterable[str]) -> str:
    """The name of ours that this one looks like; empty where it looks like none."""
    whole = skeleton(shown)
    cores = {whole, _core(shown)} - {""}
    for name in names:
        own = {skeleton(name), _core(name)} - {""}
        if any(_same(core, each) for core in cores for each in own):
            return name
        if any(len(each) >= _SLIPS_FROM and each in whole for each in own):
            return name
    return ""


def _core(name: str) -> str:
    """A name's skeleton without what is put around a bank's name."""
    text = _LETTERS.sub("", lowered(fold(name).text))
    begins, ends = _AROUND.match(text), re.search(rf"{_AROUND.pattern}$", text)
    start = begins.end() if begins and begins.end() < len(text) else 0
    end = ends.start() if ends and ends.start() > start else len(text)
    return skeleton(text[start:end])


def _same(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= _SLIPS_FROM and distance(one, other, most=1) <= 1
