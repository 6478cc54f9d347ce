"""What must be true of a day at the desk, in as few words as possible; it shares nothing with the engine.

It believes what the desk accepted and derives the rest: where each word is, what each clock of a case with a
plain life must say, what the digest must count. A case that was cut up, sewn together or came back has no plain
life: of those the words alone are judged.
"""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Word:
    """Something that a customer said."""

    key: str  # its id on the platform
    author: str
    conversation: str
    at: datetime
    text: str
    case: int
    gone: bool = False


@dataclass
class ModelCase:
    """One case as a clerk would remember it."""

    number: int
    author: str
    opened: datetime
    claimed: datetime | None = None
    answered: datetime | None = None
    waits_since: datetime | None = None  # the oldest word without an answer
    waits: list[tuple[datetime, datetime | None]] = field(default_factory=list)  # after the first
    ended: datetime | None = None
    ended_as: str = ""
    into: int | None = None
    is_plain: bool = True

    @property
    def is_open(self) -> bool:
        """Whether staff have it on their desk."""
        return self.ended is None and self.into is None


@dataclass
class Model:
    """All that was said, and the cases it is in."""

    words: dict[str, Word] = field(default_factory=dict)
    cases: dict[int, ModelCase] = field(default_factory=dict)

    def where(self, author: str, conversation: str) -> set[int] | None:
        """The cases that a new word may become part of; none when it must open one."""
        theirs = {word.case for word in self._said_by(author) if word.conversation == conversation}
        same_talk = {self.goes_on_in(number) for number in theirs}
        gone_on = {self.goes_on_in(word.case) for word in self._said_by(author)}
        own = {each for each in gone_on if self.cases[each].author == author}
        return same_talk or {each for each in own if self.cases[each].is_open} or None

    def _said_by(self, author: str) -> list[Word]:
        return [word for word in self.words.values() if word.author == author]

    def said(self, word: Word) -> None:
        """A word came, and is part of this case."""
        self.words[word.key] = word
        case = self.cases.get(word.case)
        if case is None:
            self.cases[word.case] = ModelCase(word.case, word.author, word.at, waits_since=word.at)
            return
        if not case.is_open:
            case.ended, case.is_plain = None, False
        if case.waits_since is None:
            case.waits_since = word.at
            case.waits.append((word.at, None))

    def claimed(self, number: int, at: datetime) -> None:
        """Somebody has it. Where an answer was given without an owner, nobody owes a claim any more."""
        case = self.cases[number]
        if case.answered is None:
            case.claimed = case.claimed or at

    def answered(self, number: int, at: datetime) -> None:
        """An answer is out, from us or from the platform's own app."""
        case = self.cases[number]
        if not case.is_open:
            case.is_plain = False
            return
        if case.answered is None:
            case.answered = at
        elif case.waits and case.waits[-1][1] is None:
            case.waits[-1] = (case.waits[-1][0], at)
        case.waits_since = None

    def ended(self, number: int, at: datetime, how: str) -> None:
        """It is over."""
        case = self.cases[number]
        case.ended, case.ended_as = at, how

    def merged(self, number: int, into: int) -> None:
        """It goes on in the other, which is open again if it was over."""
        self.cases[number].into = into
        self.cases[into].ended = None
        self.not_plain(number, into)

    def unmerged(self, number: int) -> None:
        """It stands alone again; what came since stays where it went."""
        into, self.cases[number].into = self.cases[number].into, None
        self.not_plain(number, *([into] if into else []))

    def split(self, key: str, to: int, at: datetime) -> None:
        """This word has a case of its own from now on."""
        word = self.words[key]
        self.cases[to] = ModelCase(to, word.author, at)
        self.not_plain(to, word.case)
        word.case = to

    def goes_on_in(self, number: int) -> int:
        """The case in which this one goes on."""
        into = self.cases[number].into
        return number if into is None else self.goes_on_in(into)

    def not_plain(self, *numbers: int) -> None:
        """What their clocks say is told elsewhere."""
        for number in numbers:
            self.cases[number].is_plain = False

    @property
    def plain(self) -> list[ModelCase]:
        """The cases whose clocks are judged."""
        return [case for case in self.cases.values() if case.is_plain]
