"""Where a text names a bank: each name the longest that stands there, so that look-alikes are told apart.

“Northern Rock” is not “Northbank” that was written in a hurry, and “Bank of Rowan Hill” is not “Rowan”: all
names there are, ours among them, are looked for together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.listening.edits import distance
from bot.domain.triage.common_words import COMMON
from bot.domain.triage.words import Word, plain_words

OURS = ""  # the bank that is meant by a name of our own
_BANKS = None  # where in the tree a name ends: whose it is
_SLIPS_FROM = 6  # letters, from which on a slip in a name of ours is read over
_SHORT = 4
_BESIDE = frozenset(
    plain_words(
        "account accounts app application atm bank banking branch branches card cards credit customer "
        "customers debit isa loan login mortgage online overdraft savings staff team support website "
        "بنك مصرف تطبيق حساب حسابي بطاقة بطاقتي فرع قرض موظف"
    )
)


@dataclass(frozen=True)
class Mention:
    """A name at words ``first`` to before ``last``; ``banks``: whose it may be."""

    first: int
    last: int
    banks: frozenset[str]

    @property
    def is_ours(self) -> bool:
        """Whether it may mean us."""
        return OURS in self.banks


class Names:
    """Names and whose they are, ready to look for; made once."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._tree: dict[Any, Any] = {}
        self._alone: dict[str, str] = {}  # names of one word, as they were entered
        own: set[str] = set()
        for bank, several in names.items():
            for name in several:
                words = plain_words(name)
                joined = "".join(words)
                for way in {tuple(words), (joined,)}:
                    self._add(way, bank)
                if len(words) == 1:
                    self._alone[joined] = name
                if bank == OURS:
                    own.add(joined)
        self._own = tuple(name for name in own if len(name) >= _SLIPS_FROM)

    def mentions(self, text: str, words: list[Word]) -> list[Mention]:
        """Every name in the words of a text, from its beginning; none within another."""
        found: list[Mention] = []
        place = 0
        while place < len(words):
            mention = self._at(text, words, place)
            if mention is not None:
                found.append(mention)
            place = mention.last if mention is not None else place + 1
        return found

    def _add(self, way: Sequence[str], bank: str) -> None:
        node = self._tree
        for word in way:
            node = node.setdefault(word, {})
        node.setdefault(_BANKS, set()).add(bank)

    def _at(self, text: str, words: list[Word], place: int) -> Mention | None:
        last, banks = self._longest(self._tree, words, place)
        if banks and not self._is_plain_word(text, words, place, last, banks):
            return Mention(place, last, frozenset(banks))
        if self._is_slip(words[place].forms[0]):
            return Mention(place, place + 1, frozenset({OURS}))
        if place + 1 < len(words):
            together = words[place].forms[0] + words[place + 1].forms[0]
            node = self._tree.get(together, {})
            if len(together) >= _SLIPS_FROM and (banks := node.get(_BANKS)):
                return Mention(place, place + 2, frozenset(banks))
            if self._is_slip(together):
                return Mention(place, place + 2, frozenset({OURS}))
        return None

    def _longest(
        self, node: Mapping[Any, Any], words: Sequence[Word], place: int
    ) -> tuple[int, set[str]]:
        last, banks = place, set(node.get(_BANKS, ()))
        if place == len(words):
            return last, banks
        for form in _ways(words[place]):
            if form in node:
                further, others = self._longest(node[form], words, place + 1)
                if others and further > last:
                    last, banks = further, others
        return last, banks

    def _is_plain_word(
        self, text: str, words: list[Word], place: int, last: int, banks: set[str]
    ) -> bool:
        """Whether a name of one word may be that word: not written as a name, and no bank's thing beside it."""
        word = words[place]
        name = self._alone.get(word.forms[0], "")
        if OURS in banks or last - place > 1 or not name[:1].isupper():
            return False
        if text[word.start : word.end][:1].isupper():
            return False
        beside = words[max(0, place - 1) : place] + words[last : last + 1]
        is_bank = any(form in _BESIDE for each in beside for form in each.forms)
        return not is_bank or word.forms[0] in COMMON or len(name) < _SHORT

    def _is_slip(self, word: str) -> bool:
        return any(distance(word, name, most=1) <= 1 for name in self._own)


def _ways(word: Word) -> tuple[str, ...]:
    """The forms of a word, and each as one that owns something: “Rowan's”."""
    owned = tuple(form.removesuffix("s") for form in word.forms if form.endswith("s"))
    return (*word.forms, *owned)
