"""Values that are known by the name beside them: "my PIN is 4821", "482913 is the code", "رقم حسابي ٦٠٨٠١٠١٦٧٥١٩".

Every name of the table is looked at once. Behind it, or before it, may stand a value of the thing's shape, with a
few words between; each name looks a bounded way to either side. Where two names could take a value, the nearer one does.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.domain.personal_data.claims import Claim, nearest
from bot.domain.personal_data.connecting import (
    AGAIN,
    FEW_WORDS,
    JUST_BEFORE,
    KEYED,
    KEYED_PIN,
    LEAD,
    NAMED,
    NEAR,
    SHORTENED,
    TO_VALUE,
)
from bot.domain.personal_data.folding import lowered
from bot.domain.personal_data.kinds import CARD_MARK, Finding, Kind
from bot.domain.personal_data.things import NOTHING, Spoken, spoken
from bot.domain.personal_data.told_words import WITH_WORDS, said, said_before, user_name
from bot.domain.personal_data.values import DIGIT_WORDS, LONG, SHAPES, Shape

_KEYED = {"otp": KEYED, "pin": KEYED_PIN}
_REACH, _BACK = 110, 56
_AND_MORE = 80  # a second value behind the first
_OF_A_BANK = ("sort_code", "bank_code")  # beside one "account" means its number
_BESIDE = 40  # a card's code and its expiry
_HAS_ITS_OWN = re.compile(NEAR + "[\ue000\ue001]", re.IGNORECASE)
_PIN_CODE = re.compile(r"pin ?code")
_FIGURE = re.compile(rf"[0-9]|(?<!\w)(?:{DIGIT_WORDS})(?!\w)", re.IGNORECASE)
_CODE_AFTER_EXPIRY = re.compile(r"[ ,;|/\-]{1,3}([0-9]{3,4})(?![0-9/]|[.,:][0-9]| {0,2}[^\W\d_])")
_BEGINS = re.compile(
    rf"(?<![0-9A-Za-z])(?=[A-Z]{{0,6}}[ -]?[0-9]|(?:{DIGIT_WORDS})(?!\w))", re.IGNORECASE
)


def find(text: str, regions: Sequence[str] = ()) -> list[Claim]:
    """What each name in this folded text claims, NOTHING too. India's "PIN code" of six digits is a place."""
    claims: list[Claim] = []
    names = list(spoken(text))
    named = bytearray(len(text))
    for name in names:
        named[name.start : name.end] = b"\1" * (name.end - name.start)
    figures = [match.start() for match in _FIGURE.finditer(text)]
    codes = [name.start for name in names if not name.is_weak and name.things[0] in _OF_A_BANK]
    for name in names:
        if name.things[0] == "account" and name.is_weak:
            is_weak = not _any_in(codes, name.start - _REACH, name.end + _REACH)
            name = replace(name, is_weak=is_weak)
        if _is_a_handle(text, name):
            continue
        claimed = list(_after(text, name, has_figure=_any_in(figures, name.end, name.end + _REACH)))
        if not claimed and _any_in(figures, name.start - _BACK, name.start):
            claimed = list(_before(text, name, may_touch=not _HAS_ITS_OWN.match(text, name.end)))
        claimed = claimed or said_before(text, name) or _keyed(text, name)
        # A word that is itself a name is no answer: "security question: first pet?"
        claims += [c for c in claimed if not _is_a_name(c, named)]
    if "IN" in regions:
        claims = [
            replace(claim, thing=NOTHING) if _is_of_a_place(text, claim) else claim
            for claim in claims
        ]
    return nearest(claims)


def _is_a_name(claim: Claim, named: bytearray) -> bool:
    if claim.thing == "security_answer":
        return named[claim.start] == 1
    return claim.thing == "password" and 0 not in named[claim.start : claim.end]


def _keyed(text: str, name: Spoken) -> list[Claim]:
    """The number that was typed in a little before or behind, where a code is spoken of and stands nowhere nearer."""
    keyed = _KEYED.get(name.things[0])
    found = keyed.search(text, max(0, name.start - _BACK), name.end + _BACK) if keyed else None
    if found is None:
        return []
    return [Claim(*found.span(1), name.things[0], abs(found.start(1) - name.start))]


def _is_a_handle(text: str, name: Spoken) -> bool:
    """ "@user27045888" and "#pin2024" name somebody or something, not a value."""
    before = text[name.start - 1 : name.start]
    return before == "@" or (before == "#" and not text[name.end : name.end + 1].isspace())


def _any_in(places: list[int], start: int, end: int) -> bool:
    at = bisect_left(places, start)
    return at < len(places) and places[at] < end


def _is_of_a_place(text: str, claim: Claim) -> bool:
    named = lowered(text[max(0, claim.start - 24) : claim.start])
    return claim.thing == "pin" and claim.end - claim.start > 5 and bool(_PIN_CODE.search(named))


def findings(text: str, claims: Sequence[Claim]) -> Iterator[Finding]:
    """The personal data among the claims."""
    for claim in claims:
        if claim.thing != NOTHING and _may_stand(text, claim, claims):
            yield Finding(claim.start, claim.end, kind_of(claim.thing))


def kind_of(thing: str) -> Kind:
    """The kind of a thing's value."""
    return SHAPES[thing].kind if thing in SHAPES else Kind(thing)


def _may_stand(text: str, claim: Claim, claims: Sequence[Claim]) -> bool:
    """A card's expiry only counts beside a card or its code; a code that is called no more than that, beside either."""
    if claim.thing not in ("expiry", "card_code") or not (claim.is_weak or claim.thing == "expiry"):
        return True
    if CARD_MARK in text[max(0, claim.start - 140) : claim.end + 140]:
        return True
    other = "card_code" if claim.thing == "expiry" else "expiry"
    return any(
        each.thing == other and max(claim.start - each.end, each.start - claim.end) < _BESIDE
        for each in claims
    )


def _after(text: str, name: Spoken, *, has_figure: bool) -> Iterator[Claim]:
    for thing in name.things:
        if thing in WITH_WORDS:
            found = said(text, name, thing)
        elif has_figure:
            found = _written(text, name, thing)
        else:
            found = []
        if not found and thing == "customer_number":
            found = user_name(text, name)
        if found:
            yield from found
            return


def _written(text: str, name: Spoken, thing: str) -> list[Claim]:
    """The value behind the name, and a second one joined to it."""
    shape = SHAPES.get(thing)
    if shape is None:
        return []
    behind = _behind(thing, name.is_weak)
    match = behind.match(text, name.end, name.end + _REACH)
    if match and _is_cut(text, match, _REACH):
        match = behind.match(text, name.end, name.end + 2 * _REACH)
    if not match or not shape.fits(match["value"]):
        return []
    weak = name.is_weak
    found = [Claim(*match.span("value"), thing, match.start("value") - name.end, weak)]
    beside = thing == "expiry" and _CODE_AFTER_EXPIRY.match(text, match.end("value"))
    if beside:
        found.append(Claim(*beside.span(1), "card_code", 0))
    more = _joined(thing, name.is_weak).match(
        text, match.end("value"), match.end("value") + _AND_MORE
    )
    if more and shape.fits(more["value"]) and not _is_cut(text, more, _AND_MORE):
        found.append(Claim(*more.span("value"), thing, more.start("value") - name.end))
    return found


def _is_cut(text: str, match: re.Match[str], reach: int) -> bool:
    """Whether it goes on behind what was looked at."""
    return match.end() == match.pos + reach < len(text)


def _before(text: str, name: Spoken, *, may_touch: bool) -> Iterator[Claim]:
    """The value before the name; one whose value follows takes none that merely stands there."""
    if name.things[0] == NOTHING:
        return
    told_from = text[name.start : name.start + 5].lower() == "from "  # "551902 from the text"
    starts = [
        each.start() for each in _BEGINS.finditer(text, max(0, name.start - _BACK), name.start)
    ]
    for thing in name.things:
        if thing not in SHAPES:
            continue
        ahead = _ahead(
            thing, name.is_weak, may_touch and (told_from or (thing in LONG and not name.is_weak))
        )
        readings = (ahead.match(text, at, name.start) for at in starts)
        for match in filter(None, readings):
            if SHAPES[thing].fits(match["value"]):
                start, end = match.span("value")
                yield Claim(start, end, thing, name.start - end + 1)
                return


def _value(shape: Shape, *, weak: bool) -> str:
    return f"(?P<value>{shape.weak if weak else shape.sure})"


@lru_cache
def _behind(thing: str, weak: bool) -> re.Pattern[str]:
    lead = NEAR if thing == NOTHING else (FEW_WORDS + TO_VALUE if weak else LEAD)
    return re.compile(
        r"(?:'?s(?= ))?" + SHORTENED + lead + _value(SHAPES[thing], weak=weak), re.IGNORECASE
    )


@lru_cache
def _joined(thing: str, weak: bool) -> re.Pattern[str]:
    return re.compile(AGAIN + _value(SHAPES[thing], weak=weak), re.IGNORECASE)


@lru_cache
def _ahead(thing: str, weak: bool, just_before: bool) -> re.Pattern[str]:
    named = f"(?:{NAMED}|{JUST_BEFORE})" if just_before else NAMED
    return re.compile(_value(SHAPES[thing], weak=weak) + named, re.IGNORECASE)
