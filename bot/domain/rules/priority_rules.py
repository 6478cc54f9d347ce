"""priority.toml: which cases come first, decided by words and facts that we hold, and said why.

No pattern language: a rule lists phrases, so that a person who writes one can foresee what it takes.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from bot.domain.frozen import Strict
from bot.domain.personal_data.kinds import Kind
from bot.domain.records.case import Surface

NORMAL = "normal"
_WORD = re.compile(r"\w+", re.UNICODE)
_ARTICLE = re.compile(
    "^[\u0648\u0628\u0643\u0641\u0644]?\u0627\u0644(?=\\w{3})"
)  # "the", and what it follows
_LONGEST = 30_000


def _one_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]
Phrase = Annotated[str, Field(min_length=2, max_length=60)]


@dataclass(frozen=True)
class Facts:
    """What the rules look at: a word of the customer and how the case stands with it."""

    text: str
    findings: Collection[str]
    brand: str
    channel: str
    surface: str
    posts: int
    waiting: timedelta


class PriorityRule(Strict):
    """One rule. All that it names must be so."""

    name: str = Field(min_length=1, max_length=60)
    priority: str
    words: tuple[Phrase, ...] = ()
    findings: Annotated[tuple[Kind, ...], BeforeValidator(_one_or_many)] = ()
    brand: Names = ()
    channel: Names = ()
    surface: Annotated[tuple[Surface, ...], BeforeValidator(_one_or_many)] = ()
    posts_at_least: int | None = Field(default=None, ge=2, le=1000)
    waiting_hours: float | None = Field(default=None, gt=0, le=1000)

    @field_validator("words")
    @classmethod
    def _stars_end_words(cls, words: tuple[str, ...]) -> tuple[str, ...]:
        for phrase in words:
            if "*" in phrase.rstrip("*") or phrase.endswith("**") or not _folded(phrase):
                raise ValueError(f"“{phrase}” is no phrase: letters, and one star at the very end")
        return words

    @model_validator(mode="after")
    def _says_when(self) -> Self:
        if not (self.words or self.findings or self.posts_at_least or self.waiting_hours):
            raise ValueError(
                "it takes every case. Say when: words, findings, posts_at_least or waiting_hours"
            )
        return self

    @property
    def is_of_the_word(self) -> bool:
        """Whether the new word itself decides, and not how the case stands."""
        return bool(self.words or self.findings)

    def because(self, facts: Facts, words: Sequence[str]) -> list[str] | None:
        """What decided: phrases of the customer's word quoted, facts as they are called, for a fact
        is nobody's word; None when the rule does not apply."""
        if not self._is_about(facts):
            return None
        found = [
            f"“{phrase.rstrip('*')}”"
            for phrase, parts in self._phrases.items()
            if _stands_in(parts, words)
        ]
        kinds = [str(kind) for kind in self.findings if kind in facts.findings]
        if (self.words and not found) or (self.findings and not kinds):
            return None
        return [*found, *kinds] or [self.name]

    def _is_about(self, facts: Facts) -> bool:
        named = (
            (facts.brand, self.brand),
            (facts.channel, self.channel),
            (facts.surface, self.surface),
        )
        if any(wanted and given not in wanted for given, wanted in named):
            return False
        if self.posts_at_least is not None and facts.posts < self.posts_at_least:
            return False
        waited = self.waiting_hours
        return waited is None or facts.waiting >= timedelta(hours=waited)

    @cached_property
    def _phrases(self) -> dict[str, tuple[Callable[[str], bool], ...]]:
        return {phrase: _matchers(phrase) for phrase in self.words}


class PriorityRules(Strict):
    """priority.toml."""

    levels: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,20}$")], ...] = (NORMAL,)
    choose: Literal["highest", "first"] = "highest"
    rules: tuple[PriorityRule, ...] = ()

    @field_validator("levels")
    @classmethod
    def _has_normal(cls, levels: tuple[str, ...]) -> tuple[str, ...]:
        if NORMAL not in levels:
            raise ValueError("“normal” must be one of the levels; cases begin with it")
        if len(set(levels)) != len(levels) or len(levels) > 10:
            raise ValueError("name each level once, ten at most")
        return levels

    @model_validator(mode="after")
    def _priorities_are_levels(self) -> Self:
        names: set[str] = set()
        for place, rule in enumerate(self.rules, start=1):
            if rule.priority not in self.levels:
                known = ", ".join(self.levels)
                raise ValueError(
                    f"rule {place} “{rule.name}”: there is no level “{rule.priority}”. "
                    f"The levels are {known}"
                )
            if rule.name in names:
                raise ValueError(f"two rules are called “{rule.name}”")
            names.add(rule.name)
        return self

    def rank(self, priority: str) -> int:
        """The higher the number the sooner; a level that is gone counts as normal."""
        return self.levels.index(priority if priority in self.levels else NORMAL)

    def decide(self, facts: Facts, *, only_words: bool = False) -> tuple[str, list[str]] | None:
        """The priority and what decided it; None when no rule applies.

        ``only_words`` leaves out rules about how the case stands.
        """
        words = _folded(facts.text)
        applied: list[tuple[str, list[str]]] = []
        for rule in self.rules:
            if only_words and not rule.is_of_the_word:
                continue
            because = rule.because(facts, words)
            if because is not None:
                applied.append((rule.priority, because))
        if not applied or self.choose == "first":
            return applied[0] if applied else None
        highest = max((priority for priority, _ in applied), key=self.rank)
        reasons = [word for priority, found in applied if priority == highest for word in found]
        return highest, list(dict.fromkeys(reasons))


def _folded(text: str) -> list[str]:
    """The words of a text without capitals, accents, marks, and the Arabic article."""
    apart = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    plain = "".join(c for c in apart if not unicodedata.combining(c) and c != "\u0640")
    joined = plain.replace("'", "").replace("\u2019", "")
    return [_ARTICLE.sub("", word) for word in _WORD.findall(joined)]


def _matchers(phrase: str) -> tuple[Callable[[str], bool], ...]:
    *first, last = _folded(phrase)
    exact: list[Callable[[str], bool]] = [word.__eq__ for word in first]
    ends = partial(_begins_with, last) if phrase.endswith("*") else last.__eq__
    return (*exact, ends)


def _begins_with(beginning: str, word: str) -> bool:
    return word.startswith(beginning)


def _stands_in(phrase: tuple[Callable[[str], bool], ...], words: Sequence[str]) -> bool:
    span = len(phrase)
    return any(
        all(is_it(word) for is_it, word in zip(phrase, words[place : place + span], strict=True))
        for place in range(len(words) - span + 1)
    )
