"""Phrases as people write them into a file.

    fraud*                    a star stands for any ending
    drain~                    a wave for the endings of a language: drains, drained; in Arabic for what is glued on
    empty~/drain~ … account   a slash between words that will do; "…" for up to four others, in one sentence
    for/in_the_name_of        an underscore for a blank, where a way to say it has several words
    <someone> + <take> + <money>   a concept: any of its words; a plus for "near", in either order
    #                         a long number, or what hides one

Signs between words and capitals do not matter, nor a small slip in a long Latin word: a letter left out,
doubled, or two that changed places. Nothing else does, so that who writes a phrase can foresee what it takes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from bot.domain.triage.words import bare, plain_words

GAP, NEAR, NUMBER = "…", "+", "#"
BEGINS, INFLECTED = "*", "~"
_CONCEPT = re.compile(r"<([a-z][a-z_]{1,29})>")
_PLACES_MOST, _GAPS_MOST, _GROUPS_MOST = 12, 4, 4


class NotAPhrase(ValueError):
    """What cannot be read as a phrase, with the reason as its text."""


# One word of a way to say something: as it is, or with the sign that says how it is compared.
Atom = str
Way = tuple[Atom, ...]  # one of the ways to say it
Ways = tuple[Way, ...]  # one place of a phrase: any of these will do; each once, in order
Concepts = Mapping[str, Ways]


class Place(NamedTuple):
    """One place of a phrase, and whether other words may stand before it."""

    ways: Ways
    after_gap: bool


Group = tuple[Place, ...]  # places in this order
Groups = tuple[Group, ...]  # groups near each other, in any order


def read_phrase(phrase: str, concepts: Concepts | None = None) -> Groups:
    """A phrase read. Raises NotAPhrase; one with a concept that is not there too, where they are given."""
    spelled = phrase.replace("...", GAP).split()
    groups = tuple(tuple(_group(phrase, some, concepts)) for some in _split(spelled, at=NEAR))
    if not all(groups) or len(groups) > _GROUPS_MOST:
        raise NotAPhrase(
            f"“{phrase}” is no phrase: words on both sides of “+”, three times at most"
        )
    return groups


def concepts_in(phrase: str) -> list[str]:
    """The names of the concepts that a phrase, or a list of words, asks for."""
    return _CONCEPT.findall(phrase)


def read_concepts(written: Mapping[str, str]) -> dict[str, Ways]:
    """Concepts by name; each is a list of ways with blanks between them, and may name others. Raises
    NotAPhrase for one that names itself, or what is not there."""
    found: dict[str, Ways] = {}
    for name in written:
        _learn(name, written, found, above=())
    return found


def _learn(
    name: str, written: Mapping[str, str], found: dict[str, Ways], *, above: tuple[str, ...]
) -> Ways:
    if name in above or name not in written:
        why = "names itself" if name in above else "is not there"
        raise NotAPhrase(f"the concept <{name}> {why}")
    if name not in found:
        ways: set[Way] = set()
        for one in written[name].split():
            named = _CONCEPT.fullmatch(one)
            if named:
                ways.update(_learn(named[1], written, found, above=(*above, name)))
            else:
                ways.add(_way(f"<{name}>", one))
        found[name] = tuple(sorted(ways))
    return found[name]


def _split(spelled: list[str], *, at: str) -> Iterator[list[str]]:
    some: list[str] = []
    for one in spelled:
        if one == at:
            yield some
            some = []
        else:
            some.append(one)
    yield some


def _group(phrase: str, spelled: list[str], concepts: Concepts | None) -> Iterator[Place]:
    if not spelled or spelled[0] == GAP or spelled[-1] == GAP:
        raise NotAPhrase(f"“{phrase}” is no phrase: it begins and ends with a word")
    if len(spelled) - spelled.count(GAP) > _PLACES_MOST or spelled.count(GAP) > _GAPS_MOST:
        raise NotAPhrase(f"“{phrase}” is too long: {_PLACES_MOST} words and {_GAPS_MOST} gaps")
    before = ""
    for one in spelled:
        if one != GAP:
            yield Place(_ways(phrase, one, concepts), before == GAP)
        before = one


def _ways(phrase: str, place: str, concepts: Concepts | None) -> Ways:
    ways: set[Way] = set()
    for one in place.split("/"):
        named = _CONCEPT.fullmatch(one)
        if named is None:
            ways.add(_way(phrase, one))
        elif concepts is not None:
            if named[1] not in concepts:
                raise NotAPhrase(f"“{phrase}”: there is no concept <{named[1]}>")
            ways.update(concepts[named[1]])
    return tuple(sorted(ways))


def _way(phrase: str, written: str) -> Way:
    try:
        return _read_way(written)
    except NotAPhrase as why:
        raise NotAPhrase(f"“{phrase}” is no phrase: {why}") from None


@lru_cache(maxsize=1024)  # by the way alone: thousands of phrases share the commonest
def _read_way(written: str) -> Way:
    way = tuple(atom for one in written.split("_") for atom in _atoms(one))
    if not way:
        raise NotAPhrase(f"“{written}” is no word")
    return way


def _atoms(written: str) -> tuple[Atom, ...]:
    if written == NUMBER:
        return (NUMBER,)
    sign = written[-1:] if written[-1:] in (BEGINS, INFLECTED) else ""
    word = written.removesuffix(sign) if sign else written
    words = [bare(each) for each in plain_words(word)]
    if any(one in word for one in "*~<>") or (sign and not words):
        raise NotAPhrase("letters, and one star at the end of a word")
    return (*words[:-1], words[-1] + sign) if words else ()


def ways_of(groups: Groups) -> Iterable[Ways]:
    """The places of a phrase."""
    return (place.ways for group in groups for place in group)
