"""Signals: which words decide, what takes them back, and what a bank may change."""

from collections import Counter
from typing import Any

import pytest

from bot.domain.rules.house_rules import HouseRules, HouseRulesAreWrong
from bot.domain.triage.weights import packed
from tests.domain.house import house
from tests.domain.triage.labelled import ordinary_complaints, ordinary_questions
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
        ("Right, I am leaving Northbank", "leaving", "leaving Northbank"),
        ("@northbank and @FinancialOmbuds too", "attention", "@FinancialOmbuds"),
        (
            "log in at https://northbank-verify.example/x",
            "impostor",
            "log in at https",
        ),
        ("سرقوا بطاقتي", "fraud_now", "سرقوا بطاقتي"),
    ],
)
def test_the_customers_own_words_are_told(text: str, signal: str, words: str) -> None:
    found = {each.signal: each.words for each in rules().signals_in(text)}
    assert found[signal] == words


@pytest.mark.parametrize(
    ("text", "signal", "words"),
    [
        (
            "You can reach me on [phone number hidden] today",
            "impostor",
            "reach me on [phone number hidden]",
        ),
        (
            "Someone is emptying my account, reach me on [phone number hidden] please",
            "others_data",
            "Someone is emptying my account, reach me on [phone number hidden]",
        ),
    ],
)
def test_a_mask_that_is_reached_into_is_told_whole(text: str, signal: str, words: str) -> None:
    found = {each.signal: each.words for each in rules().signals_in(text)}
    assert found[signal] == words


def test_the_list_is_told_and_not_the_address_or_the_handle_as_it_was_written() -> None:
    text = "@financialombuds, is ana-ruiz-verify.example yours?"
    told = {found.signal: found.phrase for found in rules().signals_in(text)}
    assert told["attention"] == "@financialombuds"
    assert "impostor" in told
    assert not any("ana-ruiz" in phrase for phrase in told.values())


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
    explained = rules().listening.explain(text)
    assert [each.words for each in explained if each.signal == "threat" and not each.guard] == [
        "I will kill that manager"
    ]


def _changed(**own: Any) -> list[str]:
    found = house({"signals": {"leaving": {"weighed": False, **own}}})  # its phrases alone
    return [each.signal for each in found.signals_in("Time to vamos, good riddance")]


def test_a_bank_adds_takes_out_and_switches_off() -> None:
    assert _changed() == ["leaving"]
    assert _changed(on=False) == []
    assert _changed(take_out=["good riddance"]) == []
    assert _changed(take_out=["good riddance"], add=["time to vamos"]) == ["leaving"]
    assert _changed(take_out=["good riddance"], add=["time … vamos"], add_guards=["to vamos"]) == []


def test_a_bank_has_concepts_of_its_own_and_changes_ours() -> None:
    def heard(own: dict[str, Any]) -> list[str]:
        added = {"leaving": {"add": ["<escape> … <money>"]}} if "escape" in str(own) else {}
        changed = house({"concepts": own, "signals": added})
        return [one.signal for one in changed.signals_in("I vamos with my doubloons")]

    assert heard({}) == []
    ours = {"money": {"money": {"add": "doubloon~"}}}
    assert heard(ours | {"own": {"escape": {"en": "vamos"}}}) == ["leaving"]
    assert heard({"own": {"escape": {"en": "vamos"}}}) == []


def _weighed(over: dict[str, Any]) -> HouseRules:
    points = "mascot\nviolet\ta6\nparrot\ta4\ntoday\ta1\n<praise>\ta-3\n"
    own = {"title": "our mascot", "priority": "high"}
    return house(
        {
            "signals": {"mascot": own | over},
            "weights": {"signals": {"enough": {"mascot": 10}, "points": packed(points)}},
        }
    )


def _heard(rules: HouseRules, text: str) -> list[tuple[str, str, str]]:
    found = rules.signals_in(text)
    return [(one.signal, one.words, one.phrase) for one in found if one.signal == "mascot"]


def test_words_are_weighed_together_and_told_with_those_that_had_most() -> None:
    told = "weighed: 11 points, 10 are enough"
    assert _heard(_weighed({}), "Violets and a parrot today!") == [
        ("mascot", "Violets and a parrot today", told)
    ]
    assert _heard(_weighed({}), "Violets, violets, violets") == []
    assert _heard(_weighed({}), "Violets and a parrot today, lovely") == []


def test_a_phrase_decides_before_what_is_weighed_and_a_bank_may_leave_it_to_phrases() -> None:
    text = "Violets and a parrot today"
    assert _heard(_weighed({"add": ["parrot"]}), text) == [("mascot", "parrot", "parrot")]
    assert _heard(_weighed({"weighed": False}), text) == []
    assert _heard(_weighed({"add_guards": ["parrot today"]}), text) == []


def test_a_shipped_phrase_does_not_mark_where_all_words_speak_far_against_it() -> None:
    points = packed("leaving\nviolet\ta-100\ntoday\ta-40\n")
    table = {"signals": {"enough": {"leaving": 10}, "points": points}}
    text, fewer = "Good riddance, violets, no vamos today", "Good riddance, no vamos today"

    def heard(words: str, **own: Any) -> list[str]:
        changed = house({"weights": table, "signals": {"leaving": own}})
        return [one.signal for one in changed.signals_in(words)]

    assert heard(fewer) == ["leaving"]
    assert heard(text) == []
    assert heard(text, weighed=False) == ["leaving"]
    assert heard(text, add=["vamos"]) == ["leaving"]  # the bank's own


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"points": packed("leaving\nbye\tz9\n"), "enough": {"leaving": 9}}, "“z9” are no points"),
        ({"points": packed("leaving\nbye\ta9\n"), "enough": {"daner": 9}}, "does not name “daner”"),
    ],
)
def test_a_fault_of_a_table_of_weights_is_said(own: dict[str, Any], said: str) -> None:
    with pytest.raises(HouseRulesAreWrong) as wrong:
        house({"weights": {"signals": own}})
    assert "weights.toml" in str(wrong.value)
    assert said in str(wrong.value)


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
        ({"leaving": {"add": ["<nowhere> bank"]}}, "there is no concept “nowhere”"),
        ({"leaving": {"tell": ["somebody"]}}, "is nobody who can be told"),
        ({"own_one": {"priority": "high"}}, "title"),
    ],
)
def test_a_fault_is_said_with_its_file(own: dict[str, Any], said: str) -> None:
    with pytest.raises(HouseRulesAreWrong) as wrong:
        house({"signals": own})
    assert said in str(wrong.value)


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"money": {"money": {"take_out": "ducats"}}}, "“ducats” is no word of this concept"),
        ({"own": {"loop": {"en": "<loop>"}}}, "<loop> names itself"),
        ({"own": {"loop": {"en": "<nothing>"}}}, "<nothing> is not there"),
        ({"own": {"money": {"en": "ducats"}}}, "two files have a concept called <money>"),
    ],
)
def test_a_fault_of_a_concept_is_said(own: dict[str, Any], said: str) -> None:
    with pytest.raises(HouseRulesAreWrong) as wrong:
        house({"concepts": own})
    assert said in str(wrong.value)


def test_ordinary_questions_to_a_bank_are_not_loud() -> None:
    """Who is called for nothing every hour stops looking. Measured: 3 of 876, none of them grave."""
    heard = Counter(name for text in ordinary_questions() for name in signals(text))
    grave = {name: heard[name] for name in ("self_harm", "danger", "threat")}
    assert grave == {"self_harm": 0, "danger": 0, "threat": 0}
    assert heard.total() <= 10


def test_sentences_of_ordinary_complaints_are_seldom_loud() -> None:
    """Three of forty harmless posts may be loud; of these sentences one in twenty-five. Measured: at most 17 of 422."""
    assert sum(bool(signals(text)) for text in ordinary_complaints()) <= 18
