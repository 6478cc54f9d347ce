"""Answers that were not given from here: in the native app, and by hand where X takes none from us."""

import pytest

from tests.journeys.conftest import PRIYA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import (
    claim,
    headline,
    open_thread,
    press_below,
    reads,
    shows,
    the_form,
)

pytestmark = pytest.mark.at_the_build

BANK = "NorthbankHelp"
DUE = "answer by"


def test_an_answer_in_the_native_app_is_credited_until_somebody_says_otherwise(
    house: House,
) -> None:
    mark = house.mark()
    post = house.platforms.x_post("Enzo Ricci", f"@{BANK} my transfer is gone {mark}")
    channel, ts = open_thread(house, mark)
    claim(house, PRIYA, channel, ts)
    house.platforms.x_post(BANK, f"We are looking into it {house.mark()}", post)
    reads(house, channel, ts, "not from here")
    shows(house, channel, ts, "With the customer")
    eventually(lambda: DUE not in headline(house, channel, ts), what="no answer due")
    press_below(house, PRIYA, channel, ts, "native_holding")
    reads(house, channel, ts, "so the clock runs on")
    shows(house, channel, ts, "In hand")
    shows(house, channel, ts, DUE)
    assert house.count_headlines("looking into it") == 0, "our own post is never a case"


def test_a_find_is_answered_by_hand_and_our_answer_is_recognised(house: House) -> None:
    mark, said = house.mark(), house.mark()
    post = house.platforms.x_post("Liv Strand", f"north bank froze my card again {mark}")
    channel, ts = open_thread(house, mark)
    shows(house, channel, ts, "Found by the words: north bank")
    assert "'open_on_channel'" in headline(house, channel, ts)
    assert "'reply'" not in headline(house, channel, ts), "X takes no answer from an app here"
    house.platforms.press(PRIYA, channel, ts, "answered_by_hand")
    house.submit(PRIYA, the_form(house, PRIYA), purpose="answers")
    reads(house, channel, ts, "by hand on X")
    shows(house, channel, ts, "With the customer")
    house.platforms.x_post(BANK, f"Your card works again {said}", post)
    reads(house, channel, ts, said)
    with_words = [each for each in house.platforms.thread(channel, ts) if said in each]
    assert len(with_words) == 1, "recognised as the answer that was told of, not as another"
    assert house.owner_of(channel, ts) == PRIYA
    assert eventually(lambda: house.platforms.x_answers(post), what="our answer")
