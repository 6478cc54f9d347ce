"""Signals: which words decide, what takes them back, and what a bank may change."""

from typing import Any

import pytest

from bot.domain.rules.house_rules import HouseRulesAreWrong
from tests.domain.house import house
from tests.domain.triage.shipped import rules, signals


@pytest.mark.parametrize(
    ("text", "signal", "words"),
    [
        (
            "I can't do this anymore, I want to end my life tonight",
            "self_harm",
            "end my life",
        ),
        ("Please, someone is emptying my account!", "fraud_now", "someone is emptying my account"),
        ("Right, I am leaving Northbank", "leaving", "I am leaving Northbank"),
        ("@northbank and @FinancialOmbuds too", "attention", "@FinancialOmbuds"),
        ("log in at https://northbank-verify.example/x", "impostor", "northbank-verify.example"),
        ("سرقوا بطاقتي", "fraud_now", "سرقوا"),
    ],
)
def test_the_customers_own_words_are_told(text: str, signal: str, words: str) -> None:
    found = {each.signal: each.words for each in rules().signals_in(text)}
    assert found[signal] == words


def test_the_list_is_told_and_not_the_address_or_the_handle_as_it_was_written() -> None:
    text = "@financialombuds, is ana-ruiz-verify.example yours?"
    told = {found.signal: found.phrase for found in rules().signals_in(text)}
    assert told == {"attention": "@financialombuds", "impostor": "verify"}


def test_a_banks_own_address_among_its_guards_is_none() -> None:
    own = house({"signals": {"impostor": {"add_guards": ["northbank-login.example"]}}})
    text = "I am at https://Northbank-Login.example/accounts and it says no"
    assert [one.signal for one in rules().signals_in(text)] == ["impostor"]
    assert own.signals_in(text) == []
    assert own.signals_in(f"{text}, or at northbank-verify.example") != []


def test_an_author_whose_handle_is_listed_is_heard() -> None:
    assert signals("Any news?", author="bbcmoneybox") == ["attention"]


@pytest.mark.parametrize(
    "text",
    [
        "These fees are killing me",
        "How do I report a phishing email?",
        "My phone died in the queue, what are your hours?",
        "Is the branch in Court Road open?",
        "Press the green button and nothing happens",
        "Daylight robbery, 3 pounds a withdrawal",
        "I'm leaving the country, does my card work abroad?",
        "Thanks for stopping the fraud so quickly",
        "شكرا على سرعة الرد",
    ],
)
def test_what_means_something_else_is_no_signal(text: str) -> None:
    assert signals(text) == []


def test_a_guard_takes_back_its_own_phrase_alone_and_is_told() -> None:
    text = "These fees are killing me, and I will kill that manager"
    assert signals(text) == ["threat"]
    explained = rules().signals.compiled(brands=rules().routing.brand_names).explain(text)
    assert [each.words for each in explained if each.signal == "threat" and not each.guard] == [
        "kill that manager"
    ]


def _changed(**own: Any) -> list[str]:
    found = house({"signals": {"leaving": own}})
    return [each.signal for each in found.signals_in("Time to vamos, and I am closing my account")]


def test_a_bank_adds_takes_out_and_switches_off() -> None:
    assert _changed() == ["leaving"]
    assert _changed(on=False) == []
    [phrase] = [
        one for one in rules().signals["leaving"].phrases.en if one.startswith("close/clos")
    ]
    assert _changed(take_out=[phrase]) == []
    assert _changed(take_out=[phrase], add=["time to vamos"]) == ["leaving"]
    assert _changed(take_out=[phrase], add=["time … vamos"], add_guards=["to vamos"]) == []


def test_a_bank_has_signals_of_its_own() -> None:
    own = {"title": "our mascot", "priority": "high", "add": ["polar bear"]}
    found = house({"signals": {"mascot": own}}).signals_in("Where is the Polar Bear?")
    assert [(each.signal, each.words) for each in found] == [("mascot", "Polar Bear")]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"leaving": {"add": ["ca*rd"]}}, "is no phrase"),
        ({"leaving": {"take_out": ["not there"]}}, "is no phrase or handle of this signal"),
        ({"leaving": {"priority": "huge"}}, "there is no priority “huge”"),
        ({"leaving": {"tell": ["somebody"]}}, "is nobody who can be told"),
        ({"own_one": {"priority": "high"}}, "title"),
    ],
)
def test_a_fault_is_said_with_its_file(own: dict[str, Any], said: str) -> None:
    with pytest.raises(HouseRulesAreWrong) as wrong:
        house({"signals": own})
    assert said in str(wrong.value)
