"""Which of the bank's languages a text is in, or none where that is not plain.

The letters decide first: of what is written in a script that one of the languages has for itself, nothing else
is asked. Between languages of one script an identifier is asked, for those alone, and common small words count
beside it. It is silent on fewer than two words, where another language is nearly as likely, and where one that
is none of the bank's is likelier.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from math import exp

from bot.domain.languages.common_words import counted
from bot.domain.languages.names import LANGUAGES, code_of
from bot.domain.languages.scripts import plain, script_of, words_of

Guess = Callable[[str], dict[str, float]]  # how likely each language is, from 0 to 1
_FEWEST_WORDS = 2
_WORTH = 0.5  # of a common word of a language, as a power of e
_NEVER_NONE = 0.001


class CannotGuess(Exception):
    """The model of languages is missing, or is another than its card says."""


@dataclass(frozen=True)
class Told:
    """What is known of a text's language. ``likely``: how likely, of the bank's languages; 1 by its letters."""

    language: str = ""  # empty: not known
    likely: float = 0.0
    by: str = "nothing"  # "letters", "words", or "platform"


@dataclass(frozen=True)
class Identifier:
    """Tells the bank's languages apart. ``guess``: of words; none: letters decide alone."""

    languages: Collection[str]
    margin: float = 0.05
    least: float = 0.1
    guess: Guess | None = None

    def of(self, text: str, *, platform: str = "") -> Told:
        """What a text is in. ``platform``: what its platform says, which counts where we are silent."""
        words = words_of(text)
        script = script_of(words)
        told = code_of(platform)
        written = [code for code in self.languages if LANGUAGES[code].script == script]
        if script and script != "LATIN" and len(written) == 1:
            return Told(written[0], 1.0, "letters")
        if heard := self._by_words(words, written):
            return heard
        if told in self.languages and (not script or told in written):
            return Told(told, 0.0, "platform")
        return Told()

    def _by_words(self, words: list[str], written: list[str]) -> Told | None:
        if self.guess is None or len(words) < _FEWEST_WORDS or not written:
            return None
        found = self.guess(plain(words))
        if sum(found.get(code, 0.0) for code in written) < self.least:
            return None
        common = counted(words)
        likely = {
            code: (found.get(code, 0.0) + _NEVER_NONE) * exp(_WORTH * common[code])
            for code in written
        }
        together = sum(likely.values())
        best, *others = sorted(likely, key=lambda code: -likely[code])
        ahead = likely[best] - (likely[others[0]] if others else 0.0)
        if ahead / together < self.margin:
            return None
        return Told(best, likely[best] / together, "words")
