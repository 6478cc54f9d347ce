"""concepts/*.toml: what customers speak of, each with the many words for it; the lists of signals/ name them.

A bank's file of the same name is laid over the shipped one: it adds words to a concept, takes some out, or
brings concepts of its own.
"""

from collections import Counter
from functools import cached_property, lru_cache
from typing import Annotated, Self

from pydantic import Field, RootModel, model_validator

from bot.domain.frozen import Strict
from bot.domain.triage.lexicon import Lexicon
from bot.domain.triage.phrases import NotAPhrase, Ways, read_concepts
from bot.domain.triage.words import read

ConceptName = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,29}$")]


class Concept(Strict):
    """One concept: its words, with blanks between them."""

    en: str = ""
    ar: str = ""
    add: str = ""
    take_out: str = ""

    @model_validator(mode="after")
    def _takes_out_what_is_there(self) -> Self:
        missing = set(self.take_out.split()) - set(f"{self.en} {self.ar}".split())
        if missing:
            raise ValueError(f"take_out: “{min(missing)}” is no word of this concept")
        return self

    @property
    def words(self) -> str:
        """Those that count."""
        out = set(self.take_out.split())
        written = f"{self.en} {self.ar} {self.add}".split()
        return " ".join(word for word in written if word not in out)


class ConceptRules(RootModel[dict[str, dict[ConceptName, Concept]]]):
    """All files of concepts/, by name."""

    root: dict[str, dict[ConceptName, Concept]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        counted = Counter(name for file in self.root.values() for name in file)
        twice = [name for name, times in counted.items() if times > 1]
        if twice:
            raise ValueError(f"two files have a concept called <{twice[0]}>")
        try:
            _read(tuple(self.written.items()))
        except NotAPhrase as why:
            raise ValueError(str(why)) from None
        return self

    @property
    def names(self) -> frozenset[str]:
        """What a list may name."""
        return frozenset(self.written)

    @cached_property
    def written(self) -> dict[str, str]:
        """The words of each concept, with blanks between them."""
        return {
            name: concept.words for file in self.root.values() for name, concept in file.items()
        }

    def seen_in(self, text: str) -> dict[str, str]:
        """The concepts that a text speaks of, each with the words that it was seen in first."""
        words = read(text)
        places = {one: at for at, one in enumerate(dict.fromkeys(one for _, one in self.ways))}
        found = Lexicon(places).places(words)
        seen = ((name, spans[0]) for name, one in self.ways if (spans := found.get(places[one])))
        return {name: text[words[at].start : words[end - 1].end] for name, (at, end) in seen}

    @cached_property
    def ways(self) -> tuple[tuple[str, Ways], ...]:
        """The ways to say each, by name."""
        return _read(tuple(self.written.items()))


@lru_cache(maxsize=8)
def _read(written: tuple[tuple[str, str], ...]) -> tuple[tuple[str, Ways], ...]:
    return tuple(sorted(read_concepts(dict(written)).items()))
