"""Words go both ways, in two tabs and on two devices; what is refused comes back into the box."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import in_a_browser
from tests.handlers.web.chat.people import Bank
from tests.handlers.web.chat.served import AT_A_DESK, ON_A_PHONE, Screen, says

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]
CARD = "4111 1111 1111 1111"


def test_words_go_both_ways_at_once(screen: Screen, bank: Bank, case_id: int, token: str) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    says(page, "My card was declined 🇦🇪 مرحبا")
    expect(page.locator(".mine .mark")).to_have_text("Sent")
    bank.says(case_id, "Where was that?\nAnd when?")
    expect(page.locator(".theirs .text")).to_have_text("Where was that?\nAnd when?")
    expect(page.locator(".theirs .by")).to_have_text("Amira, Northbank desk")
    expect(page.locator(".mine .mark")).to_have_text("Seen")
    assert bank.kept() == ["My card was declined 🇦🇪 مرحبا"]


@pytest.mark.at_the_build
def test_two_tabs_show_the_same_talk(screen: Screen, bank: Bank, case_id: int, token: str) -> None:
    one = screen.enter(token, **AT_A_DESK)
    other = screen.tab(one.context)
    other.goto(f"{screen.origin}/chat")
    says(one, "From the first")
    expect(other.locator("#words .text")).to_have_text(["From the first"])
    says(other, "From the second")
    expect(one.locator("#words .text")).to_have_text(["From the first", "From the second"])
    bank.says(case_id, "To both")
    for tab in (one, other):
        expect(tab.locator("#words .text")).to_have_text(
            ["From the first", "From the second", "To both"]
        )


@pytest.mark.at_the_build
def test_two_devices_show_the_same_talk(screen: Screen, token: str) -> None:
    phone, desk = screen.enter(token, **ON_A_PHONE), screen.enter(token, **AT_A_DESK)
    says(phone, "From the phone")
    expect(desk.locator("#words .text")).to_have_text(["From the phone"])


@pytest.mark.at_the_build
def test_a_card_number_is_hidden_while_it_is_typed(screen: Screen, bank: Bank, token: str) -> None:
    page = screen.enter(token, **AT_A_DESK)
    page.locator("#box").press_sequentially(f"It is {CARD} I think")
    expect(page.locator("#box")).to_have_value("It is •••• •••• •••• 1111 I think")
    expect(page.locator("#box-hint")).to_contain_text("We hid a card number")
    page.locator("#box").fill("٤١١١١١١١١١١١١١١١")
    expect(page.locator("#box")).to_have_value("••••••••••••١١١١")
    page.locator("#box").fill("My reference is 1234 5678 9012 3456")
    expect(page.locator("#box")).to_have_value("My reference is 1234 5678 9012 3456")
    page.locator("#send").click()
    expect(page.locator(".mine .mark")).to_have_text("Sent")


@pytest.mark.at_the_build
def test_what_the_server_refuses_comes_back_into_the_box(
    screen: Screen, bank: Bank, token: str
) -> None:
    page = screen.enter(token, **AT_A_DESK)
    hidden_from_the_page = "41/11/1111/1111/1111-11 4111_1111_1111_1111"
    page.evaluate("text => { document.getElementById('box').value = text }", "4111\n1111 1111 1111")
    page.locator("#send").click()
    expect(page.locator("#box")).not_to_have_value("")
    expect(page.locator("#box-hint")).to_contain_text("card number")
    assert bank.kept() == []
    assert hidden_from_the_page not in page.content()


def test_all_of_it_works_by_keyboard_alone(screen: Screen, bank: Bank, token: str) -> None:
    page = screen.open(token, **AT_A_DESK)
    reached = _tabbed_to(page, "#enter button")
    assert reached < 5
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    page.wait_for_selector("body[data-ready=yes]")
    assert _tabbed_to(page, "#box") < 6
    page.keyboard.type("By keyboard")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("in two lines")
    page.keyboard.press("Enter")
    expect(page.locator(".mine .mark")).to_have_text("Sent")
    assert bank.kept() == ["By keyboard\nin two lines"]
    expect(page.locator("#box")).to_be_focused()
    _tabbed_to(page, "#leave summary", back=True)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Yes, end it")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Yes, end it")).to_be_hidden()


def test_without_a_script_plain_forms_do(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.open(token, java_script_enabled=False, **ON_A_PHONE)
    page.get_by_label("The link from our message").fill(page.url)
    page.get_by_role("button", name="Begin the chat").click()
    page.get_by_label("Your message").fill("Without a script")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".mine .text")).to_have_text("Without a script")
    bank.says(case_id, "It works")
    page.get_by_role("link", name="Look for new messages").click()
    expect(page.locator(".theirs .text")).to_have_text("It works")
    page.get_by_label("Your message").fill(f"It is {CARD}")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("card number")
    page.get_by_text("End chat", exact=True).click()
    page.get_by_role("button", name="Yes, end it").click()
    expect(page.get_by_role("heading", name="This chat has ended")).to_be_visible()


def _tabbed_to(page: Page, place: str, *, back: bool = False) -> int:
    """How many times Tab is pressed until this has the focus."""
    for pressed in range(1, 30):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.locator(place).evaluate("each => each === document.activeElement"):
            return pressed
    raise AssertionError(f"{place} is not reached")
