"""A chat that is revoked or ended closes on every open page."""

import pytest
from playwright.sync_api import expect

from tests.browser import in_a_browser
from tests.handlers.web.chat.people import Bank
from tests.handlers.web.chat.served import AT_A_DESK, ON_A_PHONE, Screen, says

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]


@pytest.mark.at_the_build
def test_a_chat_that_staff_revoke_closes_on_the_open_page(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.enter(token, **AT_A_DESK)
    with bank.app.desk() as desk:
        now = desk.now
    bank.change(case_id, revoked_at=now)
    expect(page.locator("#problem")).to_contain_text("This chat was closed")
    expect(page.locator("#box")).to_be_hidden()


@pytest.mark.at_the_build
def test_an_ended_chat_is_ended_in_the_other_tab_too_and_asks_once(
    screen: Screen, token: str
) -> None:
    page = screen.enter(token, **AT_A_DESK)
    other = screen.tab(page.context)
    other.goto(f"{screen.origin}/chat")
    says(page, "Thank you")
    expect(page.locator(".mine .mark")).to_have_text("Sent")
    page.get_by_text("End chat", exact=True).click()
    page.get_by_role("button", name="Yes, end it").click()
    expect(page.get_by_role("heading", name="This chat has ended")).to_be_visible()
    expect(other.get_by_role("heading", name="This chat has ended")).to_be_visible()
    page.get_by_role("radio", name="Yes").check()
    page.get_by_role("radio", name="4 stars").check()
    page.get_by_role("button", name="Tell us").click()
    expect(page.get_by_text("Thank you for telling us how it was.")).to_be_visible()


@pytest.mark.at_the_build
def test_what_came_too_late_stays_in_sight_as_not_sent(
    screen: Screen, bank: Bank, token: str
) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    other = screen.tab(page.context)
    other.goto(f"{screen.origin}/chat")
    page.route("**/chat/say", lambda route: route.abort())
    says(page, "In the tunnel")
    expect(page.locator(".waiting")).to_have_count(1)
    page.locator("#box").fill("half a sentence")
    other.get_by_text("End chat", exact=True).click()
    other.get_by_role("button", name="Yes, end it").click()
    expect(page.get_by_role("heading", name="This chat has ended")).to_be_visible()
    for _ in ("at once", "after a reload"):
        expect(page.locator(".waiting .text")).to_have_text(["In the tunnel", "half a sentence"])
        expect(page.locator(".waiting .mark")).to_have_text(["That could not be sent."] * 2)
        page.reload()
    assert bank.kept() == []
