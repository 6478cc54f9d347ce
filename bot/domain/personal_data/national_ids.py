"""Numbers a state gives to a person: by their own check where they have one, else by the words
around them.

Sources of the forms: SSA (US), HMRC (UK), INSEE (France), Ministerio del Interior (Spain), Absher
(Saudi Arabia), ICP (UAE).
"""

import re
from collections.abc import Iterator

from bot.domain.personal_data.folding import any_of
from bot.domain.personal_data.kinds import Finding, Kind

_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
_LINK = r"(?:[ :#=.(-]{0,3}(?:is|was|number|no|num|est|es|هو|رقم)?(?![^\W\d])){0,3}[ :#=.(-]{0,3}"
_NAMED = re.compile(
    r"(?<!\w)"
    + any_of(
        "ssn|social security number|social security|social sec|social|national id|iqama|"
        "emirates id|id number|passport number|passport no|passport|national insurance number|"
        "ni number|رقم الهوية|هويتي|رقم هويتي|الهوية الوطنية|رقم الإقامة|رقم الاقامة|"
        "الرقم القومي|جواز السفر|numéro de sécurité sociale|n° de sécurité sociale|n° sécu|"
        "numéro de sécu|número de la seguridad social|seguridad social|dni|nie|cédula|"
        "pasaporte|passeport"
    )
    + _LINK
    + r"([A-Z]{0,2}[0-9](?:[ -]?[0-9]){6,14}[A-Z]?)(?![0-9])",
    re.IGNORECASE,
)
_NAMED_AFTER = re.compile(
    r"(?<![0-9])([0-9](?:[ -]?[0-9]){8})(?![0-9])[ ,(-]{0,3}(?:is {1,2})?(?:my {1,2}|the {1,2})?"
    + any_of("ssn|social security|national id|iqama"),
    re.IGNORECASE,
)
_SSN = re.compile(r"(?<![0-9-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![0-9-])")
_NINO = re.compile(
    r"(?<![A-Z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?: ?[0-9]{2}){3} ?[A-D]"
    r"(?![A-Z0-9])"
)
_NIR = re.compile(
    r"(?<![0-9])([12](?: ?[0-9]{2}){2} ?(?:[0-9]{2}|2[AB])(?: ?[0-9]{3}){2}) ?-?([0-9]{2})(?![0-9])"
)
_DNI = re.compile(r"(?<![A-Z0-9])([XYZ]?)[ -]?([0-9]{7,8})[ -]?([A-Z])(?![A-Z0-9])", re.IGNORECASE)
_EMIRATES = re.compile(r"(?<![0-9])784-?[0-9]{4}-?[0-9]{7}-?[0-9](?![0-9])")


def find(text: str) -> Iterator[Finding]:
    """National identity, social security and passport numbers in folded text."""
    for pattern in (_NAMED, _NAMED_AFTER):
        for match in pattern.finditer(text):
            yield Finding(*match.span(1), Kind.NATIONAL_ID)
    for pattern in (_SSN, _NINO, _EMIRATES):
        for match in pattern.finditer(text):
            yield Finding(*match.span(), Kind.NATIONAL_ID)
    for match in _NIR.finditer(text):
        if _has_french_key(match):
            yield Finding(*match.span(), Kind.NATIONAL_ID)
    for match in _DNI.finditer(text):
        if _has_spanish_letter(match):
            yield Finding(*match.span(), Kind.NATIONAL_ID)


def _has_french_key(match: re.Match[str]) -> bool:
    """The last two digits are 97 less the rest modulo 97; Corsica's 2A and 2B count as 19 and 18
    (INSEE).
    """
    number = match[1].replace(" ", "").replace("2A", "19").replace("2B", "18")
    return 97 - int(number) % 97 == int(match[2])


def _has_spanish_letter(match: re.Match[str]) -> bool:
    """The letter is the number modulo 23; a foreigner's X, Y, Z count as 0, 1, 2 and are followed
    by seven digits.
    """
    first, digits, letter = match[1].upper(), match[2], match[3].upper()
    if len(digits) != (7 if first else 8):
        return False
    return _LETTERS[int(("XYZ".index(first) if first else 0) * 10**7 + int(digits)) % 23] == letter
