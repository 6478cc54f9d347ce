"""*Not ours…*: which bank is meant, and the list of such cases behind a manager's figure."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import DANIEL, PRIYA
from tests.journeys.desk_page.clicks import ARABIC, NOURA, Desk, number_of

pytestmark = pytest.mark.at_the_build

LAUNDRY = "Since your app update the Meridian savings pot is empty!"
MEANT = "Meridian Savings"


def test_a_case_meant_for_another_bank_is_closed_and_listed(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Greta Moe", LAUNDRY)
    number = number_of(case)
    desk.claim(case, "Priya Nair")
    desk.open_thread(case)
    desk.choose(case, "Not ours…")
    desk.opens(f"{number}: not ours")
    desk.fill(meant=MEANT, remark="She has no account with us.")
    desk.album.take("not-ours")
    desk.submit()
    expect(case).to_contain_text("Not ours")
    expect(case).to_contain_text(f"Meant: {MEANT}. She has no account with us.")
    desk.album.take("not-ours-closed", pane="thread")
    is_listed(desk, number)
    in_arabic(desk)


def is_listed(desk: Desk, number: str) -> None:
    """Behind the figure of today, at home."""
    desk.act_as(DANIEL)
    home = desk.at_home()
    home.get_by_test_id("action-board_refresh").click()
    figures = home.locator("select", has_text="Show the cases behind")
    expect(figures).to_contain_text("Meant for another bank (1)")
    figures.select_option(label="Meant for another bank (1)")
    desk.opens("The cases behind it")
    expect(desk.modal).to_contain_text(number)
    expect(desk.modal).to_contain_text(f"Meant: {MEANT}.")
    desk.album.take("not-ours-list")
    desk.close()


def in_arabic(desk: Desk) -> None:
    desk.act_as(NOURA)
    case = desk.case(LAUNDRY)
    case.get_by_test_id("action-reopen").click()
    expect(
        case.get_by_test_id("action-claim").or_(case.get_by_test_id("action-reply")).first
    ).to_be_visible()
    desk.choose(case, "Not ours…")
    desk.opens(ARABIC)
    desk.album.take("not-ours-arabic")
    desk.close()
