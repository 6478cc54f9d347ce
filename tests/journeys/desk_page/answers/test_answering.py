"""Answering: the form, drafts, two people at once, a colleague's words, Undo, and @Earshot."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import LENA, PRIYA, TOM
from tests.journeys.desk_page.clicks import Desk

LOAN = "You lost my loan papers twice. Do I have to come in a third time?"
BEGUN = "We found your papers, Vera, and"
ANSWER = "We found your papers, Vera. Nobody has to come in. Sorry for the trouble. ^LB"
RATE = "The rate in the letter is not the rate on the phone. Which one is it?"
COLLEAGUE = "The letter is right, Karl. The rate on the phone was last month's."


def test_an_answer_is_kept_as_a_draft_taken_over_undone_and_sent(desk: Desk) -> None:
    desk.act_as(PRIYA)
    loan = desk.customer_writes("Vera Stein", LOAN)
    desk.claim(loan, "Priya Nair")
    headline = desk.open_thread(loan)
    keeps_a_draft(desk)
    takes_over(desk)
    takes_back(desk)
    desk.answer(headline, ANSWER)
    answer = desk.public_thread(LOAN).locator(".post.bank").filter(has_text=ANSWER)
    expect(answer).to_be_visible()
    expect(headline).to_contain_text("With the customer")
    desk.page.get_by_test_id("acting-as").select_option(PRIYA)  # whose form is still open
    desk.close()


def keeps_a_draft(desk: Desk) -> None:
    desk.press_reply(desk.headline())
    desk.fill(text=BEGUN)
    desk.modal.get_by_test_id("action-save_draft").click()
    expect(desk.modal).to_contain_text("draft")
    desk.close()
    desk.press_reply(desk.headline())
    expect(desk.modal.locator("textarea").first).to_have_value(BEGUN)
    desk.album.take("draft")


def takes_over(desk: Desk) -> None:
    """Priya's form is still open; Lena is a lead, so she may answer for her."""
    desk.act_as(LENA)
    desk.open_thread(desk.case(LOAN))
    desk.press_reply(desk.headline())
    desk.opens("Somebody is writing")
    expect(desk.modal).to_contain_text("@Priya Nair is writing to")
    desk.album.take("taken")
    desk.submit(closes=False)
    desk.opens(re.compile("^Reply to"))
    expect(desk.modal).to_contain_text("@Priya Nair holds this case.")


def takes_back(desk: Desk) -> None:
    desk.close()
    desk.answer(desk.headline(), BEGUN)
    desk.thread.get_by_test_id("action-undo").last.click()
    expect(desk.thread).to_contain_text("took the answer back before it went out")


def test_a_colleagues_words_become_the_answer(desk: Desk) -> None:
    desk.act_as(TOM)
    rate = desk.customer_writes("Karl Lunde", RATE, on="facebook")
    desk.claim(rate, "Tom Okafor")
    headline = desk.open_thread(rate)
    note = desk.write(COLLEAGUE)
    note.hover()
    note.locator("[data-testid^=menu-] summary").click()
    note.get_by_test_id("shortcut-use_as_answer").click()
    expect(desk.modal.locator("textarea").first).to_have_value(COLLEAGUE)
    desk.close()
    desk.write("@Earshot reply")
    whisper = desk.thread.locator("article.whisper").last
    desk.press_reply(whisper)
    expect(desk.modal.locator("textarea").first).to_have_value(COLLEAGUE)
    desk.modal.get_by_test_id("option-answers").check()
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("In answer to")
    desk.submit()
    answer = desk.public_thread(RATE).locator(".post.bank").filter(has_text=COLLEAGUE)
    expect(answer).to_be_visible()
    expect(headline).to_contain_text("With the customer")
