"""Slack away, a platform away, our process killed: nothing is lost and nothing is said twice."""

from concurrent.futures import ThreadPoolExecutor

from tests.journeys.conftest import AMIRA, JONAS, PRIYA, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import answer, claim, open_thread


def test_of_two_people_claiming_at_once_one_wins_and_the_other_is_told_who(house: House) -> None:
    mark = house.mark()
    house.platforms.x_post("Emre Yilmaz", f"@NorthbankHelp fees again {mark}")
    channel, ts = open_thread(house, mark)
    with ThreadPoolExecutor(max_workers=2) as people:
        for press in [
            people.submit(house.platforms.press, user, channel, ts, "claim")
            for user in (AMIRA, JONAS)
        ]:
            press.result()
    owned = eventually(lambda: house.owner_of(channel, ts), what="the owner on the headline")
    other = JONAS if owned == AMIRA else AMIRA
    eventually(
        lambda: f"<@{owned}> claimed" in str(house.platforms.form(other)),
        what="the word to the second who was first",
    )


def test_what_came_while_slack_was_down_is_shown_once_when_it_is_back(house: House) -> None:
    mark = house.mark()
    house.platforms.fault("slack", "*", "down", times=None)
    house.platforms.x_post("Rosa Klein", f"@NorthbankHelp app is down {mark}")
    eventually(lambda: house.database_holds(mark), what="the post in our database")
    assert house.platforms.headline_about("C0NORTHBANK", mark) is None
    house.platforms.mend()
    open_thread(house, mark)
    assert house.count_headlines(mark) == 1


def test_what_was_posted_while_x_was_down_becomes_a_case_when_it_is_back(house: House) -> None:
    mark = house.mark()
    house.platforms.fault("x", "*", "down", times=None)
    house.platforms.x_post("Ivo Petrov", f"@NorthbankHelp locked out {mark}")
    house.platforms.mend()
    open_thread(house, mark)
    assert house.count_headlines(mark) == 1


def test_an_answer_accepted_just_before_a_kill_is_found_and_not_published_again(
    house: House,
) -> None:
    mark = house.mark()
    post = house.platforms.x_post("Vera Holm", f"@NorthbankHelp double charge {mark}")
    channel, ts = open_thread(house, mark)
    claim(house, PRIYA, channel, ts)
    house.platforms.fault("x", "POST /2/tweets", "hang_after", seconds=20)
    answer(house, PRIYA, channel, ts, f"We have refunded you. {mark}")
    eventually(lambda: house.platforms.x_answers(post), what="the answer on X")
    house.stop_bot(kill=True)
    house.platforms.mend()
    house.start_bot()
    eventually(
        lambda: "With the customer" in str(house.platforms.message(channel, ts)),
        what="the receipt after the restart",
        within_s=60,
    )
    assert len(house.platforms.x_answers(post)) == 1


def test_after_a_sigterm_in_mid_send_nothing_is_half_done(house: House) -> None:
    mark = house.mark()
    post = house.platforms.x_post("Noor Aziz", f"@NorthbankHelp card stuck {mark}")
    channel, ts = open_thread(house, mark)
    claim(house, PRIYA, channel, ts)
    house.platforms.fault("x", "POST /2/tweets", "hang_after", seconds=1.5)
    answer(house, PRIYA, channel, ts, f"Please try again now. {mark}")
    house.stop_bot()
    house.start_bot()
    eventually(
        lambda: "With the customer" in str(house.platforms.message(channel, ts)),
        what="the receipt",
        within_s=60,
    )
    assert len(house.platforms.x_answers(post)) == 1
