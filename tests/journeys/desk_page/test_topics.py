"""What a case is about, on the page: suggested, corrected in the form in English, confirmed in Arabic and on the way out."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import TOM
from tests.journeys.desk_page.clicks import NOURA, Desk
from tests.journeys.desk_page.test_in_arabic import IN_ARABIC

pytestmark = pytest.mark.at_the_build

LOST = "I lost my card yesterday, please cancel my card"
DECLINED = "My card was declined at the till, payment declined"
CHARGED = "You charged me a fee, why is there a monthly fee"


def test_a_suggestion_is_corrected_in_english_and_confirmed_in_arabic(desk: Desk) -> None:
    desk.act_as(TOM)
    case = desk.customer_writes("Petra Lund", LOST)
    expect(case).to_contain_text("Topic: Card lost or stolen?")
    desk.choose(case, "Topic…")
    desk.opens(re.compile("topic$"))
    expect(desk.modal).to_contain_text("Suggested by what the customer wrote")
    desk.album.take("topic")
    desk.fill(topic="card_new")
    desk.submit()
    expect(case).to_contain_text("Topic: New card, delivery, PIN, limits")

    desk.act_as(NOURA)
    declined = desk.customer_writes("Sami Haddad", DECLINED)
    desk.choose(declined, "Topic…")
    desk.opens(IN_ARABIC)
    expect(desk.modal).to_contain_text("اقتراح مما كتبه العميل")
    desk.album.take("topic-arabic")
    desk.submit()
    expect(declined).to_contain_text("Topic: Card or payment declined")


def test_resolve_asks_what_it_was_about(desk: Desk) -> None:
    desk.act_as(TOM)
    case = desk.customer_writes("Ola Berg", CHARGED)
    expect(case).to_contain_text("Topic: Fees and charges?")
    case.get_by_test_id("action-resolve").click()
    desk.modal.get_by_test_id("option-explained").check()
    desk.fill(remark="Told them by phone")
    desk.album.take("resolve-with-topic")
    desk.submit()
    expect(case).to_contain_text("Topic: Fees and charges")
    expect(case).not_to_contain_text("charges?")
