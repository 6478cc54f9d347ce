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
# What only a bank has, and so tells a bank's name from a person's, a place's or a plain word.
OF_A_BANK = frozenset(
    plain_words(
        "account accounts app application atm bank banking card cards cash chatbot credit customer customers debit "
        "helpline isa loan login machine mortgage online overdraft savings site statement website carte compte banque "
        "tarjeta cuenta banco karte konto "
        "kunde conto carta cartao conta rekening pas kart hesap banka banca بنك مصرف تطبيق حساب حسابي بطاقة بطاقتي قرض"
    )
)
_LEADS = frozenset(
    plain_words(
        "with is are was has have had did does do why hate use using dear hey hi hello banks con mit com bei chez "
        "avec met bij warum ist est esta hat von del مع يا عند ليش عميل عملاء"
    )
)
_PLACES = frozenset(plain_words("in near on at and en de di zu im في قرب عند"))
_GOES_ON = frozenset(
    plain_words(
        "is are has have had keep keeps kept will charged took refuse refuses refused closed blocked froze lost down "
        "never do does did still lässt hat ist tiene esta tem est معطل ما لا"
    )
)
_SOMEBODY = frozenset(plain_words("from at in was helped who road street من في كان ساعدني عليكم"))
_MAY = frozenset(plain_words("will can could should would might"))
_SOON = 6  # words after a name, among which “its” says that it is no person
_PEOPLE = frozenset(plain_words("colleague adviser advisor agent manager cashier teller clerk"))
_STREETS = frozenset(plain_words("road street lane avenue square close rd st hill"))
_NEARBY = frozenset(plain_words("near by at past behind beside opposite"))
_COUNTS = frozenset(plain_words("first second third new old next last other"))
_ONE_OF = frozenset(plain_words("the my a your our his her their this that"))
_OWNS = frozenset(plain_words("my our her his their حسابي بطاقتي"))


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
        if banks and self._is_ours_counted(text, words, place, last):
            return Mention(place, last, frozenset({OURS}))
        if banks and OURS not in banks and _is_a_place(text, words, place, last):
            return None
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

    def _is_ours_counted(self, text: str, words: Sequence[Word], place: int, last: int) -> bool:
        """Whether a common word only stands before a name of ours: “my first Rowan card”."""
        if last - place < 2 or words[place].forms[0] not in _COUNTS:
            return False
        end, banks = self._longest(self._tree, words, place + 1)
        if OURS not in banks or end != last:
            return False
        if place and text[words[place].start].isupper():
            return False
        before = words[place - 1].forms[0] if place else ""
        counted = {"i", "ever"} & {word.forms[0] for word in words[last + 1 : last + 3]}
        return before in _ONE_OF or (not place and bool(counted))

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
        """Whether a name of one word may be that word, a person or a place: nothing around it is a bank's."""
        if OURS in banks or last - place > 1 or _is_tagged(text, words[place]):
            return False
        if _is_within_a_name(text, words, place):
            return True
        follows = words[last].forms if last < len(words) else ()
        is_owned = place > 0 and words[place - 1].forms[0] in ("your", "my")
        if "branch" in follows and not is_owned:
            return True  # as likely ours, in the place of that name
        if not place:
            beyond = words[last + 1].forms if last + 1 < len(words) else ()
            return not _SOMEBODY.isdisjoint(follows) or not _PEOPLE.isdisjoint(beyond)
        before = [form for word in words[max(0, place - 2) : place] for form in word.forms]
        beside = [
            form
            for word in words[place - 1 : place] + words[last : last + 1]
            for form in word.forms
        ]
        has_things = not OF_A_BANK.isdisjoint(beside)
        name = self._alone.get(words[place].forms[0], "")
        if name[:1].isupper() and not text[words[place].start].isupper():
            common = words[place].forms[0] in COMMON or len(name) < _SHORT
            return common or not has_things or _OWNS.isdisjoint(before)
        if has_things and not _PLACES.isdisjoint(words[place - 1].forms):
            return True
        if has_things:
            return False
        if "the" in words[place - 1].forms:
            return True  # “the Crown” is where one drinks
        soon = {text[word.start : word.end].casefold() for word in words[last : last + _SOON]}
        is_thing = "its" in soon and not _MAY.isdisjoint(words[place - 1].forms)
        leads = is_thing or not _LEADS.isdisjoint(words[place - 1].forms)
        return not leads and _GOES_ON.isdisjoint(follows)

    def _is_slip(self, word: str) -> bool:
        return any(distance(word, name, most=1) <= 1 for name in self._own)


def _is_a_place(text: str, words: Sequence[Word], place: int, last: int) -> bool:
    """Whether it is a street, or “near the old mill”."""
    if _is_tagged(text, words[place]):
        return False
    near = {word.forms[0] for word in words[max(0, place - 2) : place]}
    is_small = not any(text[word.start].isupper() for word in words[place:last])
    follows = words[last].forms if last < len(words) else ()
    return not _STREETS.isdisjoint(follows) or (is_small and "the" in near and bool(near & _NEARBY))


def _is_within_a_name(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a word with a capital is one of several: “Harbour Housing”, “the Peach Orchard”, and no bank's thing."""
    word = words[place]
    if not text[word.start].isupper() or text[word.start : word.end].isupper():
        return False
    if place + 1 < len(words) and _is_capital(text, words[place + 1]):
        return text[word.end : words[place + 1].start] == " "
    before = words[place - 1] if place > 1 else word
    begins = place < 2 or words[place - 2].sentence != before.sentence
    return not begins and _is_capital(text, before) and text[before.end : word.start] == " "


def _is_capital(text: str, word: Word) -> bool:
    """Whether a word is written as a name is, and is none of those that stand beside a bank's."""
    plain = text[word.start : word.end]
    said = OF_A_BANK | _LEADS | _GOES_ON | _ONE_OF | _PLACES
    return plain[:1].isupper() and not plain.isupper() and said.isdisjoint(word.forms)


def _is_tagged(text: str, word: Word) -> bool:
    return word.start > 0 and text[word.start - 1] in "@#"


def _ways(word: Word) -> tuple[str, ...]:
    """The forms of a word, and each as one that owns something: “Rowan's”."""
    owned = tuple(form.removesuffix("s") for form in word.forms if form.endswith("s"))
    return (*word.forms, *owned)
