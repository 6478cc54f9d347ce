"""A second person: an answer waits, is changed and approved, and another goes back with a note; also in Arabic."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import AMIRA, LENA, TOM
from tests.journeys.desk_page.clicks import ARABIC, Desk

FEES = "Other banks charge nothing for this transfer. Why do you?"
ANSWER = "Barclays charges more, Olga. We are looking into the fee. ^TO"
BETTER = "We are looking into the fee, Olga. ^TO"
CARD = "My new card never came and nobody at the branch knows why."
SECOND = "HSBC sends them by the same post, Nils. We are asking. ^TO"
NOTE = "Please leave the other bank out."


def test_an_answer_waits_is_changed_approved_and_published(desk: Desk) -> None:
    desk.act_as(TOM)
    fees = desk.customer_writes("Olga Brandt", FEES)
    desk.claim(fees, "Tom Okafor")
    headline = desk.open_thread(fees)
    asks(desk, headline, ANSWER)
    waits = waiting(desk, ANSWER)
    expect(waits).to_contain_text("waits for a second person: its words ask for it")
    desk.album.take("approval-waits")
    desk.act_as(LENA)
    desk.open_thread(desk.case(FEES))
    waiting(desk, ANSWER).get_by_test_id("action-approve_edit").click()
    desk.opens(re.compile("^Approve C-"))
    expect(desk.modal).to_contain_text(FEES)
    desk.fill(text=BETTER)
    desk.album.take("approval-edit")
    desk.submit()
    answer = desk.public_thread(FEES).locator(".post.bank").filter(has_text=BETTER)
    expect(answer).to_be_visible()
    expect(desk.thread).to_contain_text("Lena approved it with changes")
    expect(desk.thread.get_by_test_id("action-approve")).to_have_count(0)
    desk.album.take("approval-changed")


def test_an_answer_goes_back_with_a_note_in_arabic(desk: Desk) -> None:
    desk.act_as(TOM)
    card = desk.customer_writes("Nils Aker", CARD)
    desk.claim(card, "Tom Okafor")
    asks(desk, desk.open_thread(card), SECOND)
    waiting(desk, SECOND)
    desk.act_as(AMIRA)
    listed = desk.asks("approvals")
    expect(listed).to_contain_text(ARABIC)
    expect(listed).to_contain_text(CARD[:30])
    desk.album.take("approval-list-arabic")
    desk.open_thread(desk.case(CARD))
    waiting(desk, SECOND).get_by_test_id("action-approve_return").click()
    desk.opens(re.compile("^إعادة C-"))
    desk.fill(note=NOTE)
    desk.album.take("approval-return-arabic")
    desk.submit()
    expect(desk.thread).to_contain_text(NOTE)
    desk.act_as(TOM)
    desk.press_reply(desk.open_thread(desk.case(CARD)))
    expect(desk.modal.locator("textarea").first).to_have_value(SECOND)
    desk.close()


def asks(desk: Desk, case: Locator, words: str) -> None:
    """The whole way of an answer that waits: form, preview that says so, and the asking."""
    desk.press_reply(case)
    desk.opens(re.compile("^Reply to"))
    desk.fill(text=words)
    desk.modal.get_by_test_id("option-answers").check()
    desk.submit(closes=False)
    desk.opens("Send this answer?")
    expect(desk.modal).to_contain_text("It waits for a second person before it goes")
    expect(desk.page.get_by_test_id("modal-submit")).to_have_text("Ask for approval")
    desk.album.take("approval-preview")
    desk.submit()


def waiting(desk: Desk, words: str) -> Locator:
    """The post of the answer that waits, in the open thread."""
    post = desk.thread.get_by_role("article").filter(has_text=words).last
    expect(post).to_be_visible()
    return post
