"""A specialist team is asked about a case and is late: reminded, then its lead, then whoever asked; then it answers."""

import pytest

from tests.journeys.conftest import AMIRA, NORTHBANK, PRIYA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import (
    claim,
    open_thread,
    press_below,
    reads,
    say_in_form,
    shows,
    text_of,
    the_form,
)

pytestmark = pytest.mark.at_the_build

CARDS = "C0CARDS"


def in_cards(house: House, words: str) -> str:
    """Wait until the team's channel holds these words; the ts of the message that does."""

    def look() -> str | None:
        found = [one for one in house.platforms.messages(CARDS) if words in text_of(one)]
        return str(found[-1]["ts"]) if found else None

    return eventually(look, what=f"“{words}” in the team's channel")


def test_a_late_specialist_is_reminded_and_the_answer_is_used(house: House) -> None:
    house.to_opening()
    mark = house.mark()
    house.platforms.x_post("Liv Dahl", f"@NorthbankHelp my card is declined {mark}")
    channel, ts = open_thread(house, mark)
    assert channel == NORTHBANK
    claim(house, AMIRA, channel, ts)
    question = f"Can it be used again today? {mark}"
    say_in_form(
        house,
        AMIRA,
        channel,
        ts,
        "ask_team",
        team="cards",
        question=question,
        within="1 business hour",
    )
    asked = in_cards(house, question)
    assert f"declined {mark}" in str(house.platforms.message(CARDS, asked))
    shows(house, channel, ts, "answer by")
    assert house.owner_of(channel, ts) == AMIRA, "the case stays with whoever has it"

    house.platforms.move(minutes=31)
    in_cards(house, "waits for an answer, by")
    house.platforms.move(minutes=30)
    in_cards(house, "should have been answered by")
    shows(house, channel, ts, "answer was due")
    house.platforms.move(minutes=30)
    told = f"D{AMIRA[1:]}"
    eventually(
        lambda: "should have been answered by" in str(house.platforms.messages(told)),
        what="the word to whoever asked",
    )

    house.platforms.press(PRIYA, CARDS, asked, "consult_answer")
    answered = house.submit(PRIYA, the_form(house, PRIYA), text=f"Yes, within the hour. {mark}")
    assert not answered.get("errors"), answered
    reads(house, channel, ts, f"Yes, within the hour. {mark}")
    in_cards(house, "Answered by")
    press_below(house, AMIRA, channel, ts, "consult_use")
    form = eventually(
        lambda: _with(house, f"Yes, within the hour. {mark}"), what="the answer form with the words"
    )
    house.platforms.do("slack/close_view", user=AMIRA, view_id=form["id"])


def _with(house: House, words: str) -> dict[str, object] | None:
    form = house.platforms.form(AMIRA)
    return form if form is not None and words in str(form["blocks"]) else None
