"""Moderation: a customer's comment is hidden and shown again; our own answer is taken down."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LENA
from tests.journeys.desk_page.clicks import Desk

pytestmark = pytest.mark.at_the_build

INSULT = "Crooks, all of you, and the one at the desk most of all!"
ANSWER = "We are sorry to hear that, Gerd. What happened at the desk?"


def test_a_comment_is_hidden_and_shown_and_our_answer_taken_down(desk: Desk) -> None:
    desk.act_as(LENA)
    case = desk.customer_writes("Geir Foss", INSULT, on="facebook")
    desk.claim(case, "Lena Brandt")
    desk.open_thread(case)
    desk.answer(case, ANSWER, purpose="asks")
    post = desk.public_thread(INSULT)
    expect(post.locator(".post.bank")).to_contain_text(ANSWER)
    takes_the_answer_down(desk)
    desk.customer_comments("And still nobody calls me, you crooks.", under=INSULT)
    expect(case).to_contain_text("First of 2:")
    hides_and_shows(desk)


def takes_the_answer_down(desk: Desk) -> None:
    case = desk.case(INSULT)
    desk.choose(case, "Delete our answer…")
    expect(desk.modal).to_contain_text(ANSWER)
    desk.fill(reason="The wrong name: he is called Geir.")
    desk.album.take("delete-answer")
    desk.submit()
    expect(desk.public_thread(INSULT)).not_to_contain_text(ANSWER)
    expect(desk.thread).to_contain_text("Our answer was deleted on Facebook")
    expect(case).to_contain_text("Our answer was removed")


def hides_and_shows(desk: Desk) -> None:
    case = desk.case(INSULT)
    desk.choose(case, "Hide a post…")
    desk.opens("Hide a post")
    desk.modal.locator("[data-testid=field-post] input").first.check()
    desk.fill(reason="Insults a colleague.")
    desk.submit()
    expect(desk.public_thread(INSULT)).to_contain_text("Hidden by the bank")
    expect(case).to_contain_text("1 post is hidden")
    desk.choose(case, "Show a hidden post again…")
    desk.fill(reason="It is an opinion.")
    desk.submit()
    expect(desk.public_thread(INSULT)).not_to_contain_text("Hidden by the bank")
    expect(desk.thread).to_contain_text("shown again on Facebook")
