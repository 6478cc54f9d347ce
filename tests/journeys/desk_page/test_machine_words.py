"""The bank's own provider of words, on the page: translation, draft and summary, each under its name; in Arabic too."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import AMIRA, TOM
from tests.journeys.desk_page.clicks import ARABIC, Desk

pytestmark = pytest.mark.at_the_build

IN_ARABIC = "البطاقة لا تعمل وخصم المبلغ مرتين، ساعدوني"
LONG = "The app says my statement is on its way since Tuesday"
AGAIN = ("And on Wednesday it said so too", "Now it is Thursday", "Is anybody there?")


def test_a_translation_a_draft_and_a_summary_are_named_as_a_machines(desk: Desk) -> None:
    desk.act_as(TOM)
    case = desk.customer_writes("Rana", IN_ARABIC)
    expect(case).to_contain_text("Machine translation by Sample model")
    expect(case).to_contain_text("the card not")
    desk.album.take("translation")
    desk.press_reply(case)
    desk.opens(re.compile("^Reply to"))
    desk.fill(text="Dear Rana,")
    desk.modal.get_by_test_id("action-ask_draft").click()
    expect(desk.modal).to_contain_text("Draft by Sample model")
    desk.modal.get_by_test_id("action-use_machine_draft").click()
    box = desk.modal.locator("textarea").first
    expect(box).to_have_value(re.compile("^Dear Rana,\n\n.*شكرًا لإخبارنا"))
    desk.album.take("draft")
    desk.close()
    case = desk.customer_writes("Olga Field", LONG)
    for words in AGAIN:
        desk.customer_comments(words, under=LONG)
        expect(desk.case(words)).to_be_visible()
    desk.choose(desk.case(AGAIN[-1]), "Summary…")
    desk.opens(re.compile("^Summary of"))
    expect(desk.modal).to_contain_text("Summary by Sample model")
    expect(desk.modal).to_contain_text(f"The customer: {LONG}")
    desk.album.take("summary")
    desk.close()


def test_they_are_there_in_arabic(desk: Desk) -> None:
    desk.act_as(AMIRA)
    case = desk.customer_writes("Ines Park", "My card was charged twice, please help my account")
    desk.press_reply(case)
    desk.opens(ARABIC)
    ask = desk.modal.get_by_test_id("action-ask_draft")
    expect(ask).to_have_text("مسودة من Sample model")
    ask.click()
    expect(desk.modal).to_contain_text("كتبتها آلة")
    desk.album.take("draft-arabic")
    desk.close()
    case = desk.customer_writes("Jule Moor", "Nobody answers the phone at the branch in the square")
    for words in ("Second day of it", "Third day, same tune", "Fourth day now"):
        desk.customer_comments(words, under="Nobody answers the phone")
        expect(desk.case(words)).to_be_visible()
    desk.choose(desk.case("Fourth day now"), "Summary…")
    desk.opens(ARABIC)
    expect(desk.modal).to_contain_text("ملخص من Sample model")
    desk.album.take("summary-arabic")
    desk.close()
