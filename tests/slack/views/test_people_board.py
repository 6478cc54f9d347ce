"""The board of people and the form beside each, from the longest and strangest input: what Slack takes."""

import pytest

from bot.slack.views.home.give_on_form import GiveOnShown, give_on_form, read_give_on
from bot.slack.views.home.people_board import (
    PEOPLE_MOST,
    LoadShown,
    PeopleShown,
    PersonShown,
    people_view,
)
from tests.slack.views.slack_rules import assert_view
from tests.slack.views.strange import NOON, STRANGE, strange_case

FULL = LoadShown(1200, 30, 5, 7)


@pytest.mark.parametrize("text", list(STRANGE.values()), ids=list(STRANGE))
def test_a_desk_of_two_hundred_and_forty_teams_fits(text: str) -> None:
    person = PersonShown("U0TOM", FULL, False, (text,) * 9, last_act=NOON)
    away = PersonShown("U0LENA", LoadShown(), away_until=NOON)
    view = people_view(PeopleShown(FULL, [(text, FULL)] * 40, [person, away] * 100))
    assert_view(view)
    assert len(view["blocks"]) <= PEOPLE_MOST + 5
    assert "and 110 more" in str(view["blocks"][-1])


@pytest.mark.parametrize("text", list(STRANGE.values()), ids=list(STRANGE))
def test_fifty_cases_to_give_on_fit(text: str) -> None:
    cases = [strange_case(text)] * 50
    teams = [(f"t{number}", text) for number in range(120)]
    shares = {f"U0{number}X": number for number in range(1, 60)}
    shown = GiveOnShown("U0TOM", cases, 900, "k" * 36, hidden=3, teams=teams, shares=shares)
    view = give_on_form(shown)
    assert_view(view)
    assert read_give_on(view["private_metadata"]).holder == "U0TOM"
    assert "The first 50 of 900" in str(view["blocks"])


def test_where_nothing_is_to_give_on_nothing_can_be_sent() -> None:
    view = give_on_form(GiveOnShown("", (), 0, "k"))
    assert_view(view)
    assert "submit" not in view
