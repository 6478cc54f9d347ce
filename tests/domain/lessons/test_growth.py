"""The early warning's rule: growth in each of several weeks, from enough cases on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lessons.growth import grows
from bot.domain.rules.register_rules import RegisterRules
from bot.language import speaking

WEEKS = st.lists(st.integers(min_value=0, max_value=50), max_size=10)


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        ([1, 2, 4, 7], True),
        ([9, 9, 1, 2, 4, 7], True),
        ([0, 1, 2, 4], False),  # too few to speak of
        ([1, 4, 4, 7], False),  # it stood still
        ([3, 2, 4, 7], False),
        ([2, 4, 7], False),  # nobody knows the week before
        ([], False),
    ],
)
def test_each_week_has_more_than_the_one_before(weeks: list[int], expected: bool) -> None:
    assert grows(weeks, for_weeks=3, least=5) is expected


@given(WEEKS)
def test_what_grows_has_never_been_more(weeks: list[int]) -> None:
    if grows(weeks, for_weeks=3, least=5):
        assert weeks[-1] == max(weeks[-4:])
        assert weeks[-1] >= 5


@given(WEEKS, st.integers(min_value=0, max_value=50))
def test_a_week_more_that_is_no_more_ends_it(weeks: list[int], fewer: int) -> None:
    following = [*weeks, min(fewer, weeks[-1] if weeks else 0)]
    assert not grows(following, for_weeks=3, least=5)


RULES = RegisterRules.model_validate(
    {
        "causes": {
            "other": {"title": "Something else", "ar": "سبب آخر"},
            "refund_slow": {"title": "Refund too slow", "topics": ["refunds"]},
            "sign_in": {"title": "Codes do not work", "topics": ["login"]},
        }
    }
)


def test_of_a_case_about_a_topic_its_own_causes_are_offered_first() -> None:
    def offered(topic: str) -> list[str]:
        return [name for name, _ in RULES.causes_for(topic)]

    assert offered("login") == ["sign_in", "other", "refund_slow"]
    assert offered("") == ["other", "refund_slow", "sign_in"]


def test_a_cause_is_called_in_the_language_of_who_reads() -> None:
    with speaking("ar"):
        assert RULES.cause_said("other") == "سبب آخر"
        assert RULES.cause_said("sign_in") == "Codes do not work"
    assert RULES.cause_said("once_known") == "Once known"
