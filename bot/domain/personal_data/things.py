"""What people call the secrets of a customer: one table, by thing and by language.

Two rooms read it. Masking looks for a name with a value of the thing's shape beside it (``named_values``). The gate
on answers looks for a name that is asked for. To use it: ``spoken(folded.text)`` gives every name that stands in a
folded text, with its place and the things it may mean, the likeliest first; ``THINGS["pin"].name`` is what staff are
told, in words that have their Arabic. What is called ``NOTHING`` means none of them: "error code", "PIN pad".

The names are written in ``names/`` as people do: capitals, accents and the forms of Arabic letters do not matter, nor
what Arabic glues to a word. A name that ends with ``?`` also means other things: it is ``weak``, masking asks for
more beside it, and who looks for requests had better leave it out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.personal_data.folding import fold, lowered
from bot.domain.personal_data.names.accounts import ACCOUNTS
from bot.domain.personal_data.names.cards import CARDS
from bot.domain.personal_data.names.dialect_numbers import DIALECT_NUMBERS
from bot.domain.personal_data.names.dialects import DIALECTS
from bot.domain.personal_data.names.identities import IDENTITIES
from bot.domain.personal_data.names.secrets import SECRETS
from bot.domain.personal_data.phrase_trie import pattern_of, plain

NOTHING = "nothing"
_FOR_STAFF = {
    "otp": "a one-time code",
    "pin": "a PIN",
    "password": "a password",
    "security_answer": "a security answer",
    "birth_date": "a date of birth",
    "card_code": "a card security code",
    "expiry": "the expiry date of a card",
    "card": "a full card number",
    "iban": "an IBAN",
    "account": "an account number",
    "sort_code": "a sort code",
    "bank_code": "a sort code",
    "customer_number": "a customer number",
    "national_id": "an identity number",
    "wallet": "the address of a wallet",
    "upi": "a UPI ID",
    "phone": "a phone number",
    "email": "an address",
    NOTHING: "",
}
# Scripts that leave no blank between words.
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u1100-\u11ff\u3041-\u30fe\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that people tell, its name for staff, and what customers call it, in folded small letters."""

    key: str
    name: str
    names: frozenset[str]
    weak: frozenset[str]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A name stands at ``start:end``; ``things`` are the keys of what it may mean."""

    start: int
    end: int
    things: tuple[str, ...]
    is_weak: bool


def _read(*tables: str) -> Iterator[Thing]:
    by_title: dict[str, list[str]] = {}
    for block in "\n".join(tables).split("\n= ")[1:]:
        title, *lines = filter(None, block.splitlines())
        by_title.setdefault(title, []).extend(
            one for line in lines for one in line.partition(": ")[2].split(" | ")
        )
    for title, written in by_title.items():
        names = {as_compared(one.removesuffix("?")) for one in written}
        weak = names - {as_compared(one) for one in written if not one.endswith("?")}
        yield Thing(title, _FOR_STAFF[title], frozenset(names), frozenset(weak))


def as_compared(name: str) -> str:
    """A name in the one spelling that names are compared in."""
    return plain(lowered(fold(name).text))


def _after_mine(things: Sequence[Thing]) -> Iterator[Thing]:
    """Where "mi clave" is a name of its own, "mi clave del cajero" is what "clave del cajero" is."""
    rests: dict[str, list[tuple[str, str]]] = {}
    for name in {name for thing in things for name in thing.names}:
        first, _, rest = name.partition(" ")
        if first in _MINE and rest:
            rests.setdefault(rest.split(" ")[0], []).append((first, rest))
    for thing in things:
        longer = {
            f"{mine} {name}": name
            for name in thing.names
            for mine, rest in rests.get(name.split(" ")[0], ())
            if name.startswith(f"{rest} ")
        }
        weak = {one for one, name in longer.items() if name in thing.weak}
        yield replace(
            thing, names=thing.names | frozenset(longer), weak=thing.weak | frozenset(weak)
        )


_MINE = frozenset("my mi mis minha meu mein meine mon ma mijn moje moj il".split())  # noqa: SIM905
THINGS = {
    thing.key: thing
    for thing in _after_mine(
        list(_read(SECRETS, CARDS, ACCOUNTS, IDENTITIES, DIALECTS, DIALECT_NUMBERS))
    )
}


def spoken(text: str) -> Iterator[Spoken]:
    """Every name that stands in this folded text, in order, the longest where several do."""
    small = lowered(text)
    found = list(_spaced().finditer(small))
    if _UNSPACED.search(small):
        found = sorted([*found, *_unspaced().finditer(small)], key=re.Match.start)
    last = 0
    for match in found:
        things, is_weak = _meant(match[0])
        if match.start() >= last and things:
            last = match.end()
            yield Spoken(*match.span(), things, is_weak)


@lru_cache(maxsize=4096)
def _meant(written: str) -> tuple[tuple[str, ...], bool]:
    """The things that this may mean, those it surely does first, and whether it means others too."""
    name = plain(written)
    meant = [
        thing
        for thing in THINGS.values()
        if name in thing.names or (not written.isascii() and _pattern(thing.key).fullmatch(name))
    ]
    sure = [thing.key for thing in meant if name not in thing.weak]
    if NOTHING in sure:
        return (NOTHING,), False
    return (*sure, *(thing.key for thing in meant if name in thing.weak)), not sure


@lru_cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile(pattern_of(THINGS[key].names))


@lru_cache
def _spaced() -> re.Pattern[str]:
    names = {name for thing in THINGS.values() for name in thing.names}
    spaced = sorted(name for name in names if not _UNSPACED.search(name))
    return re.compile(rf"(?<!\w)(?:{pattern_of(spaced)})(?![^\W\d_])")


@lru_cache
def _unspaced() -> re.Pattern[str]:
    names = {name for thing in THINGS.values() for name in thing.names}
    return re.compile(pattern_of(sorted(filter(_UNSPACED.search, names))))
