"""The public holidays of a country, as the ``holidays`` package knows them.

The package is there only while it is asked: once all calendars are read, a process can forget it.
"""

import sys
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from importlib.util import find_spec, module_from_spec
from types import MappingProxyType
from typing import Any

from bot.domain.countries import meant

_LANGUAGE = "en_US"  # known of every country
_COUNTRIES = "holidays.countries"
_WITH_IT = ("holidays", "dateutil")  # nobody else of ours asks for dates of Easter


@lru_cache(maxsize=64)  # each calendar asks three times while it is read, and it takes a while
def dates(country: str, subdivision: str, first: int, last: int) -> Mapping[date, str]:
    """Each holiday of these years with its name. Raises ValueError for a place that is not known."""
    try:
        found = _package().country_holidays(
            country,
            subdiv=subdivision or None,
            years=range(first, last + 1),
            language=_LANGUAGE,  # else the machine's own
        )
    except NotImplementedError as error:
        raise ValueError(
            f"no holidays are known for “{country}”"
            + (f" with subdivision “{subdivision}”" if subdivision else "")
            + f". {_meant_place(country, subdivision)}"
        ) from error
    return MappingProxyType({day: str(name) for day, name in sorted(found.items())})


def forget() -> None:
    """Give back the memory of the package, some four megabytes. Whoever asks again has it imported anew."""
    for name in [each for each in sys.modules if each.partition(".")[0] in _WITH_IT]:
        del sys.modules[name]


def _package() -> Any:
    """The package, imported when it is first asked."""
    _import_no_country_before_it_is_asked_for()
    import holidays

    return holidays


def _meant_place(country: str, subdivision: str) -> str:
    """What was probably meant by a place that the package does not know."""
    known = _package().list_supported_countries()
    if country not in known or not subdivision:
        return meant(country, known)
    near = get_close_matches(subdivision.upper(), known[country], n=1)
    some = f"“{near[0]}”" if near else ", ".join(sorted(known[country])[:5]) or "none"
    return f"Of {country} there is {some}"


def _import_no_country_before_it_is_asked_for() -> None:
    """Put the package of countries in its place, and leave out that it imports all 250 of them.

    They are 10 MB, of which a bank needs one or two. ``holidays`` imports the module of a country when its
    days are asked for; whoever asks the package itself for a name still gets all.
    """
    spec = find_spec(_COUNTRIES)
    if _COUNTRIES in sys.modules or spec is None or spec.loader is None:
        return
    package, loader = module_from_spec(spec), spec.loader

    def with_all(name: str) -> Any:
        del package.__dict__["__getattr__"]
        loader.exec_module(package)
        return getattr(package, name)

    package.__dict__["__getattr__"] = with_all
    sys.modules[_COUNTRIES] = package
