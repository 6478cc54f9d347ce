"""Public holidays: one country is imported where one is asked for, and each can be asked for so."""

import subprocess
import sys

_FIRST = """
import sys
import holidays
from bot.domain.calendar import public_holidays
def imported(): return sorted(name for name in sys.modules if name.startswith("holidays.countries."))
"""


def alone(code: str) -> str:
    """What a Python of its own prints."""
    ended = subprocess.run(
        [sys.executable, "-c", _FIRST + code], capture_output=True, text=True, check=True
    )
    return ended.stdout.strip()


def test_only_the_country_that_is_asked_for_is_imported() -> None:
    told = alone("""
print(dict(public_holidays.dates("GB", "ENG", 2026, 2026))[__import__("datetime").date(2026, 12, 25)])
print(*imported())
""")
    assert told == "Christmas Day\nholidays.countries.united_kingdom"


def test_every_country_can_be_asked_for_and_the_package_itself_for_all() -> None:
    told = alone("""
known = [code for code in holidays.list_supported_countries(include_aliases=False)]
for code in known: public_holidays.dates(code, "", 2026, 2026)
from holidays.countries import Germany, UnitedKingdom
print(len(known) > 200, Germany.country, UnitedKingdom.country)
""")
    assert told == "True DE GB"


def test_the_package_asked_first_gives_all() -> None:
    told = alone("""
from holidays.countries import Germany
print(Germany.country, len(imported()) > 200, len(public_holidays.dates("DE", "", 2026, 2026)) > 0)
""")
    assert told == "DE True True"


def test_what_was_forgotten_takes_no_memory_and_is_there_again_when_it_is_asked() -> None:
    told = alone("""
public_holidays.dates("GB", "ENG", 2026, 2026)
public_holidays.forget()
print("holidays" in sys.modules, imported())
print(len(public_holidays.dates("GB", "ENG", 2026, 2026)) > 0, "holidays" in sys.modules)
print(len(public_holidays.dates("AE", "", 2026, 2026)) > 0, *imported())
""")
    assert told.splitlines() == [
        "False []",
        "True False",
        "True holidays.countries.united_arab_emirates",
    ]
