"""Phone numbers of the configured regions, and of any country when written with + or 00.

Rules and validity come from libphonenumber's metadata. Its own text matcher finds nothing in
numbers written back to back, so the pieces are cut here: each group of digits begins at most a
dozen candidates, and a cheap pattern weeds them first.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from bot.domain.personal_data import links
from bot.domain.personal_data.folding import any_of
from bot.domain.personal_data.kinds import Finding, Kind

_GROUP = re.compile(r"[0-9]+")
_GAP = re.compile(r"[ .\-/()]{1,3}")
_DATE = re.compile(
    r"[0-9]{1,2}[./ -][0-9]{1,2}[./ -](?:19|20)[0-9]{2}(?![0-9])"
    r"|(?:19|20)[0-9]{2}[./-][0-9]{2}[./-][0-9]{2}"
)
_IN_A_LINK = re.compile(r"(?:wa\.me/|phone=|tel:)\+?([0-9]{8,15})(?![0-9])", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?<!\w)"
    + any_of(
        "ref|reference|case|ticket|order|tracking|dhl|ups|fedex|aramex|parcel|invoice|claim|"
        "policy|booking|complaint|incident|transaction|txn|trx|receipt|application|utr|"
        "رقم الطلب|رقم الشكوى|رقم المرجع|رقم البلاغ|رقم التذكرة|رقم العملية|الطلب|الشكوى|تذكرة|"
        "المرجع|الحوالة|البلاغ|commande|référence|dossier|réclamation|colis|facture|pedido|"
        "referencia|caso|reclamación|factura|expediente|envío"
    )
    + r"(?:[ :#=.(-]{0,3}"
    + any_of("number|numbers|no|nr|nb|num|id|is|was|code|رقم|هو|n°|nº|numero|es|est")
    + r"?(?![^\W\d])){0,3}"
    r"[ :#=.(-]{0,3}[A-Z]{0,4}[ #-]?$",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?<!\w)"
    + any_of(
        "call|ring|phone|mobile|mob|tel|text|whatsapp|cell|contact|number is|reach me on|جوالي|"
        "جوال|رقمي|هاتفي|هاتف|تليفون|موبايل|واتساب|اتصلوا|تواصل|téléphone|portable|appelez|"
        "appelez-moi|teléfono|móvil|llámame|llámenme|celular"
    )
    + r"[^0-9]{0,15}$",
    re.IGNORECASE,
)
# Taken as phones though libphonenumber does not: the ranges that Ofcom and ARCEP keep for
# fiction, and India's mobiles, which are written without the 0.
_ALSO = {
    "GB": re.compile(r"07[0-9]{9}"),
    "FR": re.compile(r"0[67][0-9]{8}"),
    "IN": re.compile(r"[6-9][0-9]{9}"),
}
_LOOK_BACK = 40
_MOST_DIGITS = 15

Groups = list[tuple[int, int]]


def find(text: str, regions: tuple[str, ...]) -> Iterator[Finding]:
    """Phone numbers in folded text, unless the words before one make it a reference."""
    for match in _IN_A_LINK.finditer(text):
        if _is_international(match[1]):
            yield Finding(*match.span(1), Kind.PHONE)
    web = links.spans(text)
    groups = [match.span() for match in _GROUP.finditer(text)]
    index, taken = 0, 0
    while index < len(groups):
        loose = bool(taken) or not _continues(text, groups, index)
        taken = _phone_at(text, groups, index, regions, loose=loose)
        if not taken:
            index += 1
            continue
        start, end = _with_lead(text, groups[index][0]), groups[index + taken - 1][1]
        if not links.holds(web, start, end):
            yield Finding(start, end, Kind.PHONE)
        index += taken


def e164(written: str, regions: tuple[str, ...]) -> str | None:
    """The number as the whole world writes it, or nothing if it is none in any of these regions."""
    for region in regions or ("ZZ",):
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None


def _phone_at(
    text: str, groups: Groups, index: int, regions: tuple[str, ...], *, loose: bool
) -> int:
    """How many groups, from this one on, are one phone number: the longest reading, or 0.

    Only a number that says so with its plus may begin where another goes on, so not `loose`.
    """
    start = groups[index][0]
    before = text[start - 1 : start]
    if before.isalpha() or before in tuple("_@#£$€,"):
        return 0
    if _DATE.match(text, start):
        return 0
    plus = text[max(0, start - 2) : start].rstrip("(").endswith("+")
    if not plus and not loose:
        return 0
    for digits, count in reversed(_candidates(text, groups, index)):
        if _is_phone(text, start, digits, plus=plus, regions=regions):
            return count
    return 0


def _continues(text: str, groups: Groups, index: int) -> bool:
    """Whether this group is the rest of a longer number, such as an ISBN or a list of figures."""
    if index == 0:
        return False
    gap = text[groups[index - 1][1] : groups[index][0]]
    if gap == " ":
        return not text.startswith("0", groups[index][0])
    return gap in ("-", ".", "/")


def _candidates(text: str, groups: Groups, index: int) -> list[tuple[str, int]]:
    """The digits of this group, of it and the next, and so on while they hang together."""
    found: list[tuple[str, int]] = []
    digits, end = "", groups[index][0]
    for count, (start, stop) in enumerate(groups[index : index + _MOST_DIGITS], 1):
        if digits and not _GAP.fullmatch(text, end, start):
            break
        digits, end = digits + text[start:stop], stop
        if len(digits) > _MOST_DIGITS + 2:
            break
        if len(digits) >= 7:
            found.append((digits, count))
    return found


def _is_phone(text: str, start: int, digits: str, *, plus: bool, regions: tuple[str, ...]) -> bool:
    if plus:
        return _is_international(digits)
    if digits.startswith("00"):
        return _is_international(digits[2:])
    if not any(_is_national(digits, region) for region in regions):
        named = _CALL.search(text, max(0, start - _LOOK_BACK), start)
        if not named or not any(_is_national("0" + digits, region) for region in regions):
            return False
    lead = _with_lead(text, start)
    return not _REFERENCE.search(text, max(0, lead - _LOOK_BACK), lead)


def _is_international(digits: str) -> bool:
    """A number that can exist, country code first. Countries add ranges faster than metadata, so
    possible is enough.
    """
    codes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    if not 8 <= len(digits) <= 16 or not any(int(digits[:n]) in codes for n in (1, 2, 3)):
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse("+" + digits, None))
    except phonenumbers.NumberParseException:
        return False


def _is_national(digits: str, region: str) -> bool:
    also = _ALSO.get(region)
    if also and also.fullmatch(digits):
        return True
    trunk, general = _shape(region)
    if general is None or (trunk == "0" and not digits.startswith("0")):
        return False
    national = digits.removeprefix(trunk) if trunk else digits
    if not general.fullmatch(national):
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, region))
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=64)
def _shape(region: str) -> tuple[str, re.Pattern[str] | None]:
    """The digit dialled first inside a country, and what its numbers look like without it."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if metadata is None or metadata.general_desc is None:
        return "", None
    return metadata.national_prefix or "", re.compile(
        metadata.general_desc.national_number_pattern or "(?!)"
    )


def _with_lead(text: str, start: int) -> int:
    while start > 0 and text[start - 1] in "+(":
        start -= 1
    return start
