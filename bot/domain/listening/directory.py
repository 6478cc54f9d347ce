"""The directory of banks as posts are held against it: whom one is meant for that reached us, and to whom one
about us was written. What it finds is a suggestion with the words that decided; it closes and silences nothing.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.domain.listening.names import OURS, Mention, Names
from bot.domain.listening.spoken_of import is_told_to_us, speaks_to
from bot.domain.triage.words import Word, read

_HANDLE = re.compile(r"(?<![\w@.])@([\w.-]{2,50})")
_HEAD = re.compile(r"\s*(?:@[\w.-]{2,50}[\s,:]*)+")
_BEFORE, _AFTER = 3, 3
_WORDS_MOST = 120


@dataclass(frozen=True)
class Bank:
    """A bank of the directory; ``until``: what its review is good for."""

    name: str
    names: tuple[str, ...]
    handles: tuple[str, ...] = ()
    write_to: str = ""
    is_ours: bool = False
    until: date = date.min


class Meant(NamedTuple):
    """A bank that a post is meant for, or was written to, and by which words."""

    bank: str
    handle: str  # without the @; empty where it has none
    words: str


@dataclass(frozen=True)
class Ourselves:
    """What we are called: the names of our brands, and our handles without the @."""

    names: tuple[str, ...] = ()
    handles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, brands: Iterable[str], accounts: Iterable[str]) -> "Ourselves":
        """Of brands, and of accounts as people know them: ``@NorthbankHelp``, ``Northbank``."""
        known = set(accounts)
        names = {*brands, *(name for name in known if not name.startswith("@"))}
        handles = {name.removeprefix("@").casefold() for name in known}
        return cls(tuple(sorted(names)), frozenset(handles))


class Directory:
    """All banks, ready to hold posts against; made once of one revision of the data."""

    def __init__(self, banks: Iterable[Bank]) -> None:
        listed = tuple(banks)
        self._banks = {bank.name: bank for bank in listed if not bank.is_ours}
        self._own = tuple(bank for bank in listed if bank.is_ours)
        self._by_handle = {
            handle.casefold(): bank for bank in self._banks.values() for handle in bank.handles
        }
        self._names: dict[tuple[str, ...], Names] = {}

    def __bool__(self) -> bool:
        return bool(self._banks)

    def bank(self, name: str, *, on: date) -> Bank | None:
        """One of the banks, while its review is good."""
        bank = self._banks.get(name)
        return bank if bank is not None and on <= bank.until else None

    def own_handles(self, ourselves: Ourselves, *, on: date) -> frozenset[str]:
        """Our handles, and those that the directory says are ours."""
        listed = (handle for bank in self._own if on <= bank.until for handle in bank.handles)
        return ourselves.handles | {handle.casefold() for handle in listed}

    def handles_of_others(self, *, on: date) -> frozenset[str]:
        """The handles of the other banks, without the @: whoever has one is that bank, however its name looks."""
        return frozenset(handle for handle, bank in self._by_handle.items() if on <= bank.until)

    def names_us(self, text: str, *, ourselves: Ourselves, on: date) -> bool:
        """Whether a text calls us by a name; a handle is none."""
        _, _, mentions = self._read(text, ourselves, on, is_reply=True)
        return any(mention.is_ours for mention in mentions)

    def meant(self, text: str, *, ourselves: Ourselves, is_reply: bool, on: date) -> Meant | None:
        """The one other bank that a text names where it does not name us, unless it only tells us of it.

        The handles at the head of a reply are the platform's. Ours is no word of the customer's anywhere.
        """
        shown, words, mentions = self._read(text, ourselves, on, is_reply=is_reply)
        if not mentions or any(mention.is_ours for mention in mentions):
            return None
        if self._is_to_us(text, ourselves, on) and speaks_to(shown, words, mentions):
            return None
        banks = frozenset.intersection(*(mention.banks for mention in mentions))
        if len(banks) != 1 or any(is_told_to_us(words, mention) for mention in mentions):
            return None
        bank, first = self._banks[next(iter(banks))], mentions[0]
        return Meant(bank.name, _handle_of(shown, words, first, bank), _around(text, words, first))

    def written_to(self, text: str, *, on: date) -> Meant | None:
        """The first bank whose handle a text holds."""
        for found in _HANDLE.finditer(text):
            bank = self._by_handle.get(found[1].rstrip(".-").casefold())
            if bank is not None and on <= bank.until:
                return Meant(bank.name, found[1].rstrip(".-"), found[0].rstrip(".-"))
        return None

    def _read(
        self, text: str, ourselves: Ourselves, on: date, *, is_reply: bool
    ) -> tuple[str, list[Word], list[Mention]]:
        """A text without the handles that say nothing, its words, and the names that stand in them."""
        shown = self._without_handles(text, ourselves, on, is_reply=is_reply)
        words = read(shown)
        found = self._of(ourselves.names).mentions(shown, words)
        return shown, words, list(filter(None, (self._live(mention, on) for mention in found)))

    def _is_to_us(self, text: str, ourselves: Ourselves, on: date) -> bool:
        """Whether our handle stands in it: then we are “you”."""
        own = self.own_handles(ourselves, on=on)
        return any(handle.rstrip(".-").casefold() in own for handle in _HANDLE.findall(text))

    def _live(self, mention: Mention, on: date) -> Mention | None:
        """Without the banks whose review is over; None where no other is left."""
        banks = frozenset(
            name for name in mention.banks if name == OURS or self.bank(name, on=on) is not None
        )
        return Mention(mention.first, mention.last, banks) if banks else None

    def _without_handles(self, text: str, ourselves: Ourselves, on: date, *, is_reply: bool) -> str:
        own = self.own_handles(ourselves, on=on)
        head = _HEAD.match(text)
        handles = _HANDLE.findall(head[0]) if head else []
        to_us = is_reply or any(handle.rstrip(".-").casefold() in own for handle in handles)
        skipped = head.end() if head and to_us else 0

        def kept(found: re.Match[str]) -> str:
            handle = found[1].rstrip(".-").casefold()
            stays = found.start() >= skipped and handle in self._by_handle and handle not in own
            return found[0] if stays else " " * len(found[0])

        return _HANDLE.sub(kept, text)

    def _of(self, own: tuple[str, ...]) -> Names:
        if own not in self._names:
            ours = [name for bank in self._own for name in bank.names]
            named = {OURS: [*own, *ours]}
            named |= {bank.name: [*bank.names, *bank.handles] for bank in self._banks.values()}
            self._names[own] = Names(named)
        return self._names[own]


def _handle_of(shown: str, words: list[Word], mention: Mention, bank: Bank) -> str:
    """The handle that was written, else the first of the bank."""
    start = words[mention.first].start
    found = _HANDLE.match(shown, start - 1) if start else None
    return found[1].rstrip(".-") if found else next(iter(bank.handles), "")


def _around(text: str, words: list[Word], mention: Mention) -> str:
    """The name with what stands beside it in its sentence, as the customer wrote it."""
    sentence = words[mention.first].sentence
    near = [
        word
        for word in words[max(0, mention.first - _BEFORE) : mention.last + _AFTER]
        if word.sentence == sentence
    ]
    return " ".join(text[near[0].start : near[-1].end].split())[:_WORDS_MOST]
