"""Names that are known, taken out of a text before somebody else's code reads it: a whole name as it stands, and
each word of it, in any spelling that our folding undoes, so that “Jose” is José and “لأحمد” is أحمد.

Words that everybody uses are left where they are no part of a whole name: most who are called Will are not meant.
"""

from collections.abc import Iterable, Sequence

from bot.domain.listening.names import OF_A_BANK
from bot.domain.triage.common_words import COMMON
from bot.domain.triage.words import Word, plain_words, read

HIDDEN = "[name hidden]"
_PART_LEAST = 3  # letters of a part of a name that is one by itself
_PARTS_MOST = 4  # what is longer is a sentence in the place of a name: only the whole of it is one


class KnownNames:
    """Names, ready to be looked for. ``but``: what the bank itself is called, which hides nobody."""

    def __init__(self, names: Iterable[str], *, but: Iterable[str] = ()) -> None:
        ours = {word for name in but for word in plain_words(name)} | OF_A_BANK
        told = {tuple(plain_words(name)) for name in names} - {()}
        self._whole = {name for name in told if len(name) > 1 and not ours.issuperset(name)}
        parts = {word for name in told if len(name) <= _PARTS_MOST for word in name}
        self._parts = {word for word in parts - ours - COMMON if len(word) >= _PART_LEAST}

    def without(self, text: str) -> str:
        """The text with something in the place of each."""
        words, pieces, at = read(text), [], 0
        for start, end in self._places(words):
            if start < at:
                continue
            pieces += [text[at:start], HIDDEN]
            at = end
        return "".join([*pieces, text[at:]])

    def _places(self, words: Sequence[Word]) -> Iterable[tuple[int, int]]:
        place = 0
        while place < len(words):
            last = place + max(self._length(words, place), int(self._is_part(words[place])))
            if last > place:
                yield words[place].start, words[last - 1].end
            place = max(last, place + 1)

    def _length(self, words: Sequence[Word], place: int) -> int:
        """How many words the longest whole name has that begins here."""
        fitting = (len(name) for name in self._whole if _stands(name, words, place))
        return max(fitting, default=0)

    def _is_part(self, word: Word) -> bool:
        return any(form in self._parts for form in _ways(word))


def _stands(name: Sequence[str], words: Sequence[Word], place: int) -> bool:
    if place + len(name) > len(words):
        return False
    return all(one in _ways(word) for one, word in zip(name, words[place:], strict=False))


def _ways(word: Word) -> tuple[str, ...]:
    """The forms of a word, and each as one that owns something: “Ana's”."""
    owned = (form.removesuffix("s").removesuffix("'") for form in word.forms if form.endswith("s"))
    return (*word.forms, *owned)
