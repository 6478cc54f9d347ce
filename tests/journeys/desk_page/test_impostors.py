"""An account that looks like the bank and answers its customer, on the page: the alarm, the warnings, its end."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import AMIRA, LENA
from tests.journeys.desk_page.clicks import ARABIC, FEED, Desk

pytestmark = pytest.mark.at_the_build

COMPLAINT = "My standing order left twice this morning and the hotline is silent"
ARABIC_COMPLAINT = "خرج الأمر المستديم مرتين هذا الصباح ولا أحد يرد على الهاتف"
ASKS = "So sorry to hear that! Send us a DM with your card number"


def answers_as(desk: Desk, name: str, *, under: str) -> None:
    """Somebody with this name answers the customer."""
    post = desk.public_thread(under)
    post.get_by_role("button", name=re.compile("Reply|Comment")).first.click()
    post.get_by_label("Customer", exact=True).fill(name)
    post.get_by_label("Reply as a customer").fill(ASKS)
    post.get_by_role("button", name="Send").click()


def test_the_alarm_the_warning_and_that_it_is_dealt_with(desk: Desk) -> None:
    desk.act_as(LENA)
    desk.customer_writes("Uma Stone", COMPLAINT)
    answers_as(desk, "Northbank Care", under=COMPLAINT)
    desk.act_as(LENA, channel="duty")
    alarm = desk.page.locator(FEED).filter(has_text="Northbank Care").last
    expect(alarm).to_contain_text("answers our customers and asks")
    desk.album.take("impostor")
    alarm.get_by_test_id("action-warn_reached").click()
    expect(desk.modal).to_contain_text("an account that is not ours has answered you here")
    desk.album.take("impostor-warning")
    desk.submit()
    expect(desk.public_thread(COMPLAINT)).to_contain_text(
        "an account that is not ours", timeout=30_000
    )
    alarm.get_by_test_id("action-impostor_dealt_with").click()
    expect(alarm).to_contain_text("was dealt with, as somebody has said")
    desk.album.take("impostor-dealt-with")


def test_the_warning_is_there_in_arabic(desk: Desk) -> None:
    desk.act_as(AMIRA)
    desk.customer_writes("رنا", ARABIC_COMPLAINT)
    answers_as(desk, "Northbank Helpdesk", under=ARABIC_COMPLAINT)
    desk.act_as(AMIRA, channel="duty")
    alarm = desk.page.locator(FEED).filter(has_text="Northbank Helpdesk").last
    alarm.get_by_test_id("action-warn_reached").click()
    desk.opens(ARABIC)
    expect(desk.modal).to_contain_text("أجابكم هنا حساب لا يخصنا")
    desk.album.take("impostor-warning-arabic")
    desk.close()
    alarm.get_by_test_id("action-not_an_impostor").click()
    expect(alarm).to_contain_text("is no impostor, as somebody has said")
