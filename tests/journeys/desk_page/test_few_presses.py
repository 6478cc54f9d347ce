"""From new to answered and closed: the presses, counted on the page."""

import re

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import PRIYA
from tests.journeys.desk_page.clicks import Desk

HOURS = "When does the Leeds branch open on Saturday? The page says nothing."
ANSWER = "At nine, Nia, and until one. ^PN"
BEFORE = 7  # Claim, Reply…, Preview, Send, Resolve…, what came of it, Resolve
MOST = 3


class Presses:
    """Every press on the way, and what it was."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def press(self, button: Locator) -> None:
        self.made.append(button.inner_text())
        button.click()


def test_new_to_answered_and_closed_in_three_presses(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Nia Brown", HOURS)
    presses = Presses()
    presses.press(case.get_by_test_id("action-reply").last)
    desk.opens(re.compile("^Reply to"))
    desk.fill(text=ANSWER)
    presses.press(desk.modal.get_by_test_id("action-preview_and_resolve"))
    desk.opens("Send this answer?")
    expect(desk.modal).to_contain_text(ANSWER)
    desk.album.take("send-and-resolve")
    presses.press(desk.page.get_by_test_id("modal-submit"))
    expect(desk.modal).to_be_hidden()
    answer = desk.public_thread(HOURS).locator(".post.bank").filter(has_text=ANSWER)
    expect(answer).to_be_visible()
    expect(case).to_contain_text("Explained")
    print(f"\npresses from new to answered and closed: {len(presses.made)} (before: {BEFORE})")
    print(" · ".join(presses.made))
    assert len(presses.made) <= MOST


def test_what_is_taken_back_resolves_nothing(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Nia Brown", "And on Sunday, is Leeds open at all?")
    desk.press_reply(case)
    desk.fill(text="Not on Sundays, Nia. ^PN")
    desk.modal.get_by_test_id("action-preview_and_resolve").click()
    desk.opens("Send this answer?")
    desk.submit()
    desk.open_thread(case)
    expect(desk.thread).to_contain_text("is resolved once it is there")
    desk.thread.get_by_test_id("action-undo").last.click()
    expect(desk.thread).to_contain_text("stays open.")
    expect(case).to_contain_text("In hand")
