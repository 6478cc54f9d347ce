"""The words of a merged case: shown in the target, private ones only where they were."""

import pytest

from bot.desk.cases import merging
from bot.desk.private_words import NotForYou
from bot.domain.channels.inbound import Happening
from bot.domain.records.cases.case import CaseState, Surface
from tests.desk.cases.merging.merged import AMIRA, merge, said_in, two_cases
from tests.desk.conftest import Bank
from tests.desk.talks import press


def test_the_words_show_in_the_targets_thread_and_a_removal_is_honoured_there(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    shown = said_in(bank, first)
    assert len(shown) == 1
    gone = post.model_copy(update={"happening": Happening.REMOVED, "at": bank.now})
    bank.take_in(gone)
    removed = [d for d in bank.deliveries("slack.said") if d.payload["what"] == "removed"]
    assert len({d.payload["thread_id"] for d in removed}) == 2


def test_private_words_of_a_merged_case_stay_in_a_private_thread(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    secret = bank.take_in(bank.post("It is about my divorce", author="bo", surface=Surface.PRIVATE))
    merge(bank, secret, first)
    assert len(said_in(bank, first, Surface.PRIVATE)) == 1
    assert said_in(bank, first, Surface.PUBLIC) == []


def test_nobody_moves_private_words_whom_they_are_not_for(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    post = bank.post("Same here", author="bo")
    second = bank.take_in(post)
    secret = bank.post("It is about my divorce", author="bo", surface=Surface.PRIVATE)
    bank.take_in(secret.model_copy(update={"conversation": post.conversation}))
    with pytest.raises(NotForYou), press(bank, "U0JONAS") as desk:
        merging.merge(desk, case_id=second, into=first, by=AMIRA)
    assert bank.case(second).state is not CaseState.MERGED


def test_a_private_word_of_another_author_does_not_follow(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    post = bank.post("Same here", author="bo")
    second = bank.take_in(post)
    merge(bank, second, first)
    secret = bank.post("My account is empty", author="bo", surface=Surface.PRIVATE)
    secret = secret.model_copy(update={"conversation": post.conversation})
    assert bank.take_in(secret) not in {first, second}
