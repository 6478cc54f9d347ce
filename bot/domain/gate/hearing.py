"""One reading of a text: its words, what stands between them, and which listed words stand where."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.domain.gate.findings import Span
from bot.domain.gate.things import spoken
from bot.domain.personal_data.folding import fold
from bot.domain.triage.lexicon import Lexicon
from bot.domain.triage.matching import Matcher
from bot.domain.triage.phrases import Ways, read_phrase
from bot.domain.triage.words import Word, read

LOOKED_AT = 6_000  # characters; what is longer, or names more things, is refused unread
THINGS_MOST = 60
_TELLS = 3  # words tell a sentence's language; where they are fewer, the whole text does
_ENOUGH = 0.75  # of the words that the language knows that knows most
EVERY = ""  # a language: of things that are known by their names in all of them
BRAND = "{brand}"  # in a phrase: the names of the bank's own brands
_NO_WORDS = re.compile(r"https?://\S+|www\.\S+|(?<!\w)[@#]\w+|[\U0001F300-\U0001FAFF\ufe0f]")
# French glues these to the next word: they are read as words of their own.
_ELISION = re.compile(
    r"(?<![^\W_])(jusqu|lorsqu|quelqu|puisqu|qu|[ldnsmtjc])['’‘ʼ](?=[^\W\d_]{2})", re.IGNORECASE
)


class Cue(StrEnum):
    """What makes a request of a thing, or keeps it from being one."""

    ASK = "ask"
    ASK_IT = "ask_it"
    ENTER = "enter"
    NEED = "need"
    NEEDED = "needed"
    QUESTION = "question"
    PLEASE = "please"
    HERE = "here"
    TO_US = "to_us"
    NEGATION = "negation"
    NEVER = "never"
    WITHOUT = "without"
    UNABLE = "unable"
    NOT_BEHIND = "not_behind"
    LIFTS = "lifts"
    BANK = "bank"
    YOU = "you"
    OTHERS = "others"
    IF_YOU = "if_you"
    OTHER = "other"
    WHETHER = "whether"
    READY = "ready"
    ELSEWHERE = "elsewhere"
    PRIVATELY = "privately"
    IS = "is"
    BREAK = "break"
    OR = "or"
    IT = "it"
    TAIL = "tail"
    THEIRS = "theirs"
    NOUN_AFTER = "noun_after"
    FILL = "fill"


class Gap(IntEnum):
    """What stands before a word; the larger, the further apart it is from the one before."""

    NONE = 0
    COMMA = 1
    COLON = 2
    LINE = 3
    END = 4


_GAPS = (
    (Gap.END, re.compile(r"[.!?؟;¿¡؛…](?!\w)|[\U0001F300-\U0001FAFF]")),
    (Gap.LINE, re.compile(r"\n")),
    (Gap.COLON, re.compile(r":")),
    (Gap.COMMA, re.compile(r"[,،()\[\]\"“”«»]|(?:\s|^)[-–—•*]+(?:\s|$)|[–—]")),
)


class Key(NamedTuple):
    """Under which a phrase is known to the matcher."""

    language: str
    sort: str  # "things", "cues" or "phrases"
    name: str


Wordings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Vocabulary:
    """The words of one language."""

    things: Wordings = field(default_factory=dict)
    cues: Wordings = field(default_factory=dict)
    phrases: Wordings = field(default_factory=dict)

    @property
    def by_sort(self) -> Mapping[str, Wordings]:
        """The three kinds of lists."""
        return {"things": self.things, "cues": self.cues, "phrases": self.phrases}


class Listed(NamedTuple):
    """Where a listed word stands, by the numbers of its words, and what it is."""

    first: int
    end: int
    name: str


@dataclass(frozen=True)
class Heard:
    """A text that was read: what stands in it, by language."""

    text: str
    words: Sequence[Word]
    gaps: Sequence[Gap]  # before each word
    spans: Mapping[Key, Sequence[Span]]
    languages: Sequence[str]

    @cached_property
    def marks(self) -> Mapping[int, str]:
        """By the number of a sentence: a question mark where it ends with one, else nothing."""
        found = {word.sentence: "" for word in self.words}
        for at, word in enumerate(self.words):
            if at + 1 == len(self.words) or self.words[at + 1].sentence != word.sentence:
                behind = self.behind(at + 1)
                found[word.sentence] = "?" if "?" in behind or "؟" in behind else ""
        return found

    def of(self, language: str, sort: str) -> list[Listed]:
        """What stands there of this sort, in sentences that may be of this language."""
        spoken = self.spoken
        return [
            Listed(first, end, key.name)
            for key, spans in self.spans.items()
            if key.language in (language, EVERY) and key.sort == sort
            for first, end in spans
            if language in spoken[self.words[first].sentence]
        ]

    @cached_property
    def spoken(self) -> Mapping[int, Collection[str]]:
        """By the number of a sentence: the languages that know most of its words, or nearly as many.

        A word of one language is another's imperative too often: "post" is both English and German.
        """
        known: dict[str, set[int]] = defaultdict(set)
        for key, spans in self.spans.items():
            if key.sort != "phrases" and key.language:
                known[key.language].update(at for span in spans for at in range(*span))
        counted: dict[int, Counter[str]] = {word.sentence: Counter() for word in self.words}
        for language, numbers in known.items():
            for at in numbers:
                counted[self.words[at].sentence][language] += 1
        whole = sum(counted.values(), Counter())
        return {
            sentence: self._likeliest(some if max(some.values(), default=0) >= _TELLS else whole)
            for sentence, some in counted.items()
        }

    def _likeliest(self, some: Mapping[str, int]) -> Sequence[str]:
        most = max(some.values(), default=0)
        return [one for one in self.languages if some.get(one, 0) >= _ENOUGH * most]

    @property
    def is_cut(self) -> bool:
        """Whether there is more in it than was looked at."""
        named: Counter[str] = Counter()
        for key, spans in self.spans.items():
            named[key.language] += len(spans) if key.sort == "things" else 0
        return len(self.text) >= LOOKED_AT or max(named.values(), default=0) > THINGS_MOST

    def place(self, first: int, end: int) -> tuple[int, int]:
        """The place in the text of some of its words."""
        return self.words[first].start, self.words[end - 1].end

    def behind(self, end: int) -> str:
        """What stands between a word and the next."""
        stop = self.words[end].start if end < len(self.words) else len(self.text)
        return self.text[self.words[end - 1].end : stop]


class Ear:
    """Listens for all languages of a bank in one reading."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary], brands: Iterable[str] = ()) -> None:
        self.languages = tuple(vocabularies)
        names = "/".join("_".join(name.split()) for name in brands) or "bank"
        longer: dict[Hashable, list[str]] = defaultdict(list)
        numbers: dict[Ways, int] = {}
        self._keys: dict[int, list[Key]] = defaultdict(list)
        for key, phrase in _keyed(vocabularies):
            phrase = phrase.replace(BRAND, names)
            groups = read_phrase(phrase)
            if len(groups) > 1 or len(groups[0]) > 1:
                longer[key].append(phrase)
                continue
            number = numbers.setdefault(groups[0][0].ways, len(numbers))
            self._keys[number].append(key)
        self._lexicon = Lexicon(numbers)  # one place each, which most are, needs no matching
        self._matcher = Matcher(longer)

    def hear(self, text: str) -> Heard:
        """Read it once. Of a text that is too long, the beginning."""
        text = text[:LOOKED_AT]
        plain = _NO_WORDS.sub(lambda found: "," * len(found[0]), text)
        words = read(_ELISION.sub(r"\1 ", plain))
        spans: dict[Key, list[Span]] = defaultdict(list)
        for number, found in self._lexicon.places(words).items():
            for key in self._keys[number]:
                spans[key] += found
        for hit in self._matcher.hits(words):
            if isinstance(hit.key, Key):
                spans[hit.key].append((hit.first, hit.end))
        starts = [word.start for word in words]
        for start, end, name in spoken(fold(plain)):
            first, behind = bisect_left(starts, start), bisect_left(starts, end)
            if first < behind:
                spans[Key(EVERY, "things", name)].append((first, behind))
        return Heard(text, words, list(_gaps_before(plain, words)), spans, self.languages)


def _keyed(vocabularies: Mapping[str, Vocabulary]) -> Iterator[tuple[Key, str]]:
    for language, words in vocabularies.items():
        for sort, wordings in words.by_sort.items():
            for name, phrases in wordings.items():
                for phrase in phrases:
                    yield Key(language, sort, name), phrase


def _gaps_before(text: str, words: Sequence[Word]) -> Iterator[Gap]:
    at = 0
    for word in words:
        between = text[at : word.start]
        at = word.end
        yield Gap.NONE if between == " " else _gap_of(between[:40])


@lru_cache(maxsize=1024)
def _gap_of(between: str) -> Gap:
    return next((gap for gap, sign in _GAPS if sign.search(between)), Gap.NONE)
