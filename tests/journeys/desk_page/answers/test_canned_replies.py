"""A canned reply: written by one, reviewed by another, put into an answer; in Arabic too."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import AMIRA, LENA, TOM
from tests.journeys.desk_page.clicks import ARABIC, NOURA, Desk

pytestmark = pytest.mark.at_the_build

LOST = "I lost my card on the train to the coast"
LOST_ARABIC = "فقدت بطاقتي في القطار أمس"
WORDS = (
    "Sorry to hear that, {name}. Please block your card in the app.\n---\nPlease block it, {name}."
)
TOML = """
[[canned_replies]]
title = "Branch is full"
text = "Sorry for the queue, {name}. We are open {hours}."

[[canned_replies]]
title = "Fee is right"
text = "The fee stands in our price list, {name}."
"""
ARABIC_WORDS = "نأسف لذلك يا {name}. يُرجى إيقاف البطاقة من التطبيق."


def test_a_canned_reply_from_its_writing_to_an_answer(desk: Desk) -> None:
    writes(desk, TOM, title="Card lost", text=WORDS, language="en", topic="Cards")
    expect(desk.modal).to_contain_text("Not offered until a colleague has reviewed it.")
    desk.album.take("canned-written")
    desk.close()
    reviews(desk, LENA, "Reviewed: good for 90 days")
    expect(desk.modal).to_contain_text("Reviewed by")
    desk.album.take("canned-reviewed")
    desk.close()
    desk.act_as(TOM)
    case = desk.customer_writes("Amos Reed", LOST)
    desk.press_reply(case)
    desk.opens(re.compile("^Reply to"))
    desk.modal.get_by_test_id("action-canned_reply").select_option(label="★ Card lost")
    expect(desk.modal.locator("textarea").first).to_have_value(
        "Sorry to hear that, Amos Reed. Please block your card in the app."
    )
    desk.album.take("canned-in-an-answer")
    desk.close()


def test_canned_replies_are_there_in_arabic(desk: Desk) -> None:
    writes(desk, TOM, title="بطاقة مفقودة", text=ARABIC_WORDS, language="ar", topic="بطاقات")
    desk.close()
    reviews(desk, AMIRA, "روجع: صالح 90 يومًا")
    expect(desk.modal).to_contain_text("راجعه")
    desk.album.take("canned-arabic")
    desk.choose_in_list(desk.modal.locator("[data-testid^='action-canned_']").last, "تعديل")
    expect(desk.modal.locator("textarea").first).to_have_value(ARABIC_WORDS)
    desk.album.take("canned-arabic-edit")
    desk.close()
    desk.act_as(AMIRA)
    case = desk.customer_writes("سلمى", LOST_ARABIC)
    desk.press_reply(case)
    desk.modal.get_by_test_id("action-canned_reply").select_option(label="★ بطاقة مفقودة")
    expect(desk.modal.locator("textarea").first).to_have_value(re.compile("نأسف لذلك يا سلمى"))
    desk.album.take("canned-arabic-answer")
    desk.close()


def test_the_page_finds_them_takes_them_out_and_puts_them_in(desk: Desk) -> None:
    opens_the_page(desk, TOM)
    desk.modal.get_by_test_id("action-canned_put_in").click()
    desk.opens("Put in replies")
    desk.fill(toml=TOML)
    desk.album.take("canned-put-in")
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("2 entered, 0 changed, 0 as they were.")
    desk.fill(canned_find="queue")
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("Branch is full")
    expect(desk.modal).not_to_contain_text("Fee is right")
    desk.album.take("canned-page")
    desk.modal.get_by_test_id("action-canned_take_out").click()
    expect(desk.modal).to_contain_text("[[canned_replies]]")
    desk.album.take("canned-taken-out")
    desk.close()


def test_the_page_reads_in_arabic(desk: Desk) -> None:
    opens_the_page(desk, NOURA)
    desk.opens(ARABIC)
    desk.album.take("canned-page-arabic")
    desk.modal.get_by_test_id("action-canned_put_in").click()
    expect(desk.modal.get_by_test_id("field-toml")).to_be_visible()
    desk.album.take("canned-put-in-arabic")
    desk.close()


def opens_the_page(desk: Desk, user: str) -> None:
    """``/case replies``, typed by somebody."""
    desk.act_as(user)
    desk.page.get_by_test_id("composer-text").fill("/case replies")
    desk.page.get_by_test_id("composer-send").click()
    expect(desk.modal).to_be_visible()


def writes(desk: Desk, user: str, **values: str) -> None:
    """Somebody enters one; the list stands open."""
    opens_the_list(desk, user)
    desk.fill(**values)
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text(values["title"])


def reviews(desk: Desk, user: str, choice: str) -> None:
    """Somebody says of the newest in the list that it may be used."""
    opens_the_list(desk, user)
    desk.choose_in_list(desk.modal.locator("[data-testid^='action-canned_']").last, choice)


def opens_the_list(desk: Desk, user: str) -> None:
    desk.act_as(user)
    desk.press_at_home("desk_settings")
    desk.modal.get_by_test_id("action-setting_open_canned_replies").click()
    expect(desk.modal.get_by_test_id("field-title")).to_be_visible()
