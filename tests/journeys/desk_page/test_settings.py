"""The weekly data: an absence and a closed day entered and removed; an author blocked and let in again."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DANIEL, LENA, TOM
from tests.journeys.desk_page.clicks import NOURA, Desk

pytestmark = pytest.mark.at_the_build

SPAM = "Phones, phones, the best phones, half price today!!!"
AGAIN = "Only today: free phones for all customers of the bank!!!"


def test_the_weekly_data_is_edited_by_role(desk: Desk) -> None:
    desk.act_as(DANIEL)
    desk.press_at_home("desk_settings")
    expect(desk.modal).to_contain_text("Duty roster")
    desk.album.take("settings")
    enters_an_absence(desk)
    enters_a_closed_day(desk)
    enters_a_number(desk)
    desk.close()
    desk.act_as(TOM)
    desk.press_at_home("desk_settings")
    desk.modal.get_by_test_id("action-setting_open_closed_days").click()
    desk.opens("Closed days")
    expect(desk.page.get_by_test_id("modal-submit")).to_be_hidden()
    desk.close()
    desk.act_as(NOURA)
    desk.press_at_home("desk_settings")
    desk.album.take("settings-arabic")
    desk.modal.get_by_test_id("action-setting_open_contacts").click()
    desk.opens("الأرقام والروابط")
    desk.album.take("contacts-arabic")
    desk.close()


def enters_an_absence(desk: Desk) -> None:
    desk.modal.get_by_test_id("action-setting_open_absences").click()
    desk.opens("Absences")
    desk.fill(person=TOM, until=f"{tomorrow(desk)}T08:00")
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("Entered.")
    expect(desk.modal).to_contain_text("@Tom Okafor")
    desk.album.take("absences")
    desk.modal.get_by_role("button", name="Remove").click()
    expect(desk.modal).to_contain_text("Nothing is entered.")
    desk.page.get_by_test_id("modal-cancel").click()


def enters_a_closed_day(desk: Desk) -> None:
    desk.modal.get_by_test_id("action-setting_open_closed_days").click()
    desk.opens("Closed days")
    desk.fill(calendar="standard", day="2031-06-05", reason="Moving house")
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("2031-06-05")
    desk.page.get_by_test_id("modal-cancel").click()


def enters_a_number(desk: Desk) -> None:
    desk.modal.get_by_test_id("action-setting_open_contacts").click()
    desk.opens("Numbers and links")
    desk.fill(value="+44 20 7946 0958", whose="ours", name="Cards, day and night")
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("Cards, day and night")
    desk.album.take("contacts")
    desk.page.get_by_test_id("modal-cancel").click()


def test_an_author_is_blocked_and_their_posts_are_set_aside(desk: Desk) -> None:
    desk.act_as(LENA)
    case = desk.customer_writes("Free Phones", SPAM)
    desk.choose(case, "Block or unblock the author…")
    desk.opens("Block the author")
    desk.fill(reason="Sells phones under every post.")
    desk.album.take("block")
    desk.submit()
    desk.open_thread(case)
    expect(desk.thread).to_contain_text("blocked this author")
    desk.page.get_by_test_id("customer-text-x").fill(AGAIN)
    desk.page.get_by_test_id("customer-post-x").click()
    expect(desk.public_thread(AGAIN)).to_be_visible()
    desk.press_at_home("desk_settings")
    desk.modal.get_by_test_id("action-setting_open_blocked").click()
    desk.opens("Blocked authors")
    expect(desk.modal).to_contain_text("Free Phones")
    expect(desk.modal).to_contain_text("1 post is set aside.")
    desk.modal.get_by_test_id("action-setting_posts").click()
    expect(desk.modal).to_contain_text(AGAIN)
    desk.page.get_by_test_id("modal-cancel").click()
    desk.modal.get_by_role("button", name="Unblock").click()
    expect(desk.modal).to_contain_text("Nothing is entered.")
    desk.close()
    desk.act_as(LENA)
    expect(desk.case(SPAM)).to_contain_text("Free Phones")


def tomorrow(desk: Desk) -> str:
    """The day after the sandbox's own."""
    now = datetime.fromisoformat(desk.house.platforms.look("clock")["now"])
    return f"{now + timedelta(days=1):%Y-%m-%d}"
