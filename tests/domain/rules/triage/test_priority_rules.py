"""Priorities by editable rules: what a phrase takes, which rule counts, and faults said clearly."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from bot.domain.rules.triage.priority_rules import Facts, PriorityRules


def facts(text: str = "", **more: Any) -> Facts:
    given: dict[str, Any] = {
        "text": text,
        "findings": (),
        "brand": "northbank",
        "channel": "x",
        "surface": "public",
        "posts": 1,
        "waiting": timedelta(0),
    }
    return Facts(**given | more)


def rules(*some: dict[str, Any], **more: Any) -> PriorityRules:
    named = [{"name": f"rule {n}", "priority": "high", **rule} for n, rule in enumerate(some)]
    levels = ("low", "normal", "high", "urgent")
    return PriorityRules.model_validate({"levels": levels, "rules": named, **more})


@pytest.mark.parametrize(
    ("phrase", "text", "applies"),
    [
        ("fraud*", "This is FRAUDULENT!", True),
        ("fraud", "This is fraudulent", False),
        ("stolen", "my card was STOLEN.", True),
        ("stolen", "mystolencard", False),
        ("identity theft", "It's identity-theft, plainly", True),
        ("identity theft", "theft of identity", False),
        ("can't feed", "I cant feed my children", True),
        ("vole", "on m'a volé ma carte", True),
        ("احتيال", "هذا الاحتيال واضح", True),
        ("سرق*", "سُرِقَت بطاقتي", True),
    ],
)
def test_a_phrase_takes_words_and_not_parts_of_words(phrase: str, text: str, applies: bool) -> None:
    assert (rules({"words": [phrase]}).decide(facts(text)) is not None) is applies


def test_the_highest_rule_counts_and_all_its_words_are_told() -> None:
    found = rules(
        {"words": ["late"], "priority": "high"},
        {"words": ["stolen"], "priority": "urgent"},
        {"words": ["fraud*"], "priority": "urgent"},
    ).decide(facts("Late, stolen, fraud!"))
    assert found == ("urgent", ["“stolen”", "“fraud”"])


def test_or_the_first_as_the_bank_chooses() -> None:
    found = rules(
        {"words": ["late"], "priority": "high"},
        {"words": ["stolen"], "priority": "urgent"},
        choose="first",
    ).decide(facts("Late and stolen"))
    assert found == ("high", ["“late”"])


@pytest.mark.parametrize(
    ("rule", "more", "because"),
    [
        ({"findings": "iban"}, {"findings": ("iban", "phone")}, ["iban"]),
        ({"posts_at_least": 3, "name": "again"}, {"posts": 3}, ["again"]),
        ({"waiting_hours": 24, "name": "waited"}, {"waiting": timedelta(hours=24)}, ["waited"]),
        ({"words": ["card"], "channel": "x", "surface": "public"}, {"text": "card"}, ["“card”"]),
    ],
)
def test_what_else_a_rule_can_look_at(
    rule: dict[str, Any], more: dict[str, Any], because: list[str]
) -> None:
    assert rules(rule).decide(facts(**more)) == ("high", because)


@pytest.mark.parametrize(
    "rule",
    [
        {"words": ["card"], "channel": "facebook"},
        {"words": ["card"], "findings": ["iban"]},
        {"words": ["card"], "posts_at_least": 2},
        {"words": ["card"], "surface": "private"},
    ],
)
def test_all_that_a_rule_names_must_be_so(rule: dict[str, Any]) -> None:
    assert rules(rule).decide(facts("card")) is None


def test_rules_about_how_the_case_stands_can_be_left_out() -> None:
    some = rules({"posts_at_least": 2, "priority": "urgent"}, {"words": ["card"]})
    assert some.decide(facts("card", posts=5), only_words=True) == ("high", ["“card”"])


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"words": ["card"], "priority": "huge"}, "there is no level “huge”"),
        ({"channel": "x"}, "it takes every case"),
        ({"words": ["ca*rd"]}, "one star at the very end"),
        ({"words": ["!!"]}, "is no phrase"),
        ({"findings": ["shoe size"]}, "findings"),
    ],
)
def test_a_fault_is_said_clearly(rule: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        rules(rule)
    assert said in str(caught.value)


def test_normal_must_be_a_level() -> None:
    with pytest.raises(ValidationError, match="must be one of the levels"):
        PriorityRules(levels=("low", "high"))


def test_a_long_hostile_text_is_read_quickly() -> None:
    assert rules({"words": ["a a a b"]}).decide(facts("a " * 100_000)) is None
