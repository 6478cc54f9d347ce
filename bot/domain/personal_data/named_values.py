"""Values that are known by the name beside them: "my PIN is 4821", "482913 is the code", "رقم حسابي ٦٠٨٠١٠١٦٧٥١٩".

Every name of the table is looked at once. Behind it, or before it, may stand a value of the thing's shape, with a
few words between; each name looks a bounded way to either side. Where two names could take a value, the nearer one does.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.personal_data.connecting import (
    AGAIN,
    ANSWER,
    ANY_WORDS,
    FEW_WORDS,
    JUST_BEFORE,
    LEAD,
    LEADING,
    LED_BY,
    NAMED,
    NEAR,
    SAID,
    SAID_BEFORE,
    SECURITY,
    SHORTENED,
    SIGNS,
    TO_VALUE,
    TOKEN,
    UNQUOTED,
    USER_NAME,
)
from bot.domain.personal_data.folding import lowered
from bot.domain.personal_data.kinds import CARD_MARK, Finding, Kind
from bot.domain.personal_data.said_words import answer_in, is_password
from bot.domain.personal_data.things import NOTHING, Spoken, spoken
from bot.domain.personal_data.values import DIGIT_WORDS, LONG, SHAPES, Shape

_REACH, _BACK = 110, 56
_MOST_SIGNS = 4
_PIN_CODE = re.compile(r"pin ?code")
_DIGIT = re.compile(r"[0-9]")
_FIGURE = re.compile(rf"[0-9]|(?<!\w)(?:{DIGIT_WORDS})(?!\w)", re.IGNORECASE)
_CODE_AFTER_EXPIRY = re.compile(r"[ ,;|/\-]{1,3}([0-9]{3,4})(?![0-9/]|[.,:][0-9]| {0,2}[^\W\d_])")
_WITH_WORDS = ("password", "security_answer")
_BEGINS = re.compile(
    rf"(?<![0-9A-Za-z])(?=[A-Z]{{0,6}}[ -]?[0-9]|(?:{DIGIT_WORDS})(?!\w))", re.IGNORECASE
)
_TELLING = re.compile(r"[0-9_.]")
_NOT_TOLD = re.compile(
    r" (?:on|at|to|from|with|under|by) (?:the |a |my )?$"
)  # "her name is on the letter"
_USER = re.compile(r"[A-Za-z][\w.@\-]{2,39}")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value and the thing whose name claims it; ``distance`` counts the letters between."""

    start: int
    end: int
    thing: str
    distance: int
    is_weak: bool = False


def find(text: str, regions: Sequence[str] = ()) -> list[Claim]:
    """What each name in this folded text claims, NOTHING too. India's "PIN code" of six digits is a place."""
    claims: list[Claim] = []
    names = list(spoken(text))
    named = bytearray(len(text))
    for name in names:
        named[name.start : name.end] = b"\1" * (name.end - name.start)
    figures = [match.start() for match in _FIGURE.finditer(text)]
    for name in names:
        claimed = list(_after(text, name, has_figure=_any_in(figures, name.end, name.end + _REACH)))
        if not claimed and _any_in(figures, name.start - _BACK, name.start):
            claimed = list(_before(text, name))
        claimed = claimed or _said_before(text, name)
        # A word that is itself a name is no answer: "security question: first pet?"
        claims += [c for c in claimed if c.thing not in _WITH_WORDS or 0 in named[c.start : c.end]]
    if "IN" in regions:
        claims = [
            replace(claim, thing=NOTHING) if _is_of_a_place(text, claim) else claim
            for claim in claims
        ]
    return _nearest(claims)


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
    """A card's expiry only counts beside a card; a code that is called no more than that, behind an expiry too."""
    near = text[max(0, claim.start - 140) : claim.end + 140]
    if claim.thing == "card_code" and claim.is_weak:
        dated = (each for each in claims if each.thing == "expiry")
        return CARD_MARK in near or any(0 < claim.start - each.end < 16 for each in dated)
    return claim.thing != "expiry" or CARD_MARK in near


def _nearest(claims: Sequence[Claim]) -> list[Claim]:
    """Of those that overlap the one whose name is nearest."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda each: (each.start, each.distance, -each.end)):
        if kept and claim.start < kept[-1].end:
            same = claim.thing == kept[-1].thing
            if kept[-1].is_weak > claim.is_weak if same else claim.distance < kept[-1].distance:
                kept[-1] = claim
            continue
        kept.append(claim)
    return kept


def _after(text: str, name: Spoken, *, has_figure: bool) -> Iterator[Claim]:
    for thing in name.things:
        if thing in _WITH_WORDS:
            found = _said(text, name, thing)
        elif has_figure:
            found = _written(text, name, thing)
        else:
            found = []
        if not found and thing == "customer_number":
            found = _user_name(text, name)
        if found:
            yield from found
            return


def _written(text: str, name: Spoken, thing: str) -> list[Claim]:
    """The value behind the name, and a second one joined to it."""
    shape = SHAPES.get(thing)
    if shape is None:
        return []
    match = _behind(thing, name.is_weak).match(text, name.end, name.end + _REACH)
    if not match or not shape.fits(match["value"]):
        return []
    weak = name.is_weak
    found = [Claim(*match.span("value"), thing, match.start("value") - name.end, weak)]
    beside = thing == "expiry" and _CODE_AFTER_EXPIRY.match(text, match.end("value"))
    if beside:
        found.append(Claim(*beside.span(1), "card_code", 0))
    more = _joined(thing, name.is_weak).match(text, match.end("value"), match.end("value") + 40)
    if more and shape.fits(more["value"]):
        found.append(Claim(*more.span("value"), thing, more.start("value") - name.end))
    return found


def _said(text: str, name: Spoken, thing: str) -> list[Claim]:
    for leads in _leads():
        lead = leads.match(text, name.end, name.end + _REACH)
        if lead and (found := _told(text, name, thing, lead.end())):
            return found
    return []


def _told(text: str, name: Spoken, thing: str, at: int) -> list[Claim]:
    led = LED_BY.search(text, name.end, at)
    sign = led[0].strip() if led else ""
    asked = lowered(text[max(0, name.start - 90) : name.start])
    if name.is_weak and thing == "security_answer" and not SECURITY.search(asked):
        return []
    if thing == "security_answer":
        match = ANSWER.match(text, at, at + 100)
        led_on = bool(led) and not _NOT_TOLD.search(text[name.end : at])
        length = answer_in(match[1], led=led_on) if match else 0
        found = (match.start(1), match.start(1) + length) if match and length else None
    else:
        found = _password_at(text, at, sign=sign, weak=name.is_weak)
    return [Claim(*found, thing, found[0] - name.end)] if found else []


def _password_at(text: str, at: int, *, sign: str, weak: bool) -> tuple[int, int] | None:
    """Where the password lies that begins here, if one does; a weak name wants a sign, or figures in it."""
    match = TOKEN.match(text, at, at + 42)
    if match is None:
        return None
    group = next(n for n in (1, 2, 3) if match[n])
    value = match[group].rstrip(".,:;'" if group == 3 else "")
    quoted = group != 3 or text[at - 1 : at] in ('"', "'")
    start = match.start(group)
    length = len(value)
    rest = text[start + len(value) : match.end() + 8]
    if weak and not sign and not (_DIGIT.search(value) and len(value) >= 6 and value[0].isalpha()):
        return None
    if not is_password(value, quoted=quoted, led=sign, rest=rest):
        return None
    while start > at - _MOST_SIGNS and text[start - 1] in "#*_~$@!%^&+<>-":
        start, length = start - 1, length + 1  # signs that seemed to lead to it are part of it
    return start, start + length


def _user_name(text: str, name: Spoken) -> list[Claim]:
    """A user's name need not hold a digit; it must be led to by "is" or a sign."""
    if not USER_NAME.search(lowered(text[name.start : name.end])):
        return []
    lead = _leads()[0].match(text, name.end, name.end + _REACH)
    led = LED_BY.search(text, name.end, lead.end()) if lead else None
    match = _USER.match(text, lead.end()) if lead else None
    if match is None:
        return []
    value = match[0].rstrip(".-")
    if (not led or name.is_weak) and not _TELLING.search(value):
        return []
    sign = led[0].strip() if led else ""
    if not is_password(value, quoted=False, led=sign, rest=text[match.start() + len(value) :][:8]):
        return []
    return [
        Claim(
            match.start(), match.start() + len(value), "customer_number", match.start() - name.end
        )
    ]


def _before(text: str, name: Spoken) -> Iterator[Claim]:
    if name.things[0] == NOTHING:
        return
    starts = [
        each.start() for each in _BEGINS.finditer(text, max(0, name.start - _BACK), name.start)
    ]
    for thing in name.things:
        if thing not in SHAPES:
            continue
        readings = (_ahead(thing, name.is_weak).match(text, at, name.start) for at in starts)
        for match in filter(None, readings):
            if SHAPES[thing].fits(match["value"]):
                start, end = match.span("value")
                yield Claim(start, end, thing, name.start - end + 1)
                return


def _said_before(text: str, name: Spoken) -> list[Claim]:
    """A password or an answer before its name: "Hunter22 is my password"."""
    if name.things[0] not in _WITH_WORDS or name.is_weak:
        return []
    match = SAID.search(text[max(0, name.start - _BACK) : name.start])
    if match is None:
        return []
    start = max(0, name.start - _BACK) + match.start(1)
    value = match[1]
    if name.things[0] == "password":
        said = is_password(value, quoted=False, led="", rest="")
    else:
        said = value[0].isupper() and answer_in(value, led=True) == len(value)
    return [Claim(start, start + len(value), name.things[0], 1)] if said else []


@lru_cache
def _leads() -> tuple[re.Pattern[str], ...]:
    """What may lead to a secret that is words: few words that only lead on, else any that end in "is"."""
    few = (
        rf"(?:'s(?= ))?(?:(?:{SIGNS}|, |\.{{2,4}}){{0,3}}(?:{LEADING})(?![\w'/\-#@$])){{0,8}}"
        rf"(?:{UNQUOTED}|, |\? |\.{{2,4}}){{0,5}}"
    )
    led = (few, rf"{ANY_WORDS}{SIGNS}{{0,5}}", SAID_BEFORE)
    return tuple(re.compile(each, re.IGNORECASE) for each in led)


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
def _ahead(thing: str, weak: bool) -> re.Pattern[str]:
    named = f"(?:{NAMED}|{JUST_BEFORE})" if thing in LONG and not weak else NAMED
    return re.compile(_value(SHAPES[thing], weak=weak) + named, re.IGNORECASE)
