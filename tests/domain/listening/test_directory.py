"""Whom a post is meant for: the longest name that stands there, never where we are named, and only to whom it speaks."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.listening.directory import Bank, Directory, Ourselves
from bot.domain.listening.edits import distance
from tests.benchmarks.bench_misdirected import OWN, judged

DAY, LATER = date(2026, 11, 30), date(2037, 1, 1)
US = Ourselves.of(["Northbank", "northbank", "نورث بنك"], ["@NorthbankHelp", "Northbank"])
BANKS = Directory(
    [
        Bank("Rowan Bank", ("Rowan Bank", "Rowan", "بنك روان"), ("RowanBank",), "", False, LATER),
        Bank("Bank of Rowan Hill", ("Bank of Rowan Hill",), ("BoRH",), "", False, LATER),
        Bank("Northern Rock", ("Northern Rock",), ("NorthernRock",), "", False, LATER),
        Bank("Meridian", ("Meridian", "Meridian Savings"), (), "", False, LATER),
        Bank("Larch", ("Larch", "Silver"), (), "", False, LATER),
        Bank("Silver Trust", ("Silver Trust", "Silver"), (), "", False, LATER),
        Bank("Old Northbank", ("Old Northbank",), (), "", False, LATER),
        Bank("Old Elm", ("Old Elm",), (), "", False, DAY.replace(day=29)),
        Bank("Northside", ("Northside Branch",), ("NorthsideJobs",), "", True, LATER),
    ]
)


def meant(text: str, *, is_reply: bool = False) -> str:
    found = BANKS.meant(text, ourselves=US, is_reply=is_reply, on=DAY)
    return found.bank if found is not None else ""


@pytest.mark.parametrize(
    ("text", "bank"),
    [
        ("@NorthbankHelp my Rowan Bank card was declined", "Rowan Bank"),
        ("Rowan Bank why is your app down AGAIN", "Rowan Bank"),
        ("been on hold to rowan bank for 50 mins", "Rowan Bank"),
        ("@NorthbankHelp #RowanBank app not working", "Rowan Bank"),
        ("@NorthbankHelp Rowan Bank's app is slow", "Rowan Bank"),
        ("I bank with Rowan and your app keeps crashing", "Rowan Bank"),
        ("@NorthbankHelp I bank with Rowan and the app keeps crashing", "Rowan Bank"),
        ("@NorthbankHelp why is your Rowan Bank app down?", "Rowan Bank"),
        ("@NorthbankHelp Dear Rowan, where is my card? You promised it", "Rowan Bank"),
        ("@NorthbankHelp Bank of Rowan Hill froze my account", "Bank of Rowan Hill"),
        ("@NorthbankHelp Northern Rock never call back", "Northern Rock"),
        ("@NorthbankHelp is my meridian app down?", "Meridian"),
        ("@NorthbankHelp Silver Trust lost my card", "Silver Trust"),
        ("@NorthbankHelp looks like Rowan Bank is down", "Rowan Bank"),
        ("@NorthbankHelp Rowan Bank, you closed my account", "Rowan Bank"),
        ("@NorthbankHelp you lot at Rowan Bank never answer", "Rowan Bank"),
        ("@NorthbankHelp a Rowan Bank customer since 1998 and you refuse me", "Rowan Bank"),
        ("@NorthbankHelp can't log in to my meridian account", "Meridian"),
        ("@NorthbankHelp my Old Northbank card is lost", "Old Northbank"),
        ("@NorthbankHelp بطاقتي من بنك روان ما تشتغل", "Rowan Bank"),
        ("@NorthbankHelp بنك روان خدمتكم سيئة", "Rowan Bank"),
        ("@NorthbankHelp راتبي في بنك روان ما نزل وينكم", "Rowan Bank"),
        ("تطبيق بنك روان معطل من الصبح", "Rowan Bank"),
        ("@NorthbankHelp what is going on with the Rowan Bank app", "Rowan Bank"),
        ("@NorthbankHelp when will Rowan sort out its app", "Rowan Bank"),
        ("@NorthbankHelp your Rowan cash machine ate my card", "Rowan Bank"),
        ("@NorthbankHelp #RowanBank fix your app", "Rowan Bank"),
    ],
)
def test_one_that_is_meant_for_another_is_found(text: str, bank: str) -> None:
    assert meant(text) == bank


@pytest.mark.parametrize(
    "text",
    [
        "@NorthbankHelp my card was declined",
        "@NorthbankHelp my Northbank card failed, my Rowan Bank one worked",
        "@NorthbankHelp my north bank card failed, my Rowan Bank one worked",
        "@NorthbankHelp nortbank card failed, Rowan Bank says",  # a slip in our name is our name
        "@NorthbankHelp Northside Branch closed, Rowan Bank stays open",
        "@NorthbankHelp I'm moving to Rowan Bank",
        "@NorthbankHelp my transfer from Rowan Bank has not arrived",
        "@NorthbankHelp even Rowan Bank answers",
        "@NorthbankHelp Rowan Bank does it faster",
        "@NorthbankHelp can't pay my Rowan Bank card from the app",
        "@NorthbankHelp your rates are worse than Meridian's",
        "@NorthbankHelp Rowan Bank confirmed that they sent it to you",
        "@NorthbankHelp can you tell me why Rowan Bank declined me?",  # we are “you”
        "@NorthbankHelp Rowan from the Leeds branch was lovely",  # somebody
        "@NorthbankHelp the queue at Meridian Road is long",  # some place
        "@NorthbankHelp Northern Rock Road branch, one till open",
        "@NorthbankHelp lost my card near the northern rock",
        "@NorthbankHelp my old Northbank card is lost",
        "@NorthbankHelp Rowan Bank answers in a minute and you take days",
        "@NorthbankHelp my Rowan card works, yours does not",
        "@NorthbankHelp Rowan Bank here I come",
        "@NorthbankHelp بنك روان يرد بسرعة وأنتم لا",
        "@NorthbankHelp ليش ترفضون حوالتي من بنك روان",
        "@NorthbankHelp the meridian of my life was spent in your queue",  # a word, not a name
        "@NorthbankHelp the Silver app is down",  # two banks are called that
        "@NorthbankHelp Rowan Bank and Larch are shut as well",  # which of them?
        "@NorthbankHelp my Old Elm card was declined",  # its review is over
        "@NorthbankHelp بنك روان احسن منكم",
        "@NorthbankHelp حولت لبنك روان ولسا ما وصل",
        "نورث بنك وبنك روان كلهم معطلين",
        "@NorthbankHelp Rowan Housing took £60 from my account",  # another that is called so
        "@NorthbankHelp did you see that Fine Silver Trust Fund took £60?",
        "@NorthbankHelp tickets for Anna Rowan and my card failed",
        "@NorthbankHelp Rowan, your colleague, said that I would be called",
        "@NorthbankHelp when will Rowan ring me",
        "@NorthbankHelp the Rowan took my card and charged it twice",
        "@NorthbankHelp my old bank Rowan never did this",
        "@NorthbankHelp my landlord is with Rowan Bank and nothing came",
        "@NorthbankHelp your Rowan branch by the church was shut",  # a place that has one of ours
    ],
)
def test_one_of_our_own_is_left_alone(text: str) -> None:
    assert meant(text) == ""


def test_a_handle_counts_but_at_the_head_of_a_reply_and_beside_ours() -> None:
    assert meant("@RowanBank where is my card?") == "Rowan Bank"
    assert meant("@RowanBank where is my card?", is_reply=True) == ""
    assert meant("@RowanBank @NorthbankHelp where is my card?") == ""
    assert meant("where is my card? @RowanBank", is_reply=True) == "Rowan Bank"


def test_a_post_about_us_says_to_whose_handle_it_was_written() -> None:
    found = BANKS.written_to("@rowanbank Northbank lost my card", on=DAY)
    assert found is not None
    assert (found.bank, found.handle) == ("Rowan Bank", "rowanbank")
    assert BANKS.written_to("@NorthsideJobs Northbank lost my card", on=DAY) is None
    assert BANKS.written_to("mail@rowanbank.example about Northbank", on=DAY) is None


@given(text=st.text(max_size=200), is_reply=st.booleans())
def test_nothing_that_anybody_writes_breaks_it_and_our_name_always_stops_it(
    text: str, is_reply: bool
) -> None:
    meant(f"Rowan Bank {text}", is_reply=is_reply)
    assert meant(f"Northbank. Rowan Bank {text}") == ""


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.stem)
def test_of_each_set_of_ours_enough_is_found_and_next_to_nothing_of_ours_touched(
    file: Path,
) -> None:
    assert judged(file) == 0


def test_a_greeting_is_no_bank() -> None:
    banks = Directory([Bank("Salam", ("بنك السلام", "السلام"), (), "", False, LATER)])
    assert banks.meant("السلام عليكم بطاقتي ضاعت", ourselves=US, is_reply=False, on=DAY) is None


def test_another_bank_is_known_by_its_handle_while_its_review_is_good() -> None:
    handles = BANKS.handles_of_others(on=DAY)
    assert "rowanbank" in handles
    assert "northsidejobs" not in handles  # ours
    assert not BANKS.handles_of_others(on=date(2037, 1, 2))


WORDS = st.text(alphabet="abcd", max_size=8)


@given(first=WORDS, second=WORDS)
def test_slips_are_counted_the_same_both_ways_and_up_to_the_most(first: str, second: str) -> None:
    whole = distance(first, second, most=8)
    assert whole == distance(second, first, most=8)
    assert (whole == 0) == (first == second)
    assert distance(first, second, most=1) == min(whole, 2)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("bank", "bnak", 1),
        ("bank", "bnk", 1),
        ("bank", "blank", 1),
        ("bank", "bonk", 1),
        ("bank", "rank1", 2),
    ],
)
def test_each_kind_of_slip_is_one(one: str, other: str, slips: int) -> None:
    assert distance(one, other, most=3) == slips
