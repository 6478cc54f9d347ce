"""Country codes as people write them, and how ISO 3166 does: a wrong one would switch a protection off."""

from collections.abc import Collection
from difflib import get_close_matches
from typing import Annotated

import phonenumbers
from pydantic import AfterValidator

# What is written often, and is the code of no country.
_MEANT = {
    "UK": "GB",
    "ENGLAND": "GB",
    "SCOTLAND": "GB",
    "EN": "GB",
    "USA": "US",
    "KSA": "SA",
    "SAU": "SA",
    "UAE": "AE",
    "ARE": "AE",
    "BHR": "BH",
    "KWT": "KW",
    "QAT": "QA",
    "OMN": "OM",
    "JOR": "JO",
    "EGY": "EG",
    "IND": "IN",
    "IRL": "IE",
    "AUS": "AU",
    "EL": "GR",
}


def meant(given: str, known: Collection[str]) -> str:
    """“Did you mean …?” with the code of the country, or how a code is written."""
    code = given.strip().upper()
    code = _MEANT.get(code, code)
    near = [code] if code in known else get_close_matches(code, sorted(known), n=1, cutoff=0.75)
    return f"Did you mean “{near[0]}”?" if near else "Write the ISO 3166 code, such as GB."


def known_region(given: str) -> str:
    """The region itself. Raises ValueError where no phone numbers of it are known."""
    known = phonenumbers.SUPPORTED_REGIONS
    if given not in known:
        raise ValueError(
            f"“{given}” is no country whose phone numbers are known, so none would be masked. "
            + meant(given, known)
        )
    return given


PhoneRegion = Annotated[str, AfterValidator(known_region)]
