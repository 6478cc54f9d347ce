"""Where personal data stands in a text. One call: fold, recognise, and lead back to the original's
offsets.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from bot.domain.personal_data import accounts, cards, e_mails, ibans, national_ids, phones
from bot.domain.personal_data.folding import Folded, fold
from bot.domain.personal_data.kinds import Finding, Kind

_MAY_HOLD = re.compile(r"[0-9@]|\b(?:at|arroba|arobase)\b", re.IGNORECASE)
_ROUNDS = 4
_CARD_KINDS = (Kind.CARD, Kind.CARD_CODE)

Regions = tuple[str, ...]
Recogniser = Callable[[str], Iterable[Finding]]


def find(
    text: str, *, regions: Regions = ("GB",), allow: frozenset[str] = frozenset()
) -> list[Finding]:
    """Personal data in `text`: ordered, not overlapping, on the offsets of `text` itself.

    `regions` (ISO 3166) say whose national phone numbers are known. `allow` holds the bank's own
    numbers and addresses, in any spelling, or "@bank.example" for a whole domain; they are no
    findings. Nothing allows a card.
    """
    if text.isascii() and not _MAY_HOLD.search(text):
        return []
    folded = fold(text)
    allowed = _keys(allow, regions)
    return _on_original(folded, _search(folded.text, _recognisers(regions), allowed, regions))


def find_cards(text: str) -> list[Finding]:
    """Card numbers and security codes only; what is part of a valid IBAN is none."""
    if text.isascii() and not _MAY_HOLD.search(text):
        return []
    folded = fold(text)
    found = _search(folded.text, (_numbers_of_payment,), frozenset(), ())
    return _on_original(folded, [finding for finding in found if finding.kind in _CARD_KINDS])


def _recognisers(regions: Regions) -> tuple[Recogniser, ...]:
    return (
        _numbers_of_payment,
        e_mails.find,
        national_ids.find,
        accounts.find,
        lambda text: phones.find(text, regions),
    )


def _search(
    text: str, recognisers: tuple[Recogniser, ...], allowed: frozenset[str], regions: Regions
) -> list[Finding]:
    """Again until nothing more is found, each time with what was found blanked: so masking a
    masked text changes nothing.
    """
    found: list[Finding] = []
    left = text
    for _ in range(_ROUNDS):
        before = len(found)
        for recognise in recognisers:
            new = _apart(recognise(left))
            left = _blanked(left, new)
            found += [f for f in new if not _is_allowed(f, text, allowed, regions)]
        if len(found) == before:
            break
    return found


def _numbers_of_payment(text: str) -> Iterator[Finding]:
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


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """In order, without overlaps: of two that do, the earlier, and of two that begin together, the
    longer.
    """
    kept: list[Finding] = []
    for finding in sorted(findings, key=lambda f: (f.start, -f.end)):
        if not kept or finding.start >= kept[-1].end:
            kept.append(finding)
    return kept


def _blanked(text: str, findings: list[Finding]) -> str:
    """Brackets around blanks for what was found: as the mask will, they end a number and a link."""
    if not findings:
        return text
    pieces, at = [], 0
    for finding in findings:
        blank = "[" + " " * (finding.end - finding.start - 2) + "]"
        pieces += [text[at : finding.start], blank[-(finding.end - finding.start) :]]
        at = finding.end
    return "".join([*pieces, text[at:]])


def _on_original(folded: Folded, findings: list[Finding]) -> list[Finding]:
    spans = sorted((*folded.span(f.start, f.end), f.kind) for f in findings)
    kept: list[Finding] = []
    for start, end, kind in spans:
        # One original character may fold to several, so neighbours may share it.
        start = max(start, kept[-1].end) if kept else start
        if start < end:
            kept.append(Finding(start, end, kind))
    return kept


def _is_allowed(finding: Finding, text: str, allowed: frozenset[str], regions: Regions) -> bool:
    if not allowed or finding.kind in _CARD_KINDS:
        return False
    value = text[finding.start : finding.end]
    if finding.kind is Kind.EMAIL:
        address = "".join(value.split()).lower()
        return address in allowed or address[address.find("@") :] in allowed
    if finding.kind is Kind.PHONE:
        return phones.e164(value, regions) in allowed
    return _compact(value) in allowed


@lru_cache(maxsize=32)
def _keys(allow: frozenset[str], regions: Regions) -> frozenset[str]:
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
