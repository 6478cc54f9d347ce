"""Personal data that a customer posted: shown for a minute, asked to be deleted, and gone; in two languages."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import AMIRA, LENA
from tests.journeys.desk_page.clicks import ARABIC, Desk

pytestmark = pytest.mark.at_the_build

PHONE, PIN = "07700 900142", "4821"
WORDS = "Three days without my card now, and still nobody has rung me back about it."
POSTED = f"{WORDS} Ring me on {PHONE}. My PIN is {PIN}."
OTHERS = "وصلت رسالتان إلى عنواني القديم وثالثة في الطريق إليه أيضًا"
ARABIC_POST = f"{OTHERS} اتصلوا بي على {PHONE}"
_A_MINUTE_MS = 80_000


def test_it_is_shown_for_a_minute_and_asked_to_be_deleted(desk: Desk) -> None:
    desk.act_as(LENA)
    case = desk.customer_writes("Gerd Lang", POSTED, on="facebook")
    expect(case).to_contain_text("Everybody can read it: a phone number, a PIN. Still there.")
    expect(case).not_to_contain_text(PHONE)
    desk.album.take("posted-data")
    shows_it(desk)
    asks_to_delete(desk)
    desk.public_thread(WORDS).get_by_role("button", name="Delete").first.click()
    gone = desk.page.get_by_text("The personal data they posted is gone since")
    expect(gone.first).to_be_visible()
    desk.album.take("posted-data-gone")


def shows_it(desk: Desk) -> None:
    desk.choose(desk.case(WORDS), "Show what was masked…")
    desk.opens("What was masked")
    expect(desk.modal).not_to_contain_text(PHONE)
    desk.fill(reason="To ring them back today.")
    desk.album.take("reveal-form")
    desk.submit(closes=False)
    desk.opens("For one minute")
    expect(desk.modal).to_contain_text(PHONE)
    expect(desk.modal).not_to_contain_text(PIN)
    desk.album.take("revealed")
    expect(desk.modal).not_to_contain_text(PHONE, timeout=_A_MINUTE_MS)
    desk.opens("Hidden again")
    desk.album.take("hidden-again")
    desk.close()


def asks_to_delete(desk: Desk) -> None:
    desk.case(WORDS).get_by_test_id("action-ask_to_delete").click()
    desk.opens(re.compile("^Reply to"))
    field = desk.modal.locator("[data-testid^='field-text']")
    expect(field).to_have_value(re.compile("Please delete this post soon"))
    desk.album.take("ask-to-delete")
    desk.submit(closes=False)
    desk.opens("Send this answer?")
    desk.submit()
    expect(desk.public_thread(WORDS)).to_contain_text("Please delete this post soon")


def test_a_colleague_who_reads_arabic_sees_it_all_in_arabic(desk: Desk) -> None:
    desk.act_as(AMIRA)
    case = desk.customer_writes("Rana Odeh", ARABIC_POST, on="facebook")
    desk.choose(case, "Show what was masked…")  # the channel speaks English
    desk.opens(ARABIC)
    desk.fill(reason="للاتصال بها اليوم")
    desk.album.take("reveal-form-arabic")
    desk.submit(closes=False)
    desk.opens("لدقيقة واحدة")
    expect(desk.modal).to_contain_text(PHONE)
    desk.album.take("revealed-arabic")
    desk.close()
    desk.case(OTHERS).get_by_test_id("action-ask_to_delete").click()
    desk.opens(ARABIC)
    field = desk.modal.locator("[data-testid^='field-text']")
    expect(field).to_have_value(re.compile("حذف هذا المنشور"))
    desk.album.take("ask-to-delete-arabic")
    desk.close()
