"""The directory of banks, and what the headline offers of a post that is meant for one; in Arabic too."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import AMIRA, LENA, TOM
from tests.journeys.desk_page.clicks import ARABIC, Desk

pytestmark = pytest.mark.at_the_build

MEANT = "My Alder Trust card was declined at the till, why?"
MEANT_ARABIC = "بطاقتي من بنك الحور ما تشتغل في الدكان"


def test_a_bank_from_its_writing_to_a_pointer(desk: Desk) -> None:
    writes(
        desk,
        TOM,
        name="Alder Trust",
        also="بنك الحور",
        handles="@AlderTrust",
        write_to="@AlderCare",
        whose="other",
    )
    expect(desk.modal).to_contain_text("Not offered until a colleague has reviewed it.")
    desk.album.take("bank-written")
    desk.close()
    opens_the_list(desk, LENA)
    desk.modal.locator("[data-testid^='action-bank_']").last.click()
    desk.modal.get_by_role("button", name="Reviewed: good for 90 days").click()
    expect(desk.modal).to_contain_text("Reviewed by")
    desk.album.take("bank-reviewed")
    desk.close()
    desk.act_as(TOM)
    case = desk.customer_writes("Ivy Marsh", MEANT)
    expect(case).to_contain_text("Meant for Alder Trust?")
    desk.album.take("meant-for-another")
    case.get_by_test_id("action-point_there").click()
    desk.opens(re.compile("^Reply to"))
    expect(desk.modal.locator("textarea").first).to_have_value(
        re.compile("Please write to them: @AlderCare")
    )
    desk.album.take("meant-for-another-pointer")
    desk.close()
    case.get_by_test_id("action-not_ours").click()
    desk.opens(re.compile("not ours$"))
    expect(desk.modal.locator("input").first).to_have_value("Alder Trust")
    desk.close()
    case.get_by_test_id("action-is_ours").click()
    expect(case).not_to_contain_text("Meant for Alder Trust?")


def test_it_is_there_in_arabic(desk: Desk) -> None:
    opens_the_list(desk, AMIRA)
    expect(desk.modal).to_contain_text("راجعه")
    desk.modal.locator("[data-testid^='action-bank_']").last.click()
    desk.modal.get_by_role("button", name="تعديل").click()
    expect(desk.modal).to_contain_text("أين يراسله عملاؤه")
    desk.album.take("bank-arabic-edit")
    desk.close()
    desk.act_as(AMIRA)
    case = desk.customer_writes("هدى", MEANT_ARABIC)
    case.get_by_test_id("action-point_there").click()
    desk.opens(ARABIC)
    expect(desk.modal.locator("textarea").first).to_have_value(re.compile("يُرجى مراسلتهم"))
    desk.album.take("meant-for-another-arabic")
    desk.close()


def writes(desk: Desk, user: str, **values: str) -> None:
    """Somebody enters one; the list stands open."""
    opens_the_list(desk, user)
    desk.fill(**values)
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text(values["name"])


def opens_the_list(desk: Desk, user: str) -> None:
    desk.act_as(user)
    desk.press_at_home("desk_settings")
    desk.modal.get_by_test_id("action-setting_open_banks").click()
    expect(desk.modal.get_by_test_id("field-name")).to_be_visible()
