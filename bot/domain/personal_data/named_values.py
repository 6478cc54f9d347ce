"""Values that are known by the name beside them: "my PIN is 4821", "482913 is the code", "رقم حسابي ٦٠٨٠١٠١٦٧٥١٩".

Every name of the table is looked at once. Behind it, or before it, may stand a value of the thing's shape, with a
few words between; each name looks a bounded way to either side. Where two names could take a value, the nearer one does.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.domain.personal_data.folding import any_of, fold, lowered
from bot.domain.personal_data.kinds import CARD_MARK, Finding, Kind
from bot.domain.personal_data.names import between
from bot.domain.personal_data.phrase_trie import pattern_of
from bot.domain.personal_data.said_words import answer_in, is_password
from bot.domain.personal_data.things import NOTHING, Spoken, spoken
from bot.domain.personal_data.values import SHAPES, Shape

_REACH, _BACK = 110, 56


def _either(words: str) -> str:
    """A pattern for any of these words."""
    return any_of("|".join(words.split()))


_FOLDED = lowered(fold(between.LEADING).text)
_LEADING = pattern_of(sorted(set(_FOLDED.split())))
_IS = rf"(?: {{1,2}}(?:{_either(between.IS)})(?![^\W_])| {{0,2}}(?:[:=是为為は]|[=\-]>))"
_STOP = _either(between.STOPS)
_SIGNS = r"[ :=#(\[\"'_*>~<\-\u2192是为為はを]"
_ENDING = r"(?:ending|ends|ended)(?: in| with)? [0-9]{4}"
_FEW_WORDS = rf"(?:(?:{_SIGNS}|\.{{2,4}}|, ){{0,4}}(?>{_LEADING}|{_ENDING})(?![\w'])\.?){{0,8}}+"
_ANY_WORDS = rf"(?: {{1,2}}(?!{_STOP}(?!\w))[^\W\d_](?:[^\W\d_]|['\-]){{0,15}}){{1,8}}?{_IS}"
_TO_VALUE = rf"(?:{_SIGNS}|\.{{2,4}}|, ){{0,6}}+"
_LEAD = rf"(?:{_FEW_WORDS}|{_ANY_WORDS}){_TO_VALUE}"
_NEAR = rf"(?:{_SIGNS}|(?:no|nr|num|number|id|is|was|are|رقم|هو|هي|n°|est|es|ist|é|numero)(?!\w)\.?){{0,6}}+"
_SHORTENED = r"(?:(?<= n|no|nr|um|ro|ta|to|ct|cc|ob|eb|xp|nc|ag|ur|ac|al)\.)?"
_AGAIN = r"(?:(?: {0,1}[,/&+]| (?:and|then|or|et|y|und|e|i|ve|dan|och|و)) {0,2}و?)"
_NAMED = (
    rf"[ \"')\]]{{0,3}}(?:[ ,]{{0,2}}(?:{_either(between.IS_NAMED)})|[ ,]{{0,2}}[(\[\-])"
    rf"(?: (?:{_either(between.OF_ME)})){{0,2}} {{0,2}}$"
)
_JUST_BEFORE = rf"[ ,(\-]{{1,3}}(?:(?:{_either(between.OF_ME)}) {{1,2}})?$"
_LED_BY = re.compile(rf"{_IS}[ \"'(]{{0,3}}$", re.IGNORECASE)
_TOKEN = re.compile(
    r"\"([^\"\n]{3,40})\"|'([^'\n]{3,40})'(?!\w)|([^\s,;\"()\[\]\ue000\ue001]{3,40})"
)
_ANSWER = re.compile(r"[\"']?([^\W_][\w'.\-]{1,24}(?: [^\W\d_][\w'\-]{1,24}){0,3})")
_PIN_CODE = re.compile(r"pin ?code")
_DIGIT = re.compile(r"[0-9]")
_WITH_WORDS = ("password", "security_answer")
_LONG = ("account", "national_id", "card", "birth_date", "customer_number", "iban", "upi")
_USER = re.compile(r"[A-Za-z][\w.@\-]{2,39}")
_USER_NAME = re.compile(
    r"user|login|log on|log in|logon|usuari|utili[sz]|identifiant|benutzer|anmelde|utente|مستخدم|يوزر|логин|логін|пользов"
    r"|kullanici|gebruiker|brug|bruk|kaytt|anvandar|用户|아이디|pengguna|यूजर|صارف|identyfikator|uzytkownika"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A value and the thing whose name claims it; ``distance`` counts the letters between."""

    start: int
    end: int
    thing: str
    distance: int


def find(text: str, regions: Sequence[str] = ()) -> list[Claim]:
    """What each name in this folded text claims, NOTHING too. India's "PIN code" of six digits is a place."""
    claims: list[Claim] = []
    for name in spoken(text):
        claims += list(_after(text, name)) or list(_before(text, name))
    if "IN" in regions:
        claims = [
            replace(claim, thing=NOTHING) if _is_of_a_place(text, claim) else claim
            for claim in claims
        ]
    return _nearest(claims)


def _is_of_a_place(text: str, claim: Claim) -> bool:
    named = lowered(text[max(0, claim.start - 24) : claim.start])
    return claim.thing == "pin" and claim.end - claim.start > 5 and bool(_PIN_CODE.search(named))


def findings(text: str, claims: Sequence[Claim]) -> Iterator[Finding]:
    """The personal data among the claims."""
    for claim in claims:
        if claim.thing != NOTHING and _may_stand(text, claim):
            yield Finding(claim.start, claim.end, kind_of(claim.thing))


def kind_of(thing: str) -> Kind:
    """The kind of a thing's value."""
    return SHAPES[thing].kind if thing in SHAPES else Kind(thing)


def _may_stand(text: str, claim: Claim) -> bool:
    """A card's expiry only counts beside a card."""
    near = text[max(0, claim.start - 140) : claim.end + 140]
    return claim.thing != "expiry" or CARD_MARK in near


def _nearest(claims: Sequence[Claim]) -> list[Claim]:
    """Of those that overlap the one whose name is nearest."""
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda each: (each.start, each.distance, -each.end)):
        if kept and claim.start < kept[-1].end:
            if claim.distance < kept[-1].distance:
                kept[-1] = claim
            continue
        kept.append(claim)
    return kept


def _after(text: str, name: Spoken) -> Iterator[Claim]:
    has_digit = _DIGIT.search(text, name.end, name.end + _REACH)
    for thing in name.things:
        if thing in _WITH_WORDS:
            found = _said(text, name, thing)
        elif has_digit:
            found = _written(text, name, thing)
        else:
            found = []
        if not found and thing == "customer_number" and not name.is_weak:
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
    found = [Claim(*match.span("value"), thing, match.start("value") - name.end)]
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
    led = _LED_BY.search(text, max(name.end, at - 12), at)
    sign = led[0].strip(" \"'(") if led else ""
    if thing == "security_answer":
        match = _ANSWER.match(text, at, at + 90) if led else None
        length = answer_in(match[1]) if match else 0
        return (
            [Claim(match.start(1), match.start(1) + length, thing, at - name.end)]
            if match and length
            else []
        )
    match = _TOKEN.match(text, at, at + 42)
    if match is None:
        return []
    group = next(n for n in (1, 2, 3) if match[n])
    value = match[group].rstrip(".,?:")
    quoted = group != 3 or text[at - 1 : at] in ('"', "'")
    rest = text[match.start(group) + len(value) : match.end() + 8]
    if name.is_weak and not sign:
        return []
    if not is_password(value, quoted=quoted, led=sign, rest=rest):
        return []
    start = match.start(group)
    return [Claim(start, start + len(value), thing, start - name.end)]


def _user_name(text: str, name: Spoken) -> list[Claim]:
    """A user's name need not hold a digit; it must be led to by "is" or a sign."""
    if not _USER_NAME.search(lowered(text[name.start : name.end])):
        return []
    lead = _leads()[0].match(text, name.end, name.end + _REACH)
    led = _LED_BY.search(text, max(name.end, lead.end() - 12), lead.end()) if lead else None
    match = _USER.match(text, lead.end()) if lead else None
    if match is None:
        return []
    value = match[0].rstrip(".-")
    if not led and (value.isalpha() or not _DIGIT.search(value)):
        return []
    sign = led[0].strip(" \"'(") if led else ""
    if not is_password(value, quoted=False, led=sign, rest=text[match.start() + len(value) :][:8]):
        return []
    return [
        Claim(
            match.start(), match.start() + len(value), "customer_number", match.start() - name.end
        )
    ]


def _before(text: str, name: Spoken) -> Iterator[Claim]:
    start = max(0, name.start - _BACK)
    if not _DIGIT.search(text, start, name.start) or name.things[0] == NOTHING:
        return
    for thing in name.things:
        shape = SHAPES.get(thing)
        match = shape and _ahead(thing, name.is_weak).search(text[start : name.start])
        if shape and match and shape.fits(match["value"]):
            first, last = match.span("value")
            yield Claim(start + first, start + last, thing, name.start - start - last + 1)
            return


@lru_cache
def _leads() -> tuple[re.Pattern[str], ...]:
    """What may lead to a secret that is words: few words that only lead on, else any that end in "is"."""
    few = rf"(?:{_SIGNS}{{0,3}}(?:{_LEADING})(?![\w'])){{0,8}}{_SIGNS}{{0,5}}"
    return re.compile(few, re.IGNORECASE), re.compile(
        rf"{_ANY_WORDS}{_SIGNS}{{0,5}}", re.IGNORECASE
    )


def _value(shape: Shape, *, weak: bool) -> str:
    return f"(?P<value>{shape.weak if weak else shape.sure})"


@lru_cache
def _behind(thing: str, weak: bool) -> re.Pattern[str]:
    lead = _NEAR if thing == NOTHING else (_FEW_WORDS + _TO_VALUE if weak else _LEAD)
    return re.compile(_SHORTENED + lead + _value(SHAPES[thing], weak=weak), re.IGNORECASE)


@lru_cache
def _joined(thing: str, weak: bool) -> re.Pattern[str]:
    return re.compile(_AGAIN + _value(SHAPES[thing], weak=weak), re.IGNORECASE)


@lru_cache
def _ahead(thing: str, weak: bool) -> re.Pattern[str]:
    named = f"(?:{_NAMED}|{_JUST_BEFORE})" if thing in _LONG and not weak else _NAMED
    return re.compile(_value(SHAPES[thing], weak=weak) + named, re.IGNORECASE)
