"""Whether an account that answers our customers looks like us and is not: by its handle or its name, and by what it
asks for. A name alone is no proof, and neither is a question: both together are.

Letters that look alike are read as one (a small table after Unicode TS 39, beside the folding of all texts), what a
bank's service puts around its name (“help”, “care”, “_uk”) is left out, and one slip in a long name is read over. The
less a name is ours, the more its words must ask: a club, a shop or a person of our name asks for no account's number.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from bot.domain.listening.directory import Ourselves
from bot.domain.listening.edits import distance
from bot.domain.listening.impostor_asks import asks_of
from bot.domain.personal_data.folding import fold, lowered
from bot.domain.triage.common_words import COMMON
from bot.domain.triage.words import plain_words

# Within Latin letters and digits; letters of other scripts are folded before. The first of each is what is read.
_ALIKE = str.maketrans(
    {"0": "o", "1": "l", "i": "l", "|": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b"}
)
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_LETTERS = re.compile(r"[^\w]|_")
_COUNTED = re.compile(r"\d+(?=[\W_]|$)|(?:(?<=[\W_])|^)\d+")  # “24” after a word, and no letter
_WORDS = re.compile(r"[^\W_a-z]?[^\W_A-Z]+|[^\W_]")  # “CalderTown” is two
_READ = 80  # letters of a name
_SLIPS_FROM = 6
_CORE_FROM = 3
# What a bank's service is called, and so says that whoever is named so answers for the bank.
_SERVICE = plain_words(
    "help helps helper helpers helpdesk helpline hotline care cares support desk service services customerservice "
    "customerservices customercare customersupport customerhelp official fraud refund refunds agent agents bank bnk "
    "banking recover recovery complaint complaints claim claims dept department chat assist assistance ask cs secure "
    "security resolve resolution centre center contact verified verify accounts cards card payments escalations "
    "manager login online بنك خدمة العملاء عملاء الرسمي دعم للعناية بالعملاء العناية مساعدة الدعم الفني"
)
# What anybody puts around a name.
_NEUTRAL = plain_words(
    "the real team app uk gb hq plc ltd bot x live digital direct page info alert alerts mr b"
)
# Whoever has these in the name says that it is somebody else, or speaks about us.
_OTHERS = frozenset(
    plain_words(
        "not parody fake fan fans sucks hater victims watch union society former ex news fc"
    )
)


class _Likeness(IntEnum):
    """How much of a name is ours."""

    PART = 1  # ours with words of its own: “Calder Town”, “Calder Bank Agent Lisa”
    BARE = 2  # ours with a word that anybody puts there, or with a slip
    NAME = 3  # ours and nothing else
    SERVICE = 4  # ours, and says that it is a bank's


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


_IS_SERVICE = re.compile("|".join(map(skeleton, _SERVICE)))
_COMMON = frozenset(map(skeleton, COMMON))
_AROUND = re.compile(
    f"(?:{'|'.join(sorted(map(skeleton, (*_SERVICE, *_NEUTRAL)), key=len, reverse=True))})*"
)
_ENDS = re.compile(rf"{_AROUND.pattern}$")


def evidence(
    *, handle: str, name: str, text: str, ourselves: Ourselves, known: frozenset[str]
) -> Evidence | None:
    """Why an account looks like us and asks for something; None where it does not, or is one of the ``known``:
    our own, those of other banks, and those that a person said are none."""
    if handle.removeprefix("@").casefold() in known:
        return None
    own = (*ourselves.names, *sorted(ourselves.handles))
    shown = [each[:_READ] for each in (handle.removeprefix("@"), name) if each]
    looks = [(*_likest(each, own), each) for each in shown]
    likeness, like, which = max(looks, key=lambda one: one[0], default=(0, "", ""))
    if not likeness:
        return None
    if likeness == _Likeness.NAME and any(each == _Likeness.PART for each, _, _ in looks):
        likeness = _Likeness.BARE  # “Harvest”, who is @harvest_music
    asks = asks_of(text)
    is_enough = asks.is_enough(
        is_whole=likeness >= _Likeness.NAME, is_bare=likeness == _Likeness.BARE
    )
    return Evidence(which, like, asks.words) if is_enough else None


def _likest(shown: str, names: Iterable[str]) -> tuple[int, str]:
    """How much of this name is ours, and which of ours; 0 where nothing is."""
    return max(
        ((_likeness(shown, name), name) for name in names), key=lambda one: one[0], default=(0, "")
    )


def _likeness(shown: str, name: str) -> int:
    """How much this name is that one of ours."""
    plain = _COUNTED.sub("", fold(shown).text)
    whole, loose = skeleton(plain), _LETTERS.sub("", lowered(plain))
    for own in _own(name):
        at = whole.find(own)
        while at >= 0:
            around = whole[:at], whole[at + len(own) :]
            if all(map(_AROUND.fullmatch, around)):
                if _IS_SERVICE.search(" ".join((*around, own))):
                    return _Likeness.SERVICE
                return _Likeness.BARE if any(around) or own in _COMMON else _Likeness.NAME
            at = whole.find(own, at + 1)
        if any(_is_slip(_core(text), own) or _is_slip(text, own) for text in (whole, loose)):
            return _Likeness.SERVICE if _IS_SERVICE.search(whole) else _Likeness.BARE
    return _Likeness.PART if _is_part(plain, name) else 0


def _is_part(shown: str, name: str) -> bool:
    """Whether a name begins with ours, or has it with a bank's service, beside words of its own."""
    words = [skeleton(word) for word in _WORDS.findall(shown)]
    if not _OTHERS.isdisjoint(word.casefold() for word in _WORDS.findall(shown)):
        return False
    for own in _own(name):
        if len(own) >= _SLIPS_FROM and skeleton(shown).startswith(own):
            return True
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                if "".join(words[first:last]) == own:
                    beside = (*words[:first], *words[last:], own)
                    return not first or any(map(_IS_SERVICE.search, beside))
    return False


@lru_cache(maxsize=256)
def _own(name: str) -> tuple[str, ...]:
    """A name of ours as it is looked for: whole, and without what a service is called."""
    whole = skeleton(name)
    core = _core(whole)
    return (whole, core) if core != whole and len(core) >= _CORE_FROM else (whole,) if whole else ()


def _core(whole: str) -> str:
    """A skeleton without what is put around a bank's name; itself, where nothing else is in it."""
    begins, ends = _AROUND.match(whole), _ENDS.search(whole)
    start = begins.end() if begins and begins.end() < len(whole) else 0
    end = ends.start() if ends and ends.start() > start else len(whole)
    return whole[start:end]


def _is_slip(one: str, own: str) -> bool:
    return min(len(one), len(own)) >= _SLIPS_FROM and distance(one, own, most=1) <= 1
