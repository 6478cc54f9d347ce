"""Hiding a comment on Facebook, showing it again, and deleting our own answer."""

import pytest

from tests.journeys.conftest import LENA, PRIYA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import (
    answer,
    claim,
    headline,
    open_thread,
    reads,
    say_in_form,
    shows,
)

pytestmark = pytest.mark.at_the_build


def test_a_comment_is_hidden_and_shown_again_and_our_answer_deleted(house: House) -> None:
    mark = house.mark()
    comment = house.facebook_comment("Geir Foss", f"Crooks, all of you {mark}")
    channel, ts = open_thread(house, mark)
    say_in_form(house, LENA, channel, ts, "hide_post", reason="Insults a colleague")
    eventually(lambda: is_hidden(house, comment), what="the comment hidden on Facebook")
    reads(house, channel, ts, "The post is hidden on Facebook")
    shows(house, channel, ts, "1 post is hidden")
    say_in_form(house, LENA, channel, ts, "unhide_post", reason="It is an opinion")
    eventually(lambda: not is_hidden(house, comment), what="the comment shown on Facebook again")
    reads(house, channel, ts, "shown again on Facebook")
    claim(house, PRIYA, channel, ts)
    answer(house, PRIYA, channel, ts, f"Sorry to hear that, Gerd. {mark}")
    eventually(lambda: house.facebook_answers(comment), what="our answer")
    shows(house, channel, ts, "With the customer")
    eventually(lambda: offers(house, channel, ts, "remove_answer"), what="Delete our answer")
    say_in_form(house, LENA, channel, ts, "remove_answer", reason="The wrong name")
    eventually(lambda: not house.facebook_answers(comment), what="our answer gone from Facebook")
    reads(house, channel, ts, "Our answer was deleted on Facebook")
    shows(house, channel, ts, "Our answer was removed")


def is_hidden(house: House, comment: str) -> bool:
    """Whether the public still sees it."""
    items = house.platforms.look("facebook/timeline?limit=300")["posts"]
    return any(item["id"] == comment and item["hidden"] for item in items)


def offers(house: House, channel: str, ts: str, verb: str) -> bool:
    """Whether the menu of the headline has this verb."""
    return f"'{verb}:" in headline(house, channel, ts)
