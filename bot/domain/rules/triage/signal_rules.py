"""signals/*.toml: what must be loud, in which words, and what follows from it.

A bank's file of the same name is laid over the shipped one: it adds phrases, takes some out, or switches
the signal off. A name that is not shipped is a signal of the bank's own.
"""

from collections.abc import Collection, Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field, RootModel, model_validator

from bot.domain.frozen import Strict
from bot.domain.sla.ladder import Recipients
from bot.domain.triage.phrases import NotAPhrase, Ways, concepts_in, read_phrase
from bot.domain.triage.signals import Signals, Wording, compiled
from bot.domain.triage.weights import NO_WEIGHTS, Weights
from bot.language import say

Name = Annotated[str, Field(pattern=r"^[a-z][a-z_]{2,29}$")]
# Its length stands apart: to pydantic, fifty times any letter of any script are 5 MB.
Handle = Annotated[str, Field(pattern=r"^\w+$", max_length=50)]


BRAND = "{brand}"  # in a phrase: the names of the bank's own brands


@lru_cache(maxsize=16384)
def _readable(phrase: str) -> str:
    try:
        read_phrase(phrase.replace(BRAND, "brand"))
    except NotAPhrase as why:
        raise ValueError(str(why)) from None
    return phrase


Phrase = Annotated[str, Field(min_length=2, max_length=1200), AfterValidator(_readable)]
Phrases = tuple[Phrase, ...]


class Deaf(Exception):
    """These rules are without the lists of signals: who asks would hear none, whatever the text says."""


class InLanguages(Strict):
    """Phrases by language. Which stands where changes nothing: a text is looked through for all."""

    en: Phrases = ()
    ar: Phrases = ()

    @property
    def all(self) -> Phrases:
        """Those of every language."""
        return (*self.en, *self.ar)


class Instruction(Strict):
    """What staff read beside the case: what to say, what not. Never sent to a customer."""

    en: str = Field(default="", max_length=600)
    ar: str = Field(default="", max_length=600)
    ring: tuple[Annotated[str, Field(min_length=3, max_length=120)], ...] = ()


class SignalRule(Strict):
    """One file of signals/."""

    on: bool = True
    title: str = Field(min_length=3, max_length=60)
    priority: str
    tell: Recipients | tuple[()] = ()
    quiet_hours: bool = False
    phrases: InLanguages = InLanguages()
    guards: InLanguages = InLanguages()
    unless: InLanguages = InLanguages()
    weighed: bool = True
    handles: tuple[Handle, ...] = ()
    domain_words: tuple[Annotated[str, Field(pattern=r"^[a-z0-9]{2,30}$")], ...] = ()
    instruction: Instruction = Instruction()
    add: Phrases = ()
    add_guards: Phrases = ()
    add_handles: tuple[Handle, ...] = ()
    take_out: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _takes_out_what_is_there(self) -> "SignalRule":
        for phrase in self.take_out:
            if phrase.lstrip("@") not in {*self._written, *self.handles}:
                raise ValueError(f"take_out: “{phrase}” is no phrase or handle of this signal")
        return self

    @property
    def _written(self) -> Phrases:
        lists = (self.phrases, self.guards, self.unless)
        return tuple(phrase for one in lists for phrase in one.all)

    @property
    def concepts(self) -> frozenset[str]:
        """The names of the concepts that its lists ask for."""
        written = (*self._written, *self.add, *self.add_guards)
        return frozenset(name for phrase in written for name in concepts_in(phrase))

    def wording(self, brands: Collection[str]) -> Wording:
        """What is looked for: what is shipped and added, without what was taken out."""
        out = {phrase.lstrip("@") for phrase in self.take_out}
        names = "/".join("_".join(name.split()) for name in brands) or "bank"

        def kept(*some: str) -> tuple[str, ...]:
            return tuple(each.replace(BRAND, names) for each in some if each not in out)

        return Wording(
            phrases=kept(*self.phrases.all, *self.add),
            own=frozenset(kept(*self.add)),
            guards=kept(*self.guards.all, *self.add_guards),
            unless=kept(*self.unless.all),
            handles=kept(*self.handles, *self.add_handles),
            domain_words=self.domain_words,
            is_weighed=self.weighed,
        )


class SignalRules(RootModel[dict[Name, SignalRule]]):
    """All files of signals/, by name, in the order in which they are told: the gravest first."""

    root: dict[Name, SignalRule] = Field(default_factory=dict)

    def __getitem__(self, name: str) -> SignalRule:
        return self.root[name]

    def get(self, name: str) -> SignalRule | None:
        """The rule of that name; None where the bank has none any more."""
        return self.root.get(name)

    @property
    def on(self) -> Mapping[str, SignalRule]:
        """Those that are switched on, the gravest first."""
        known = [name for name in GRAVEST_FIRST if name in self.root]
        ordered = [*known, *sorted(set(self.root) - set(known))]
        return {name: self.root[name] for name in ordered if self.root[name].on}

    def compiled(
        self,
        *,
        brands: tuple[str, ...] = (),
        concepts: tuple[tuple[str, Ways], ...] = (),
        weights: Weights = NO_WEIGHTS,
    ) -> Signals:
        """Ready to look through texts. ``brands``: the names by which customers call the bank's own."""
        if brands not in self._ready:
            wordings = tuple((name, rule.wording(brands)) for name, rule in self.on.items())
            self._ready[brands] = compiled(wordings, concepts, weights)
        return self._ready[brands]

    @cached_property
    def _ready(self) -> dict[tuple[str, ...], Signals]:
        return {}


_LISTS = frozenset(
    {"phrases", "guards", "unless", "handles", "domain_words"}
    | {"add", "add_guards", "add_handles", "take_out"}
)


def without_lists(files: Mapping[str, Any]) -> dict[str, Any]:
    """What signals/*.toml say of each signal, without what is looked for: that is most of it."""
    return {
        name: {key: told for key, told in file.items() if key not in _LISTS}
        if isinstance(file, Mapping)
        else file
        for name, file in files.items()
    }


GRAVEST_FIRST = (
    "self_harm",
    "danger",
    "fraud_now",
    "threat",
    "vulnerable",
    "attention",
    "others_data",
    "impostor",
    "leaving",
)
# Of the shipped signals; one of the bank's own is called as the bank wrote it.
SHIPPED_TITLES = frozenset(
    {
        "self-harm",
        "a person in danger",
        "fraud happening now",
        "a threat to staff or a branch",
        "vulnerable circumstances",
        "wants to leave",
        "press, politics, regulator or lawyer",
        "an impostor's wording",
        "personal data of others",
    }
)


def title_said(title: str) -> str:
    """What a signal is called, in the reader's language."""
    return say(title) if title in SHIPPED_TITLES else title
