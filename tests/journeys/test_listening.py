"""An account that looks like the bank, from its answer to a customer to the end of its alarm; and a topic that people
corrected, learnt by the bank's own model and suggested by it."""

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.conftest import DUTY, LENA, House
from tests.journeys.house import Process, eventually
from tests.journeys.slack_acts import choose, headline, open_thread, shows, the_form

pytestmark = pytest.mark.at_the_build

ASKS = "So sorry! Send us a DM with your card number"
WORDS = "wobbly zorblax again please"  # of which the shipped model knows nothing
LEAST = 20  # cases, of which a model is learnt


def test_an_impostor_is_told_its_customer_warned_and_the_alarm_ended(house: House) -> None:
    mark = house.mark()
    post = house.platforms.x_post("Una Stern", f"@NorthbankHelp my standing order is lost {mark}")
    place = open_thread(house, mark)
    house.platforms.x_post("Northbank Care", f"@NorthbankHelp {ASKS}", in_reply_to=post)
    alarm = eventually(lambda: standing(house), what="the alarm")
    assert house.reference_of(*place) in str(alarm)
    assert ours(house, post) == []  # nothing goes by itself
    house.platforms.press(LENA, DUTY, alarm["ts"], "warn_reached")
    form = eventually(lambda: house.platforms.form(LENA), what="the warnings")
    assert "an account that is not ours has answered you here" in str(form["blocks"])
    house.platforms.do("slack/submit", user=LENA, view_id=form["id"], values={})
    eventually(lambda: ours(house, post), what="the warning on X")
    house.platforms.press(LENA, DUTY, alarm["ts"], "impostor_dealt_with")
    ended = "was dealt with, as somebody has said"
    eventually(lambda: ended in str(house.platforms.messages(DUTY)), what="its end")


def test_a_topic_that_people_corrected_is_learnt_and_suggested(
    house: House, tmp_path: Path
) -> None:
    marks = [house.mark() for _ in range(LEAST)]
    for number, mark in enumerate(marks):
        house.platforms.x_post(f"Zed Number{number}", f"@NorthbankHelp {WORDS} {mark}")
    for mark in marks:
        place = open_thread(house, mark)
        choose(house, LENA, *place, "topic")
        house.submit(LENA, the_form(house, LENA), topic="offers")
        shows(house, *place, "Topic: Offers")
    learnt = earshot(house, tmp_path, "topics", "learn", "--as", "Ola")
    assert f"en: {LEAST} cases whose topic a person set." in learnt
    assert "Nothing is switched" in learnt
    model = learnt.partition("topics use ")[2].partition("`")[0]
    earshot(house, tmp_path, "topics", "use", model, "--as", "Ola")
    mark = house.mark()
    house.platforms.x_post("Yva Late", f"@NorthbankHelp {WORDS} {mark}")
    shows(house, *open_thread(house, mark), "Topic: Offers")
    earshot(house, tmp_path, "topics", "back", "en", "--as", "Ola")
    mark = house.mark()
    house.platforms.x_post("Yvo Later", f"@NorthbankHelp {WORDS} {mark}")
    assert "Topic: Offers" not in headline(house, *open_thread(house, mark))


def standing(house: House) -> dict[str, Any] | None:
    """The alarm of the account, in the fallback channel."""
    told = house.platforms.messages(DUTY)
    return next((each for each in told if "answers our customers and asks" in str(each)), None)


def ours(house: House, post: str) -> list[dict[str, Any]]:
    """What we answered under this post."""
    return [each for each in house.platforms.x_answers(post) if each["is_bank"]]


def earshot(house: House, folder: Path, *command: str) -> str:
    """What a command printed, as somebody with a shell gives it."""
    log = folder / f"{command[1]}.log"
    process = Process(["handlers", *command], env=house.env, log=log)
    assert process.finish() == 0, log.read_text()
    return log.read_text()
