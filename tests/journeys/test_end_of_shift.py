"""The end of a shift: everything one holds goes to a colleague; and who is away holds nothing."""

from typing import Any

import pytest

from tests.journeys.conftest import LENA, PRIYA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import (
    answer,
    claim,
    open_thread,
    press_at_home,
    reads,
    shows,
    the_form,
)

pytestmark = pytest.mark.at_the_build

BANK = "NorthbankHelp"


def held(house: House, author: str, user: str) -> tuple[str, str, str]:
    """A new case of this author that somebody holds: its channel, its ts and its words."""
    mark = house.mark()
    house.platforms.x_post(author, f"@{BANK} no answer {mark}")
    channel, ts = open_thread(house, mark)
    claim(house, user, channel, ts)
    return channel, ts, mark


def test_all_i_hold_goes_to_a_colleague_with_a_line_for_each(house: House) -> None:
    channel, first, _ = held(house, "Tuva Berg", LENA)
    _, second, mark = held(house, "Jon Vik", LENA)
    number = house.reference_of(channel, second).removeprefix("C-")
    form = press_at_home(house, LENA, "hand_over_all")
    line = f"Call back at four {mark}"
    values = {"where": "somebody", "to": PRIYA, f"line-{number}": line}
    house.submit(LENA, form, **values)
    outcome = the_form(house, LENA)
    assert "2 cases are handed over" in str(outcome["blocks"])
    house.platforms.do("slack/close_view", user=LENA, view_id=outcome["id"])
    for ts in (first, second):
        shows(house, channel, ts, f"<@{PRIYA}>")
        reads(house, channel, ts, "Lena handed")
    reads(house, channel, second, line)
    eventually(lambda: in_direct_messages(house, line), what="the word to the colleague")


def test_who_is_away_gives_the_cases_back_and_is_not_waited_for(house: House) -> None:
    channel, ts, _ = held(house, "Siv Lunde", LENA)
    _, waiting, later = held(house, "Per Oen", LENA)
    answer(house, LENA, channel, waiting, f"What is your town? {later}", purpose="asks")
    shows(house, channel, waiting, "With the customer")
    form = press_at_home(house, LENA, "away")
    until = next(
        b["element"]["initial_date_time"] for b in form["blocks"] if b["block_id"] == "until"
    )
    house.submit(LENA, form, until=str(until))
    for each in (ts, waiting):
        reads(house, channel, each, "back in the queue")
        shows(house, channel, each, " · nobody")
    house.platforms.x_post("Per Oen", f"@{BANK} Oslo {later}")
    reads(house, channel, waiting, f"Oslo {later}")
    assert house.owner_of(channel, waiting) is None, "anybody may take it"
    house.platforms.do("slack/close_view", user=LENA, view_id=form["id"])
    back = press_at_home(house, LENA, "away")
    house.platforms.do("slack/click_view", user=LENA, view_id=back["id"], action_id="away_back")
    eventually(lambda: "Welcome back" in str(house.platforms.form(LENA)), what="the welcome")
    house.platforms.do("slack/close_view", user=LENA, view_id=back["id"])
    claim(house, LENA, channel, ts)


def in_direct_messages(house: House, words: str) -> bool:
    """Whether the bot wrote it to somebody alone."""
    places: dict[str, Any] = house.platforms.seen()["messages"]
    return any(words in str(said) for place, said in places.items() if place.startswith("D"))
