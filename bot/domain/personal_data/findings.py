"""Where personal data stands in a text. One call: fold, recognise, and lead back to the original's
offsets.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from bot.domain.personal_data import (
    accounts,
    banks_own,
    cards,
    e_mails,
    ibans,
    named_values,
    national_ids,
    phones,
    wallets,
)
from bot.domain.personal_data.folding import Folded, fold
from bot.domain.personal_data.kinds import (
    CARD_MARK,
    MARK,
    PLACEHOLDER,
    PLACEHOLDERS,
    Finding,
    Kind,
)
from bot.domain.personal_data.things import NOTHING

LONGEST = 4_000  # of a longer text no more is read and shown; see ``masking.mask``

_ROUNDS = 12
_CARD_KINDS = (Kind.CARD, Kind.CARD_CODE)
# What a bank gives out of its own, and what a fraudster gives out. Never what one person alone knows: a number that is
# listed must not show whose PIN or birth date it happens to be too.
_PUBLISHED = frozenset({Kind.PHONE, Kind.EMAIL, Kind.IBAN, Kind.ACCOUNT, Kind.SORT_CODE})
_OF_FRAUDSTERS = _PUBLISHED | {Kind.WALLET, Kind.UPI}
_OF_CARDS = frozenset(PLACEHOLDERS[kind] for kind in _CARD_KINDS)
# Nobody reads on so far for cards alone: in what follows every long number counts as one.
_LONG_NUMBER = re.compile(r"[0-9](?:[^0-9]{0,3}[0-9]){11,40}")

Regions = tuple[str, ...]
Recogniser = Callable[[str], Iterable[Finding]]


def find(
    text: str,
    *,
    regions: Regions = ("GB",),
    allow: frozenset[str] = frozenset(),
    whole: bool = False,
) -> list[Finding]:
    """Personal data in `text`: ordered, not overlapping, on the offsets of `text` itself.

    `regions` (ISO 3166) say whose national phone numbers and identity numbers are known. `allow` holds the bank's
    own numbers and addresses, in any spelling, or "@bank.example" for a whole domain; they are no
    findings. Nothing allows what is no such number: a card, a PIN, a birth date. Of a text over LONGEST only so
    much is read, as no more is shown, unless it is wanted ``whole``: an answer goes out whole.
    """
    folded = fold(text if whole else text[:LONGEST])
    own = banks_own.own_of(regions)
    allowed = keys_of(allow | own.contacts, regions)
    found = _search(folded.text, _recognisers(regions))
    kept = [
        each
        for each in found
        if each.kind not in _PUBLISHED or not _is_one_of(allowed, each, folded.text, regions)
    ]
    for value, name in own.fraud:
        keys = keys_of(frozenset({value}), regions)
        kept = [
            replace(each, fraud=name)
            if each.kind in _OF_FRAUDSTERS and _is_one_of(keys, each, folded.text, regions)
            else each
            for each in kept
        ]
    return _on_original(folded, kept)


def find_cards(text: str) -> list[Finding]:
    """Card numbers and security codes only; what is part of a valid IBAN is none. All of a text is read, what lies
    behind LONGEST with less care: every long number there counts as a card.
    """
    folded = fold(text)
    # Cut in the folded text, a little before the end: what is cut in two is long enough, or no card.
    near, rest = folded.text[:LONGEST], folded.text[LONGEST - 40 :]
    found = [
        each
        for each in _search(near, (_payment, _card_words, cards.beside))
        if each.kind in _CARD_KINDS
    ]
    if len(folded.text) > LONGEST:
        begins = LONGEST - 40
        found += [
            Finding(begins + match.start(), begins + match.end(), Kind.CARD)
            for match in _LONG_NUMBER.finditer(rest)
        ]
    return _on_original(folded, found)


def _recognisers(regions: Regions) -> tuple[Recogniser, ...]:
    return (
        _payment,
        cards.beside,
        e_mails.find,
        lambda text: _numbers(text, regions),
    )


@dataclass(frozen=True, slots=True)
class _Left:
    """What is left to look through: each find was cut out, and a mark stands in its place. A mask in the text
    counts as a find, so a masked text looks as the original did in the end: masking it changes nothing.
    """

    text: str
    places: Sequence[int]  # of each character, in the folded text

    def without(self, spans: Iterable[tuple[int, int, str]]) -> "_Left":
        pieces: list[str] = []
        places: list[Sequence[int]] = []
        at = 0
        for start, end, mark in spans:
            pieces += [self.text[at:start], mark]
            places += [self.places[at:start], self.places[start : start + 1]]
            at = end
        if not at:
            return self
        return _Left("".join([*pieces, self.text[at:]]), list(chain(*places, self.places[at:])))


def _search(text: str, recognisers: tuple[Recogniser, ...]) -> list[Finding]:
    """Again until nothing more is found, each time with what was found cut out."""
    left = _Left(cards.with_figures(text), range(len(text))).without(
        (*match.span(), CARD_MARK if match[0] in _OF_CARDS else MARK)
        for match in PLACEHOLDER.finditer(text)
    )
    found: list[Finding] = []
    for _ in range(_ROUNDS):
        before = len(found)
        for recognise in recognisers:
            new = _apart(recognise(left.text))
            found += [
                Finding(left.places[f.start], left.places[f.end - 1] + 1, f.kind) for f in new
            ]
            left = left.without(
                (f.start, f.end, CARD_MARK if f.kind in _CARD_KINDS else MARK) for f in new
            )
        if len(found) == before:
            break
    return found


def _payment(text: str) -> Iterator[Finding]:
    """IBANs and cards together: digits of a valid IBAN that look like a card are no card, all else
    that does is one.
    """
    international = list(ibans.find(text))
    for card in cards.find(text):
        touched = [
            iban for iban in international if iban.start < card.end and card.start < iban.end
        ]
        if any(iban.start <= card.start and card.end <= iban.end for iban in touched):
            continue
        for iban in touched:
            international.remove(iban)
        start = min([card.start, *(iban.start for iban in touched)])
        yield Finding(start, max([card.end, *(iban.end for iban in touched)]), card.kind)
    yield from international


def _card_words(text: str) -> Iterator[Finding]:
    """Cards and security codes that are known by a word: a mistyped card is a card."""
    claims = named_values.find(text)
    yield from named_values.findings(
        text, [claim for claim in claims if claim.thing in ("card", "card_code")]
    )


def _numbers(text: str, regions: Regions) -> Iterator[Finding]:
    """What is known by a word, then what is known by its shape and is no reference."""
    covered = bytearray(len(text))
    claims = named_values.find(text, regions)
    named = named_values.findings(text, claims)
    yield from _clear(banks_own.find(text, banks_own.own_of(regions)), covered)
    yield from _clear(accounts.find(text), covered)
    yield from _clear(named, covered)
    for claim in claims:
        if claim.thing == NOTHING:
            _cover(covered, claim.start, claim.end)
    if "GB" in regions or "IE" in regions:
        yield from _clear(accounts.alone(text), covered)
    yield from _clear(national_ids.find(text, regions), covered)
    yield from _clear(wallets.find(text), covered)
    yield from _clear(phones.find(text, regions), covered)


def _clear(findings: Iterable[Finding], covered: bytearray) -> Iterator[Finding]:
    """Those of the findings that touch nothing that is covered; they cover their own places."""
    for finding in _apart(findings):
        if 1 not in covered[finding.start : finding.end]:
            _cover(covered, finding.start, finding.end)
            yield finding


def _cover(covered: bytearray, start: int, end: int) -> None:
    covered[start:end] = b"\1" * (end - start)


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """In order, without overlaps: of two that do, the earlier, and of two that begin together, the
    longer.
    """
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept


def _on_original(folded: Folded, findings: list[Finding]) -> list[Finding]:
    spans = sorted((*folded.span(f.start, f.end), f.kind, f.fraud) for f in findings)
    kept: list[Finding] = []
    for start, end, kind, fraud in spans:
        # One original character may fold to several, so neighbours may share it.
        start = max(start, kept[-1].end) if kept else start
        if start < end:
            kept.append(Finding(start, end, kind, fraud))
    return kept


def _is_one_of(allowed: frozenset[str], finding: Finding, text: str, regions: Regions) -> bool:
    if not allowed:
        return False
    value = text[finding.start : finding.end]
    if finding.kind is Kind.EMAIL:
        address = "".join(value.split()).lower()
        return address in allowed or address[address.find("@") :] in allowed
    if finding.kind is Kind.PHONE:
        return phones.e164(value, regions) in allowed
    return _compact(value) in allowed


@lru_cache(maxsize=32)
def keys_of(allow: frozenset[str], regions: Regions) -> frozenset[str]:
    """What such numbers and addresses are compared by, however they are written."""
    keys: set[str | None] = set()
    for entry in allow:
        written = fold(entry).text.strip()
        if "@" in written:
            keys.add(written.lower())
        else:
            keys |= {_compact(written), phones.e164(written, regions)}
    return frozenset(key for key in keys if key)


def _compact(value: str) -> str:
    return "".join(character for character in value if character.isalnum()).upper()
