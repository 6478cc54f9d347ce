"""Phone numbers of the configured regions, and of any country when written with + or 00.

Rules and validity come from libphonenumber's metadata. Its own text matcher finds nothing in
numbers written back to back, so the pieces are cut here: each group of digits begins at most a
dozen candidates, and a cheap pattern weeds them first.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import phonenumbers

from bot.domain.personal_data import links
from bot.domain.personal_data.folding import any_of
from bot.domain.personal_data.kinds import Finding, Kind
from bot.domain.personal_data.names.calls import CALLS

_GROUP = re.compile(r"[0-9]+")
_GAP = re.compile(r"[ .\-/()]{1,3}")
_DATE = re.compile(
    r"[0-9]{1,2}[./ -][0-9]{1,2}[./ -](?:19|20)[0-9]{2}(?![0-9])"
    r"|(?:19|20)[0-9]{2}[./-][0-9]{2}[./-][0-9]{2}"
)
_IN_A_LINK = re.compile(r"(?:wa\.me/|phone=|tel:)\+?([0-9]{8,15})(?![0-9])", re.IGNORECASE)
_CALL = re.compile(
    r"(?<!\w)" + any_of("|".join(" ".join(CALLS.split()).split(" | "))) + r"[^0-9]{0,15}$",
    re.IGNORECASE,
)
# Taken as phones though libphonenumber does not: the ranges that Ofcom and ARCEP keep for
# fiction, and India's mobiles, which are written without the 0.
_ALSO = {
    "GB": re.compile(r"07[0-9]{9}"),
    "FR": re.compile(r"0[67][0-9]{8}"),
    "IN": re.compile(r"[6-9][0-9]{9}"),
}
# An area code in brackets, and what follows it: "(11) 98765-4321".
_AREA = re.compile(r"[0-9]{2,4}\) ?[0-9]{3,5}[ .-]?[0-9]{4}(?![0-9])")
_ANYWHERE = range(9, 13)  # digits of a number that is to be called, in whatever country
_LOOK_BACK = 40
_MOST_DIGITS = 15
# libphonenumber is slow. So many times it is asked for one text; in a text of more numbers the cheap patterns decide.
_MOST_CHECKS = 80
_MOST_READINGS = 1500

Groups = list[tuple[int, int]]


def find(text: str, regions: tuple[str, ...]) -> Iterator[Finding]:
    """Phone numbers in folded text."""
    rules = _Rules(regions)
    for match in _IN_A_LINK.finditer(text):
        if rules.is_international(match[1]):
            yield Finding(*match.span(1), Kind.PHONE)
    web = links.spans(text)
    groups = [match.span() for match in _GROUP.finditer(text)]
    index, taken = 0, 0
    while index < len(groups):
        loose = bool(taken) or not _continues(text, groups, index)
        taken = _phone_at(text, groups, index, rules, loose=loose)
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


def _phone_at(text: str, groups: Groups, index: int, rules: "_Rules", *, loose: bool) -> int:
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
    if rules.is_tired and groups[index][1] - start < 3:
        return 0
    readings = _candidates(text, groups, index)
    rules.readings += len(readings)
    in_brackets = before == "(" and _AREA.match(text, start) is not None
    could = plus or any(rules.could_be(digits) for digits, _ in readings)
    if not could and not in_brackets and text[start] != "0":
        return 0
    named = not plus and _CALL.search(text, max(0, start - _LOOK_BACK), start) is not None
    for digits, count in reversed(readings):
        if could and rules.is_phone(digits, plus=plus, named=named or in_brackets):
            return count
        if named and (in_brackets or digits[0] == "0") and len(digits) in _ANYWHERE:
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


class _Rules:
    """What is a phone number in these regions. libphonenumber is asked a bounded number of times."""

    def __init__(self, regions: tuple[str, ...]) -> None:
        self._regions = regions
        self._checks = 0
        self.readings = 0

    @property
    def is_tired(self) -> bool:
        """Whether more was read than any person writes; from now on numbers begin with three digits together."""
        return self.readings > _MOST_READINGS

    def could_be(self, digits: str) -> bool:
        """Whether a look at the digits' shape leaves it open."""
        if digits.startswith("00"):
            return _begins_with_country(digits[2:])
        return any(
            self._has_shape(digits, region)
            or self._has_shape("0" + digits, region)
            or self._begins_at_home(digits, region)
            for region in self._regions
        )

    def is_phone(self, digits: str, *, plus: bool, named: bool) -> bool:
        """Whether these digits are one; ``named``: a word such as "call" stands before them."""
        if plus:
            return self.is_international(digits)
        if digits.startswith("00"):
            return self.is_international(digits[2:])
        return any(self._is_of(region, digits, named=named) for region in self._regions)

    def is_international(self, digits: str) -> bool:
        """A number that can exist, country code first. Countries add ranges faster than metadata, so
        possible is enough.
        """
        if not 8 <= len(digits) <= 16 or not _begins_with_country(digits):
            return False
        return self._asked(phonenumbers.is_possible_number, "+" + digits, None)

    def _is_of(self, region: str, digits: str, *, named: bool) -> bool:
        also = _ALSO.get(region)
        if also and also.fullmatch(digits):
            return True
        valid, possible = phonenumbers.is_valid_number, phonenumbers.is_possible_number
        if self._has_shape(digits, region) and self._asked(valid, digits, region):
            return True
        if self._begins_at_home(digits, region) and self._asked(valid, "+" + digits, None):
            return True
        if not named or len(digits) < 8:
            return False
        return any(
            self._has_shape(each, region) and self._asked(possible, each, region)
            for each in (digits, "0" + digits)
        )

    def _has_shape(self, digits: str, region: str) -> bool:
        also = _ALSO.get(region)
        if also and also.fullmatch(digits):
            return True
        trunk, general, _ = _shape(region)
        if general is None or (trunk == "0" and not digits.startswith("0")):
            return False
        return bool(general.fullmatch(digits.removeprefix(trunk) if trunk else digits))

    def _begins_at_home(self, digits: str, region: str) -> bool:
        """A whole number with the region's own country code, without its plus."""
        return len(digits) >= 11 and digits.startswith(_shape(region)[2])

    def _asked(
        self, rule: Callable[[phonenumbers.PhoneNumber], bool], written: str, region: str | None
    ) -> bool:
        self._checks += 1
        if self._checks > _MOST_CHECKS:
            return True
        try:
            return bool(rule(phonenumbers.parse(written, region)))
        except phonenumbers.NumberParseException:
            return False


def _begins_with_country(digits: str) -> bool:
    codes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    return any(int(digits[:n] or 0) in codes for n in (1, 2, 3))


@lru_cache(maxsize=64)
def _shape(region: str) -> tuple[str, re.Pattern[str] | None, str]:
    """The digit dialled first inside a country, what its numbers look like without it, and the country's code."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if metadata is None or metadata.general_desc is None:
        return "", None, "-"
    pattern = re.compile(metadata.general_desc.national_number_pattern or "(?!)")
    return metadata.national_prefix or "", pattern, str(metadata.country_code)


def _with_lead(text: str, start: int) -> int:
    while start > 0 and text[start - 1] in "+(":
        start -= 1
    return start
