"""A long answer on the page: typed as one text, shown as posts, and published one under the other."""

from playwright.sync_api import expect

from tests.journeys.conftest import PRIYA
from tests.journeys.desk_page.clicks import Desk

LOAN = "Why does my loan still show as open, though I paid the last rate in May?"
SENTENCE = "We looked at the {} payment and found that it was booked on the right day and in full."
LONG = " ".join(SENTENCE.format(each) for each in ("first", "second", "third", "fourth"))


def test_a_long_answer_is_published_as_posts_one_under_the_other(desk: Desk) -> None:
    desk.act_as(PRIYA)
    loan = desk.customer_writes("Ruth Vann", LOAN)
    desk.claim(loan, "Priya Nair")
    desk.open_thread(loan)
    desk.press_reply(desk.headline())
    desk.fill(text=LONG)
    desk.modal.get_by_test_id("option-answers").check()
    desk.submit(closes=False)
    desk.opens("Send this answer?")
    expect(desk.modal).to_contain_text("As 2 posts")
    expect(desk.modal).to_contain_text("(2/2) We looked")
    desk.album.take("long-answer-preview")
    desk.submit()
    expect(desk.public_thread(LOAN)).to_contain_text("(1/2) We looked at the first payment")
    expect(desk.public_thread(LOAN)).to_contain_text("(2/2) We looked at the fourth payment")
    expect(desk.thread).to_contain_text("is published")
    desk.album.take("long-answer-sent", pane="thread")
