"""Numbers a state gives to a person, known by their own shape and check digits. By a word beside them: ``things``.

One row a kind of number: where it is looked for ("*": everywhere, else in those regions alone, since nothing but its
check tells it from any other number), how it is written, and its check. Sources: what each state publishes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.domain.personal_data import check_digits as checks
from bot.domain.personal_data.check_digits import Check
from bot.domain.personal_data.kinds import Finding, Kind

_NOT_IN_A_WORD = r"(?<![A-Za-z0-9_@#/£$€+])(?<![A-Za-z0-9][.,-])"
_ENDS = r"(?![A-Za-z0-9_@]|[-/.,:][0-9])"
_POLAND = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
_PORTUGAL = (9, 8, 7, 6, 5, 4, 3, 2)
_BRAZIL = (10, 9, 8, 7, 6, 5, 4, 3, 2)
_COMPANY = (5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class _Number:
    regions: frozenset[str]
    pattern: re.Pattern[str]
    check: Check


def _row(regions: str, written: str, check: Check = checks.always) -> _Number:
    pattern = re.compile(_NOT_IN_A_WORD + written + _ENDS, re.IGNORECASE)
    return _Number(frozenset(regions.split()), pattern, check)


_NUMBERS = (
    # The Gulf, the Levant, Africa
    _row("*", r"784[- ]?[0-9]{4}[- ]?[0-9]{7}[- ]?[0-9]"),  # Emirates ID
    _row("SA", r"[12][0-9]{9}", checks.luhn),  # national id 1…, iqama 2…
    _row("EG", r"[23][0-9]{6}(?:0[1-4]|1[1-9]|2[1-9]|3[1-5]|88)[0-9]{5}", checks.born(1)),
    _row("KW", r"[123][0-9]{11}", checks.eleven_less((2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2))),
    _row("QA", r"[23][0-9]{2}(?:634|[0-8][0-9]{2})[0-9]{5}"),
    _row("IL", r"[0-9]{8}-?[0-9]", checks.luhn),
    _row(
        "ZA",
        r"[0-9]{6} ?[0-9]{4} ?[01][0-9]{2}",
        checks.both(checks.born(0), checks.luhn),
    ),
    _row("*", r"GHA-?[0-9]{9}-?[0-9]"),
    _row("UG", r"C[MF][0-9A-Z]{12}"),
    # South and East Asia
    _row("IN", r"[2-9][0-9]{3}(?P<gap>[ -]?)[0-9]{4}(?P=gap)[0-9]{4}", checks.verhoeff),  # Aadhaar
    _row("IN", r"[A-Z]{3}[ABCFGHLJPT][A-Z][0-9]{4}[A-Z]"),  # PAN
    _row("*", r"[1-7][0-9]{4}-[0-9]{7}-[0-9]"),  # CNIC of Pakistan
    _row("LK", r"[0-9]{9}[VX]"),
    _row("SG MY", r"[STFGM][0-9]{7}[A-Z]", checks.singaporean),
    _row("MY", r"[0-9]{6}-[0-9]{2}-[0-9]{4}", checks.born(0)),
    _row("HK", r"[A-Z]{1,2}[0-9]{6}\([0-9A]\)"),
    _row("*", r"[1-8][0-9]{5}(?:19|20)[0-9]{9}[0-9X]", checks.chinese),
    _row("KR", r"[0-9]{6}-[1-8][0-9]{6}", checks.born(0)),
    _row("TW", r"[A-Z][12][0-9]{8}"),
    _row(
        "TH", r"[1-8](?P<gap>-?)[0-9]{4}(?P=gap)[0-9]{5}(?P=gap)[0-9]{2}(?P=gap)[0-9]", checks.thai
    ),
    # The Americas
    _row("*", r"(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}"),  # SSN
    _row("CA", r"[1-9][0-9]{2}(?P<gap>[ -])[0-9]{3}(?P=gap)[0-9]{3}", checks.luhn),
    _row("*", r"[A-Z][AEIOUX][A-Z]{2}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]", checks.born(4)),  # CURP
    _row("MX", r"[A-Z&]{4}[0-9]{6}[0-9A-Z]{3}", checks.born(4)),  # RFC
    _row("*", r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}", checks.twice(_BRAZIL, (11, *_BRAZIL))),
    _row("BR", r"[0-9]{9}-?[0-9]{2}", checks.twice(_BRAZIL, (11, *_BRAZIL))),  # CPF
    _row(
        "BR",
        r"[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}/?[0-9]{4}-?[0-9]{2}",
        checks.twice(_COMPANY, (6, *_COMPANY)),
    ),
    _row(
        "AR",
        r"(?:2[0347]|3[034])-?[0-9]{8}-?[0-9]",
        checks.eleven_less((5, 4, 3, 2, 7, 6, 5, 4, 3, 2), ten="9"),
    ),
    _row("*", r"[1-9][0-9]?\.[0-9]{3}\.[0-9]{3}-[0-9K]", checks.chilean),  # RUT
    _row("CL", r"[1-9][0-9]{6,7}-?[0-9K]", checks.chilean),
    # Europe
    _row(
        "*",
        r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?[0-9]{2}){3} ?[A-D]",
    ),  # NINO
    _row(
        "*",
        r"[12](?: ?[0-9]{2}){2} ?(?:[0-9]{2}|2[AB])(?: ?[0-9]{3}){2} ?-?[0-9]{2}",
        checks.french,
    ),
    _row("*", r"[0-9]{8}[ -]?[A-Z]", checks.spanish),
    _row("*", r"[XYZ][ -]?[0-9]{7}[ -]?[A-Z]", checks.spanish),
    _row("NL", r"[0-9]{9}", checks.weighted((9, 8, 7, 6, 5, 4, 3, 2, -1), 11)),
    _row(
        "NL", r"[0-9]{4}[. ][0-9]{2}[. ][0-9]{3}", checks.weighted((9, 8, 7, 6, 5, 4, 3, 2, -1), 11)
    ),
    _row("*", r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}", checks.belgian),
    _row("BE", r"[0-9]{6}[ -]?[0-9]{3}[ .-]?[0-9]{2}", checks.belgian),
    _row("DE", r"[1-9][0-9](?P<gap> ?)[0-9]{3}(?P=gap)[0-9]{3}(?P=gap)[0-9]{3}", checks.steuer_id),
    _row(
        "*", r"756(?P<gap>[. ]?)[0-9]{4}(?P=gap)[0-9]{4}(?P=gap)[0-9]{2}", checks.ean
    ),  # AHV of Switzerland
    _row("AT", r"[1-9][0-9]{3} ?[0-9]{6}", checks.born(4, "dmy")),
    _row(
        "PT", r"[1235689][0-9]{2}(?P<gap> ?)[0-9]{3}(?P=gap)[0-9]{3}", checks.eleven_less(_PORTUGAL)
    ),
    _row(
        "*",
        r"[A-Z]{6}[0-9LMNP-V]{2}[ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]",
        checks.italian,
    ),
    _row("PL", r"[0-9]{11}", checks.weighted(_POLAND, 10)),  # PESEL
    _row("PL", r"[A-Z]{3} ?[0-9]{6}", checks.polish_card),  # identity card
    _row("SE", r"(?:19|20)?[0-9]{6}[-+][0-9]{4}", lambda number: checks.luhn(number[-10:])),
    _row("DK", r"[0-3][0-9][01][0-9]{3}-[0-9]{4}", checks.born(0, "dmy")),
    _row("NO", r"[0-7][0-9]{5} ?[0-9]{5}", checks.norwegian),
    _row("*", r"[0-3][0-9][01][0-9]{3}[-+A][0-9]{3}[0-9A-FHJ-NPR-Y]", checks.finnish),
    _row("IE", r"[0-9]{7}[A-W][A-IW]?", checks.irish),
    _row("TR", r"[1-9][0-9]{10}", checks.turkish),
    _row(
        "RO", r"[1-8][0-9]{12}", checks.eleven_less((2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9), ten="1")
    ),
    _row("CZ SK", r"(?:[0-9]{6}/[0-9]{3,4}|[0-9]{10})", checks.by_eleven),
    _row("BG", r"[0-9]{10}", checks.born(0)),
    _row("HR", r"[0-9]{11}", checks.mod_11_10),
    _row("*", r"[0-9]{3}-[0-9]{3}-[0-9]{3} [0-9]{2}"),  # SNILS
)
_COULD_BEGIN = re.compile(_NOT_IN_A_WORD + r"(?=[A-Z]{0,6}[ -]?[0-9])", re.IGNORECASE)


def find(text: str, regions: tuple[str, ...]) -> Iterator[Finding]:
    """National identity, tax and social security numbers in folded text."""
    numbers, any_of_them = _known_in(regions)
    for start in map(re.Match.start, _COULD_BEGIN.finditer(text)):
        if not any_of_them.match(text, start):
            continue
        for number in numbers:
            match = number.pattern.match(text, start)
            if match and number.check("".join(filter(str.isalnum, match[0]))):
                yield Finding(*match.span(), Kind.NATIONAL_ID)
                break


@lru_cache(maxsize=64)
def _known_in(regions: tuple[str, ...]) -> tuple[tuple[_Number, ...], re.Pattern[str]]:
    """The numbers that are looked for in these regions, and one pattern for all of them."""
    wanted = {"*", *regions}
    numbers = tuple(number for number in _NUMBERS if number.regions & wanted)
    written = "|".join(
        number.pattern.pattern.replace("<gap>", f"<gap{at}>").replace("=gap", f"=gap{at}")
        for at, number in enumerate(numbers)
    )
    return numbers, re.compile(written, re.IGNORECASE)
