"""Who looks like us and asks for something: look-alike letters, a slip, and what is put around a name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.listening.directory import Ourselves
from bot.domain.listening.impostors import evidence
from tests.benchmarks.bench_impostors import OWN, judged

US = Ourselves.of(["Northbank"], ["@NorthbankHelp"])
KNOWN = US.handles | {"northsidejobs"}
ASKS = "Sorry to hear that, please DM us your number"


def found(handle: str, name: str = "", text: str = ASKS) -> bool:
    return evidence(handle=handle, name=name, text=text, ourselves=US, known=KNOWN) is not None


@pytest.mark.parametrize(
    ("handle", "name"),
    [
        ("Northbank_Help", ""),
        ("NorthbankHeIp", ""),  # a capital I
        ("N0rthbank", ""),
        ("nortbankhelp", ""),
        ("Northbank_Care247", ""),
        ("TheRealNorthbank", ""),
        ("helper81", "Northbank Support"),
        ("helper81", "Nоrthbаnk"),  # two letters are Cyrillic
        ("helper81", "N o r t h b a n k"),
        ("lisa_northbank", "Northbank Agent Lisa"),
        ("recover_nb", "Northbank (Recovery)"),
        ("northbank_nigeria", "Northbank Nigeria"),
        ("care_24", "Northbank Customer Relations"),
    ],
)
def test_one_that_looks_like_us_and_asks_is_found(handle: str, name: str) -> None:
    assert found(handle, name)


@pytest.mark.parametrize(
    ("handle", "name", "text"),
    [
        ("NorthbankHelp", "Northbank", ASKS),  # it is us
        ("NORTHBANKHELP", "Northbank", ASKS),
        ("NorthsideJobs", "Northbank Careers", ASKS),  # ours, by the directory
        ("anna_reed", "Anna Reed", ASKS),
        ("rowanbank", "Rowan Bank", ASKS),
        ("northern_line", "Northern Line", ASKS),
        ("Northbank_fan", "Northbank fan", "They lost my card as well, good luck"),  # asks nothing
    ],
)
def test_an_honest_account_is_left_alone(handle: str, name: str, text: str) -> None:
    assert not found(handle, name, text)


@pytest.mark.parametrize(
    ("handle", "name", "text"),
    [
        ("NorthbankTownFC", "Northbank Town FC", "Message us for group bookings"),
        ("NorthbankTaxis", "Northbank Taxis", "Call 01632 960777 for a cab"),
        ("NorthbankFoods", "Northbank Foods", "Sorry about that! DM us your order number"),
        ("NorthbankHome", "Northbank Care Home", "Visiting hours are 2 to 5, ring us"),
        ("NotNorthbank", "Northbank parody", "DM us your account number, we lose it"),
        ("NorthbankVictims", "Northbank Victims", "DM us your story"),
        ("kim_northbank", "Kim (works at Northbank)", "call us on the number on your card"),
        ("nb_customer", "Northbank customer", "Message me if you have had the same"),
        ("northbanker", "Northbank Support", "DM them, they answer"),  # whom it sends elsewhere
        ("northbanker", "Northbank Support", "never send them your number"),
        ("northbanker", "Northbank Support", "they answered me on DM within an hour"),
    ],
)
def test_one_who_has_our_name_for_a_reason_is_left_alone(handle: str, name: str, text: str) -> None:
    assert not found(handle, name, text)


@pytest.mark.parametrize(
    ("name", "text", "is_found"),
    [
        ("Northbank Lisa", "DM me your account number", True),  # what only a bank is told
        ("Northbank Lisa", "DM me for a lift", False),
        ("Northbank Desk", "DM me for a lift", True),  # a bank's desk
        ("Real Northbonk", "DM us for trials", False),
    ],
)
def test_the_less_a_name_is_ours_the_more_it_must_ask(name: str, text: str, is_found: bool) -> None:
    ours = Ourselves.of(["Northbonk"], ["@NorthbonkHelp"]) if "bonk" in name else US
    judged = evidence(handle="x77", name=name, text=text, ourselves=ours, known=ours.handles)
    assert (judged is not None) == is_found


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.stem)
def test_each_account_of_our_sets_is_judged_right(file: Path) -> None:
    assert judged(file) == 0


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_nothing_that_anybody_calls_themself_breaks_it_and_our_own_never_alarm(
    handle: str, name: str, text: str
) -> None:
    found(handle, name, text)
    assert not found("NorthbankHelp", name, text)


def test_a_long_text_without_end_takes_no_time() -> None:
    assert not found("somebody", text="a-" * 50_000)
    assert not found("Northbank_Help", text="a-" * 50_000)
