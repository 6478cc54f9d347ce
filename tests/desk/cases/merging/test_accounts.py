"""Cases with two accounts of one bank become one; each message is answered from the account it came to."""

import pytest

from bot.desk.cases import merging, suggesting
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import Case, Surface
from bot.outbox.outcome import Receipt
from tests.desk.cases.merging.merged import merge, unmerge
from tests.desk.conftest import X_ACCOUNT, Bank
from tests.desk.talks import answer, private, with_private_words

MAIN = "1001001009"
ACCOUNTS = [{"channel": "x", "id": X_ACCOUNT}, {"channel": "x", "id": MAIN}]


@pytest.fixture
def two(bank: Bank) -> Bank:
    """A bank that answers on two accounts, in private too."""
    bank.lay_over({"routing": {"brands": {"northbank": {"accounts": ACCOUNTS}}}})
    return with_private_words(bank)


def both(bank: Bank) -> tuple[int, int]:
    """One customer's case with each of the accounts."""
    ours, main = bank.complaint(), bank.take_in(bank.post("And my transfer?", account=MAIN))
    assert ours != main
    return ours, main


def answered(bank: Bank, case_id: int) -> str:
    """Answer in public, until it is out: the account that it went from."""
    key = f"form-{len(bank.deliveries('reply'))}"
    delivery = answer(bank, case_id, f"Try again, {key}. ^AH", surface=Surface.PUBLIC, key=key)
    bank.end(delivery, Receipt(reference=f"p{delivery.id}", at=bank.now))
    return str(delivery.payload["account"])


def later_post(bank: Bank, account: str) -> Inbound:
    bank.later(minutes=5)
    return bank.post("Hello?", account=account)


def test_cases_with_two_accounts_of_a_brand_become_one_and_each_account_answers_its_own(
    two: Bank,
) -> None:
    ours, main = both(two)
    with two.desk() as desk:
        case = desk.session.get_one(Case, main)
        assert [each.number for each in suggesting.to_merge(desk, case=case)] == [ours]
    merge(two, ours, main)
    assert answered(two, main) == MAIN  # the latest word came to this one
    for account in (X_ACCOUNT, MAIN):
        assert two.take_in(later_post(two, account)) == main
        assert answered(two, main) == account
    unmerge(two, ours)
    assert two.take_in(later_post(two, X_ACCOUNT)) == ours


def test_a_private_word_to_the_merged_cases_account_goes_on_in_the_other(two: Bank) -> None:
    ours, main = both(two)
    merge(two, ours, main)
    two.later(minutes=1)
    assert two.take_in(private(two, "My number is in the form")) == main
    assert two.take_in(private(two, "Hello?", author="bo")) not in (ours, main)


def test_a_case_with_private_words_stays_with_its_account(two: Bank) -> None:
    ours, main = both(two)
    two.take_in(private(two, "My number is in the form"))
    for case_id, into in ((ours, main), (main, ours)):
        with pytest.raises(merging.CannotMerge, match="private words stay with theirs"):
            merge(two, case_id, into)
    with two.desk() as desk:
        case = desk.session.get_one(Case, main)
        assert suggesting.to_merge(desk, case=case) == []


def test_accounts_that_no_brand_lists_are_not_taken_for_one_bank(bank: Bank) -> None:
    ours = bank.take_in(bank.post("Hello", account="31"))
    with pytest.raises(merging.CannotMerge, match="another account"):
        merge(bank, ours, bank.take_in(bank.post("Hello", account="32")))
