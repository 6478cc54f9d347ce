"""Typing an answer with a keyboard: nothing disturbs it, and no word is lost with the form."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import PRIYA
from tests.journeys.desk_page.clicks import Desk

STATEMENT = "My statement for October never came. Can you send it again?"
BEGUN = "We are sorry, Mira. "
ASKS = "Please reply with your PIN. "
MIDDLE = "Really"


def test_what_is_typed_is_kept_counted_and_looked_through_and_the_caret_stays(desk: Desk) -> None:
    desk.act_as(PRIYA)
    statement = desk.customer_writes("Mira Holt", STATEMENT)
    desk.claim(statement, "Priya Nair")
    desk.open_thread(statement)
    desk.press_reply(desk.headline())
    box = desk.modal.locator("textarea").first
    expect(desk.modal).to_contain_text("kept as you go")
    box.press_sequentially(BEGUN + ASKS, delay=40)
    expect(box).to_have_value(BEGUN + ASKS)
    expect(desk.modal).to_contain_text(re.compile("Characters left: [0-9]+ of 280"))
    expect(desk.modal).to_contain_text("🔴")
    expect(box).to_be_focused()
    for _ in ASKS:  # to stand in the middle, where a form that is drawn anew must leave us
        box.press("ArrowLeft")
    box.press_sequentially(MIDDLE, delay=40)
    expect(box).to_have_value(BEGUN + MIDDLE + ASKS)
    desk.album.take("typing")
    for _ in ASKS:
        box.press("Delete")
    expect(desk.modal).not_to_contain_text("🔴")
    desk.close()
    desk.press_reply(desk.headline())
    expect(desk.modal.locator("textarea").first).to_have_value((BEGUN + MIDDLE).strip())
    desk.close()
