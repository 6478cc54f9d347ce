"""Whole days at the desk, generated: whatever happens in them, the small model's figures are the desk's."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.rules.house_rules import HouseRules
from tests.database import MovableDatabase, sqlite_url
from tests.desk.conftest import Bank
from tests.desk.days.model import Model, ModelCase
from tests.desk.days.played import Act, Days
from tests.desk.days.verdict import wrong
from tests.domain.sla.policies import policy

_DAYS = int(os.environ.get("DAYS", "1000"))
_FEW = 5
_OFTEN = ("opens", "writes", "claims", "answers")
_PLAIN = (
    *_OFTEN,
    *_OFTEN,
    "releases",
    "answers_elsewhere",
    "snoozes",
    "resolves",
    "needs_none",
    "is_away",
    "next_day",
)
_ROUGH = (*_PLAIN, "edits", "removes", "merges", "merges", "takes_back", "splits", "outage")

Open = Callable[[], Bank]


def acts(verbs: tuple[str, ...]) -> st.SearchStrategy[list[Act]]:
    """What may happen in some days; it begins with two complaints."""
    numbers = st.integers(0, 40)
    one = st.builds(
        Act, st.sampled_from(verbs), numbers, numbers, st.sampled_from((0, 1, 9, 31, 70, 200))
    )
    return st.lists(one, min_size=5, max_size=25).map(
        lambda more: [Act("opens"), Act("opens"), *more]
    )


days = st.one_of(acts(_PLAIN), acts(_ROUGH))


@pytest.fixture
def opened(tmp_path: Path, _sqlite_template: Path, rules: HouseRules) -> Open:
    """A bank on a database of its own, each time it is called; one promise for every case."""
    simple = rules.model_copy(update={"sla": policy()})
    return lambda: Bank(MovableDatabase(sqlite_url(tmp_path, _sqlite_template)), simple)


def judged(
    opened: Open, plan: list[Act], but: Callable[[Model], object] = lambda model: None
) -> list[str]:
    """What is wrong at the end; ``but``: what the model wrongly believes."""
    bank = opened()
    try:
        played = Days(bank)
        played.play(plan)
        bank.later(seconds=7)
        but(played.model)
        return wrong(played)
    finally:
        bank.database.dispose()


_QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]


@settings(max_examples=_FEW, deadline=None, suppress_health_check=_QUIET, derandomize=True)
@given(plan=days)
def test_some_days_end_as_the_model_says(opened: Open, plan: list[Act]) -> None:
    assert judged(opened, plan) == []


@pytest.mark.proof
@settings(max_examples=_DAYS, deadline=None, suppress_health_check=_QUIET)
@given(plan=days)
def test_a_thousand_days_end_as_the_model_says(opened: Open, plan: list[Act]) -> None:
    assert judged(opened, plan) == []


def _word_elsewhere(model: Model) -> None:
    next(iter(model.words.values())).case = 2


def _another_text(model: Model) -> None:
    next(iter(model.words.values())).text = "Number 0002. All is well"


def _a_word_more(model: Model) -> None:
    word = next(iter(model.words.values()))
    model.words["999"] = replace(word, key="999")


def _a_word_less(model: Model) -> None:
    model.words.popitem()


def _answered_later(model: Model) -> None:
    case = model.cases[1]
    assert case.answered is not None
    case.answered += timedelta(hours=3)


def _claimed_never(model: Model) -> None:
    model.cases[1].claimed = None


def _a_case_more(model: Model) -> None:
    model.cases[9] = ModelCase(9, "nobody", model.cases[1].opened, is_plain=False)


def _ended_otherwise(model: Model) -> None:
    model.cases[2].ended_as = "needed none"


_ORDINARY = [
    Act("opens"),
    Act("opens", minutes=9),
    Act("claims", minutes=9),
    Act("answers", minutes=9),
    Act("resolves", 1, minutes=9),
]


@pytest.mark.parametrize(
    ("but", "told"),
    [
        (lambda model: None, ""),
        (_word_elsewhere, "is in 1 and not in 2"),
        (_another_text, "reads Number 0002. Nothing works"),
        (_a_word_more, "is there 0 times"),
        (_a_word_less, "nobody said"),
        (_answered_later, "first_response"),
        (_claimed_never, "claimed"),
        (_a_case_more, "2 cases were received, say the digests, and not 3"),
        (_ended_otherwise, "'resolved': 1"),
    ],
)
def test_the_model_would_notice(opened: Open, but: Callable[[Model], object], told: str) -> None:
    found = judged(opened, _ORDINARY, but)
    assert found == [] if not told else any(told in each for each in found), found
