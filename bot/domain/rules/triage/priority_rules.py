"""priority.toml: which cases come first, decided by words and facts that we hold, and said why.

No pattern language: a rule lists phrases, so that a person who writes one can foresee what it takes.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from bot.domain.frozen import Strict
from bot.domain.personal_data.kinds import Kind
from bot.domain.records.cases.case import Surface
from bot.domain.sla.ladder import Recipients
from bot.domain.triage.matching import Matcher
from bot.domain.triage.phrases import NotAPhrase, read_phrase
from bot.domain.triage.words import Word, read

NORMAL = "normal"
SHIPPED_LEVELS = ("low", NORMAL, "high", "urgent")
_BETWEEN_WORDS = re.compile(r"[/_…]|\.{3}|(?<!\w)[^\w\s]+(?!\w)")  # here they are signs and no more


def _one_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


Names = Annotated[tuple[str, ...], BeforeValidator(_one_or_many)]
Phrase = Annotated[str, Field(min_length=2, max_length=60)]
Decided = tuple[str, list[str]]  # a priority, and what decided it


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
            try:
                read_phrase(_plain(phrase), {})
            except NotAPhrase:
                raise ValueError(
                    f"“{phrase}” is no phrase: letters, and one star at the very end"
                ) from None
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

    def because(self, facts: Facts, words: Sequence[Word]) -> list[str] | None:
        """What decided: phrases of the customer's word quoted, facts as they are called, for a fact
        is nobody's word; None when the rule does not apply."""
        if not self._is_about(facts):
            return None
        hits = {hit.key for hit in self._matcher.hits(words)} if self.words else ()
        found = [f"“{phrase.rstrip('*')}”" for phrase in self.words if phrase in hits]
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
    def _matcher(self) -> Matcher:
        return Matcher({phrase: [_plain(phrase)] for phrase in self.words})


class PriorityRules(Strict):
    """priority.toml."""

    levels: tuple[Annotated[str, Field(pattern=r"^[a-z]{2,20}$")], ...] = (NORMAL,)
    choose: Literal["highest", "first"] = "highest"
    tell: dict[str, Recipients] = Field(default_factory=dict)
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

    def level(self, wanted: str) -> str:
        """The level of that name; where the bank has none of it, its highest: in doubt louder."""
        return wanted if wanted in self.levels else self.levels[-1]

    def rank(self, priority: str) -> int:
        """The higher the number the sooner; a level that is gone counts as normal."""
        return self.levels.index(priority if priority in self.levels else NORMAL)

    def decide(self, facts: Facts, *, only_words: bool = False) -> Decided | None:
        """The priority and what decided it; None when no rule applies.

        ``only_words`` leaves out rules about how the case stands.
        """
        words = read(facts.text)
        applied: list[Decided] = []
        for rule in self.rules:
            if only_words and not rule.is_of_the_word:
                continue
            because = rule.because(facts, words)
            if because is not None:
                applied.append((rule.priority, because))
        if not applied or self.choose == "first":
            return applied[0] if applied else None
        return self.highest(applied)

    def highest(self, decided: Iterable[Decided]) -> Decided | None:
        """Of several the highest priority, with all that decided it; None of none."""
        applied = list(decided)
        if not applied:
            return None
        highest = max((priority for priority, _ in applied), key=self.rank)
        reasons = [word for priority, found in applied if priority == highest for word in found]
        return highest, list(dict.fromkeys(reasons))


def _plain(phrase: str) -> str:
    return " ".join(_BETWEEN_WORDS.sub(" ", phrase).split()) if not phrase.endswith("**") else ""
