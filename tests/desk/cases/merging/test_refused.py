"""Which cases may become one, and which come to mind first."""

import pytest

from bot.desk.case_access import NotOpen
from bot.desk.cases import merging, suggesting
from bot.domain.records.cases.case import Case
from tests.desk.cases.merging.merged import merge, two_cases
from tests.desk.conftest import Bank


def test_what_cannot_be_merged_is_refused_with_the_reason(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    with pytest.raises(merging.CannotMerge, match="itself"):
        merge(bank, first, first)
    merge(bank, second, first)
    with pytest.raises(NotOpen):
        merge(bank, second, first)
    third = bank.complaint("Hello", author="bo")
    with pytest.raises(merging.CannotMerge, match="merged itself"):
        merge(bank, third, second)
    with bank.desk() as desk:
        foreign = desk.session.get_one(Case, third)
        foreign.brand = "another"
        desk.session.add(foreign)
    with pytest.raises(merging.CannotMerge, match="Link"):
        merge(bank, third, first)


def test_the_authors_own_open_cases_are_suggested_first(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    beside = bank.post("Me too", author="bo").model_copy(update={"conversation": post.conversation})
    third = bank.take_in(beside)
    with bank.desk() as desk:
        case = desk.session.get_one(Case, second)
        found = [each.number for each in suggesting.to_merge(desk, case=case)]
    assert found == [first, third]


def test_who_said_the_same_comes_next_the_nearest_in_time_first(bank: Bank) -> None:
    case_id = bank.complaint("The app is down again, I cannot log in")
    bank.later(seconds=20)
    same_minute = bank.complaint("@NorthbankHelp the APP is down, cannot log in!", author="bo")
    other = bank.complaint("My card was swallowed in Leeds", author="cleo")
    bank.later(hours=3)
    later = bank.complaint("app down again and I cannot log in", author="dan")
    with bank.desk() as desk:
        case = desk.session.get_one(Case, case_id)
        found = [each.number for each in suggesting.to_merge(desk, case=case)]
    assert found == [same_minute, later]
    assert other not in found
