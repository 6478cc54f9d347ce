"""Answers with what the gate is to find in each, read from a file; and how the gate does on them."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.domain.rules.answer_problems import problems_of
from bot.domain.rules.answers.answer_check import Answer, Problem
from bot.domain.rules.house_rules import HouseRules
from tests.domain.house import house

# How others call what the gate finds.
ALSO_CALLED = {
    "secret_request": {"asks_secret", "asks_in_private"},
    "quoted_secret": {"quotes_customer"},
    "foreign_link": {"unlisted_link", "short_link", "lookalike_link"},
    "internal": {"internal_words", "colleague", "slack_markup"},
    "account_fact": {"customer_fact"},
    "regulated": {"product_words", "caution_words"},
    "doubt": {"tone"},
}
OWN = Path(__file__).with_name("answers.toml")


@dataclass(frozen=True)
class Labelled:
    """One of them; nothing is to be found in a harmless one."""

    text: str
    language: str
    finds: Collection[str]
    customer: str = ""


def answers(path: Path = OWN) -> list[Labelled]:
    """All of a file."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["answers"]
    return [
        Labelled(row["text"], row["language"], tuple(row.get("finds", ())), row.get("customer", ""))
        for row in rows
    ]


@cache
def rules() -> HouseRules:
    """The shipped rules, as the two invented banks have them."""
    return house()


def problems(text: str, *, customer: str = "") -> list[Problem]:
    """What stands in the way of a public answer."""
    answer = Answer(
        text=text,
        surface="public",
        limit=100_000,
        length=len,
        brand="northbank",
        customer=customer,
    )
    return problems_of(rules(), answer)


def found(one: Labelled) -> frozenset[str]:
    """The codes of what is found in it; of personal data the kind is one code, and all are another."""
    codes = {problem.code for problem in problems(one.text, customer=one.customer)}
    return frozenset(codes | {code.split(".")[0] for code in codes})


def recall(some: Iterable[Labelled]) -> Mapping[tuple[str, str], Counter[bool]]:
    """By what is to be found and language: how often it was, and was not."""
    counts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for one in some:
        codes = found(one)
        for key in one.finds:
            counts[key, one.language][not ALSO_CALLED.get(key, {key}).isdisjoint(codes)] += 1
    return counts


def blocked(some: Iterable[Labelled]) -> list[Labelled]:
    """Those that would not go out."""
    return [
        one
        for one in some
        if any(each.blocking for each in problems(one.text, customer=one.customer))
    ]
