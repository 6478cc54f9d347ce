"""Which rule takes a case, and which policies are refused."""

import pytest
from pydantic import ValidationError

from bot.domain.sla.policy import Metric, SlaPolicy
from tests.domain.sla.policies import HOUR, policy, rule, subject


def test_the_first_rule_that_matches_counts() -> None:
    chosen = policy(
        rule("urgent", match={"priority": "urgent"}),
        rule("on x", match={"channel": ["x", "facebook"], "brand": "northbank"}),
        rule("rest"),
    )
    assert _name(chosen, priority="urgent") == "urgent"
    assert _name(chosen) == "on x"
    assert _name(chosen, brand="harbour") == "rest"


def test_every_condition_of_a_rule_must_hold() -> None:
    both = policy(rule("both", match={"team": "cards", "surface": "private"}), rule("rest"))
    assert _name(both, team="cards") == "rest"
    assert _name(both, team="cards", surface="private") == "both"


def test_a_case_no_rule_takes_gets_none_so_that_it_can_be_flagged() -> None:
    assert policy(rule(match={"channel": "facebook"})).rule_for(subject()) is None


def test_a_rule_that_is_silent_about_a_metric_is_refused() -> None:
    silent = {"name": "all", "targets": {"claimed": "none", "first_response": "1 hour"}}
    with pytest.raises(ValidationError, match="says nothing of next_response, resolution"):
        policy(silent)


def test_a_rule_that_can_never_be_reached_is_refused() -> None:
    with pytest.raises(ValidationError, match="“later” is never reached"):
        policy(rule("everything"), rule("later", match={"channel": "x"}))


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(ValidationError, match="two rules are called “a”"):
        policy(rule("a", match={"channel": "x"}), rule("a"))


def test_a_warning_after_the_breach_is_refused() -> None:
    late = {"target": "30 business minutes", "warn": "30 business minutes"}
    with pytest.raises(ValidationError, match="already over"):
        policy(rule(claimed=late))


def test_a_warning_about_nothing_is_refused() -> None:
    with pytest.raises(ValidationError, match="warns about a target of “none”"):
        policy(rule(resolution={"target": "none", "warn": "50 %"}))


def test_the_version_survives_storing_and_changes_with_any_word() -> None:
    one = policy()
    again = SlaPolicy.model_validate(one.model_dump(mode="json"))
    assert again.version == one.version
    assert policy(rule(claimed="16 business minutes")).version != one.version


def test_the_usual_first_response_is_an_hour_with_a_warning_at_half() -> None:
    found = policy().rule_for(subject())
    assert found is not None
    promise = found.targets[Metric.FIRST_RESPONSE]
    assert (str(promise.target), str(promise.warn)) == (
        HOUR["first_response"]["target"],  # type: ignore[index]  # a table in this fixture
        "30 business minutes",
    )


def _name(chosen: SlaPolicy, **given: str) -> str:
    found = chosen.rule_for(subject(**given))
    assert found is not None
    return found.name
