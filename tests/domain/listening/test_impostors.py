"""Who looks like us and asks for something: look-alike letters, a slip, and what is put around a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.listening.directory import Ourselves
from bot.domain.listening.impostors import evidence

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


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_nothing_that_anybody_calls_themself_breaks_it_and_our_own_never_alarm(
    handle: str, name: str, text: str
) -> None:
    found(handle, name, text)
    assert not found("NorthbankHelp", name, text)


def test_a_long_text_without_end_takes_no_time() -> None:
    assert not found("somebody", text="a-" * 50_000)
    assert not found("Northbank_Help", text="a-" * 50_000)
