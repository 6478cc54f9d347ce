"""gate.toml and gate_words/*.toml: what answers are looked through for, and what follows from what is found."""

from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, RootModel, model_validator

from bot.domain.frozen import Strict
from bot.domain.gate.findings import Kind, Severity
from bot.domain.gate.gate import Gate, Lists
from bot.domain.gate.hearing import BRAND, Cue, Vocabulary
from bot.domain.gate.things import NAMES
from bot.domain.gate.wordings import LISTS, LOOKS_UP, NOT_IN
from bot.domain.records.staff import Role
from bot.domain.rules.rule_faults import nearest
from bot.domain.triage.phrases import NotAPhrase, read_phrase
from bot.domain.triage.weights import NO_WEIGHTS, Weights

Surface = Literal["public", "private", "chat"]
LanguageName = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
_SPOKEN_IN = {"fr": "FR", "de": "DE", "es": "ES", "pt": "PT"}
Host = Annotated[str, Field(pattern=r"^[\w-]+(\.[\w-]+)+$", max_length=253)]


@lru_cache(maxsize=16384)
def _readable(phrase: str) -> str:
    try:
        read_phrase(phrase.replace(BRAND, "brand"))
    except NotAPhrase as why:
        raise ValueError(str(why)) from None
    return phrase


Phrases = tuple[Annotated[str, Field(min_length=2), AfterValidator(_readable)], ...]


class LanguageWords(Strict):
    """One file of gate_words/."""

    things: dict[str, Phrases] = Field(default_factory=dict)
    cues: dict[str, Phrases] = Field(default_factory=dict)
    phrases: dict[str, Phrases] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known_lists(self) -> Self:
        for table, there_are in (
            ("things", NAMES),
            ("cues", list(Cue)),
            ("phrases", (*LISTS, LOOKS_UP, NOT_IN)),
        ):
            for name in getattr(self, table):
                if name not in there_are:
                    near = nearest(name, map(str, there_are))
                    raise ValueError(f"{table}.{name}: there is no such list. {near}")
        return self

    @property
    def vocabulary(self) -> Vocabulary:
        """As the gate hears it."""
        return Vocabulary(self.things, self.cues, self.phrases)


class GateWords(RootModel[dict[LanguageName, LanguageWords]]):
    """All files of gate_words/, by language."""

    root: dict[LanguageName, LanguageWords] = Field(default_factory=dict)


class BySurface(Strict):
    """What follows from one kind of finding."""

    public: Severity = Severity.PASS
    private: Severity = Severity.PASS
    chat: Severity = Severity.PASS


class GateException(Strict):
    """Where it is to be otherwise. What is left out fits all."""

    findings: tuple[Kind, ...] = Field(min_length=1)
    severity: Severity
    brands: tuple[str, ...] = ()
    surfaces: tuple[Surface, ...] = ()
    roles: tuple[Role, ...] = ()
    topics: tuple[str, ...] = ()  # as a person set them

    def fits(
        self, kind: Kind, *, surface: Surface, brand: str, roles: Collection[Role], topic: str = ""
    ) -> bool:
        """Whether it is about this."""
        return (
            kind in self.findings
            and (not self.brands or brand in self.brands)
            and (not self.surfaces or surface in self.surfaces)
            and (not self.roles or not set(self.roles).isdisjoint(roles))
            and (not self.topics or topic in self.topics)
        )


class GateRules(Strict):
    """gate.toml."""

    languages: tuple[LanguageName, ...] = ()
    links: tuple[Host, ...] = ()
    shorteners: tuple[Host, ...] = ()
    competitors: tuple[str, ...] = ()
    internal_words: tuple[str, ...] = ()
    same_text_most: int = Field(default=5, ge=1, le=1000)
    severity: dict[Kind, BySurface] = Field(default_factory=dict)
    exceptions: tuple[GateException, ...] = ()

    @model_validator(mode="after")
    def _never_lets_a_secret_pass(self) -> Self:
        rule = self.severity.get(Kind.ASKS_SECRET)
        given = {rule.public, rule.private, rule.chat} if rule else set()
        given |= {one.severity for one in self.exceptions if Kind.ASKS_SECRET in one.findings}
        if Severity.PASS in given:
            raise ValueError(
                "asks_secret cannot be “pass”: whoever is asked for a PIN learns to fall for "
                "fraud. “warn” is the least"
            )
        return self

    @property
    def countries(self) -> tuple[str, ...]:
        """Where the languages of the answers are spoken first: national numbers of there are looked for too."""
        return tuple(_SPOKEN_IN[one] for one in self.languages if one in _SPOKEN_IN)

    def follows(
        self,
        kind: Kind,
        *,
        is_sure: bool,
        surface: Surface,
        brand: str,
        roles: Collection[Role],
        topic: str = "",
    ) -> Severity:
        """What follows from a finding for whoever writes, with these roles."""
        found: Severity = getattr(self.severity.get(kind, BySurface()), surface)
        for one in self.exceptions:
            if one.fits(kind, surface=surface, brand=brand, roles=roles, topic=topic):
                found = one.severity
        return found if is_sure or found is Severity.PASS else Severity.WARN

    def compiled(
        self,
        words: GateWords,
        *,
        weights: Weights = NO_WEIGHTS,
        brands: Iterable[str],
        own: Iterable[str],
    ) -> Gate:
        """Ready to look through answers. ``own``: hosts and addresses of ours that need no entry."""
        key = (tuple(brands), tuple(own))
        if key not in self._ready:
            lists = Lists(
                links=(*self.links, *key[1]),
                shorteners=self.shorteners,
                competitors=self.competitors,
                internal_words=self.internal_words,
                brands=key[0],
            )
            known = ((name, words.root[name].model_dump_json()) for name in self.languages)
            self._ready[key] = _compiled(tuple(known), lists, weights)
        return self._ready[key]

    @cached_property
    def _ready(self) -> dict[tuple[tuple[str, ...], tuple[str, ...]], Gate]:
        return {}


@lru_cache(maxsize=4)
def _compiled(languages: tuple[tuple[str, str], ...], lists: Lists, weights: Weights) -> Gate:
    """The same words make the same gate, whichever rules they stand in; making one takes its time."""
    read = {name: LanguageWords.model_validate_json(words) for name, words in languages}
    return Gate({name: words.vocabulary for name, words in read.items()}, lists, weights)
