"""From a public complaint to the answer under it, on each channel and each database."""

import pytest

from tests.journeys.conftest import AMIRA, JONAS, House
from tests.journeys.house import eventually
from tests.journeys.slack_acts import answer, claim, open_thread, press_reply

pytestmark = pytest.mark.on_both


def test_a_complaint_on_x_is_claimed_answered_and_the_answer_stands_under_it(house: House) -> None:
    words = f"@NorthbankHelp my card was declined twice at the till today {house.mark()}"
    post = house.platforms.x_post("Nadia Brandt", words)
    channel, ts = open_thread(house, words)
    claim(house, AMIRA, channel, ts)
    answer(house, AMIRA, channel, ts, f"Sorry about that, we are on it. {house.mark()} ^AH")
    [reply] = eventually(lambda: house.platforms.x_answers(post), what="the public answer")
    assert reply["text"].endswith("^AH")
    eventually(
        lambda: any(str(reply["id"]) in said for said in house.platforms.thread(channel, ts)),
        what="the link to the answer in the thread",
    )
    headline = eventually(
        lambda: house.platforms.headline_about(channel, "With the customer"),
        what="the state on the headline",
    )
    assert headline["blocks"]


def test_a_comment_on_facebook_is_answered_with_a_comment(house: House) -> None:
    words = f"Still waiting for my new card after three weeks {house.mark()}"
    comment = house.facebook_comment("Oskar Lind", words)
    channel, ts = open_thread(house, words)
    answer(house, JONAS, channel, ts, f"We are sorry, Oskar. {house.mark()}")
    eventually(
        lambda: house.facebook_answers(comment), what="the comment under the customer's comment"
    )


def test_a_visitor_post_on_the_page_is_a_case(house: House) -> None:
    words = f"Nobody answers your phone {house.mark()}"
    house.platforms.do("facebook/visitor_post", page=house.page, author="Ines Duarte", text=words)
    open_thread(house, words)


def test_what_the_customer_says_next_edits_and_deletes_appears_in_the_thread(house: House) -> None:
    mark = house.mark()
    comment = house.facebook_comment("Mia Sand", f"My transfer is missing {mark}")
    channel, ts = open_thread(house, mark)
    house.platforms.do("facebook/edit", id=comment, text=f"My transfer of Monday is missing {mark}")
    eventually(
        lambda: "of Monday" in str(house.platforms.thread(channel, ts)),
        what="the edit in the thread",
    )
    house.facebook_comment("Mia Sand", f"Hello? {mark}", parent=comment)
    eventually(
        lambda: "Hello?" in str(house.platforms.thread(channel, ts)),
        what="the customer's next word",
    )
    house.platforms.do("facebook/remove", id=comment)
    eventually(
        lambda: mark not in str((house.platforms.message(channel, ts) or {})["blocks"]),
        what="the deletion on the headline",
    )
    eventually(
        lambda: "of Monday" not in str(house.platforms.thread(channel, ts)),
        what="the words gone from the thread",
    )


def test_a_card_number_never_reaches_slack_nor_the_database(house: House) -> None:
    mark = house.mark()
    house.platforms.x_post(
        "Luca Ferri", f"@NorthbankHelp {mark} why was 4111 1111 1111 1111 charged twice?"
    )
    open_thread(house, mark)
    assert "4111 1111" not in str(house.platforms.slack())
    assert not house.database_holds("4111 1111 1111 1111")
    assert not house.logs_hold("4111 1111 1111 1111")


def test_the_form_refuses_personal_data_in_a_public_answer(house: House) -> None:
    mark = house.mark()
    post = house.platforms.x_post("Hana Kord", f"@NorthbankHelp where is my refund {mark}")
    channel, ts = open_thread(house, mark)
    form = press_reply(house, AMIRA, channel, ts)
    outcome = house.submit(AMIRA, form, text="Please call 020 7946 0018 now", purpose="answers")
    assert "phone" in str(outcome["errors"])
    assert not house.platforms.x_answers(post)
    house.platforms.do("slack/close_view", user=AMIRA, view_id=form["id"])
