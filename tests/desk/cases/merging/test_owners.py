"""Who has a merged case, and who gets it back."""

import pytest

from bot.desk.ownership import claims
from bot.domain.records.cases.case import CaseState
from bot.domain.records.staff import Actor
from tests.desk.cases.merging.merged import (
    AMIRA,
    claim,
    merge,
    owner,
    replays,
    two_cases,
    unmerge,
)
from tests.desk.conftest import Bank


@pytest.mark.parametrize(
    ("of_source", "of_target", "expected"),
    [("U0AMIRA", "U0JONAS", "U0JONAS"), ("U0AMIRA", "", "U0AMIRA"), ("", "U0JONAS", "U0JONAS")],
)
def test_two_owners_settle_to_the_targets(
    bank: Bank, of_source: str, of_target: str, expected: str
) -> None:
    first, second, _ = two_cases(bank)
    if of_source:
        claim(bank, second, Actor.staff(of_source))
    if of_target:
        claim(bank, first, Actor.staff(of_target))
    merge(bank, second, first)
    assert (owner(bank, second), owner(bank, first)) == ("", expected)


@pytest.mark.parametrize("of_target", ["", "U0JONAS"])
def test_an_unmerge_brings_the_owner_back(bank: Bank, of_target: str) -> None:
    bank.staff("U0AMIRA", roles=["agent"])
    first, second, _ = two_cases(bank)
    claim(bank, second, AMIRA)
    if of_target:
        claim(bank, first, Actor.staff(of_target))
    merge(bank, second, first)
    bank.later(minutes=1)
    unmerge(bank, second)
    assert owner(bank, second) == "U0AMIRA"
    assert bank.case(second).state == CaseState.CLAIMED
    assert replays(bank, second)
    assert replays(bank, first)
    assert owner(bank, first) == (of_target or "U0AMIRA")  # nobody's case is let go of unasked


def test_an_unmerge_gives_a_case_to_nobody_who_may_not_hold_it_any_more(bank: Bank) -> None:
    bank.staff("U0AMIRA", roles=["reader"])
    first, second, _ = two_cases(bank)
    claim(bank, second, AMIRA)
    merge(bank, second, first)
    unmerge(bank, second)
    assert owner(bank, second) == ""
    assert bank.case(second).state == CaseState.NEW


def test_an_owner_who_let_go_before_the_merge_does_not_come_back(bank: Bank) -> None:
    bank.staff("U0AMIRA", roles=["agent"])
    first, second, _ = two_cases(bank)
    claim(bank, second, AMIRA)
    with bank.desk() as desk:
        claims.release(desk, case_id=second, by=AMIRA)
    merge(bank, second, first)
    unmerge(bank, second)
    assert owner(bank, second) == ""
