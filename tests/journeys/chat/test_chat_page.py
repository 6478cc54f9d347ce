"""From a complaint in public into the secure chat, with real clicks: the public side, the customer's phone and Slack."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import FrameLocator, Locator, expect

from tests.browser import PHONE, in_a_browser
from tests.journeys.conftest import PRIYA
from tests.journeys.desk_page.clicks import Desk, desk_in
from tests.journeys.house import eventually
from tests.journeys.test_console_page import Bank

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("desk-chat-page")]

COMPLAINT = (
    "My account has been frozen since Monday and my rent bounced. Nobody on the phone tells me why."
)
TELLS = "It is the account for my rent, ending in 4417. I was abroad last week, could it be that?"
ANSWER = (
    "Thank you, Rosa. A payment from abroad set off our fraud check. Your account works again, and "
    "the fee for the bounced rent comes back tomorrow."
)
THANKS = "It works. Thank you, Priya!"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The open page, and whoever plays on it."""
    folder = tmp_path_factory.mktemp("chat-page")
    with desk_in(Bank(folder, f"sqlite:///{folder}/earshot.db")) as opened:
        yield opened


def phone(desk: Desk) -> FrameLocator:
    """The page on the customer's phone."""
    return desk.page.frame_locator("[data-testid=phone-frame]")


def test_a_public_complaint_is_settled_in_the_secure_chat(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Rosa Lind", COMPLAINT)
    desk.claim(case, "Priya Nair")
    invites(desk, case)
    comes_in_by_a_public_link(desk)
    talks_both_ways(desk)
    stays_in_while_the_sandbox_travels(desk)
    ends_and_says_how_it_was(desk)
    closes_in_public_with_one_line(desk)


def invites(desk: Desk, case: Locator) -> None:
    desk.choose(case, "Move to secure chat…")
    desk.opens("Move to secure chat")
    expect(desk.modal).to_contain_text("for everybody to read")
    desk.album.take("chat-invitation")
    desk.submit()
    expect(desk.public_thread(COMPLAINT).get_by_test_id("chat-link")).to_be_visible()
    previews = eventually(
        lambda: desk.house.platforms.look("previews")["previews"], what="X's look at the link"
    )
    assert {(each["reader"], each["status"]) for each in previews} == {("Twitterbot/1.0", 200)}


def comes_in_by_a_public_link(desk: Desk) -> None:
    desk.public_thread(COMPLAINT).get_by_test_id("chat-link").click()
    screen = phone(desk)
    screen.get_by_role("button", name="Begin the chat").click()
    screen.get_by_role("button", name="Show me a code").click()
    expect(desk.page.get_by_test_id("phone-code")).to_contain_text("Rosa Lind sends it as a reply")
    desk.page.get_by_test_id("phone-send-wrong").click()
    expect(screen.locator("#code-trouble")).to_contain_text("came from another account")
    desk.album.take("chat-code", pane="phone")
    draws_the_phone(desk, "chat-code")
    desk.page.get_by_test_id("phone-send-code").click()
    expect(screen.locator("#box")).to_be_visible()
    expect(desk.page.get_by_test_id("phone-code")).to_be_hidden()


def talks_both_ways(desk: Desk) -> None:
    screen = phone(desk)
    screen.locator("#box").fill(TELLS)
    screen.locator("#send").click()
    desk.act_as(PRIYA, channel="northbank-private")
    headline = desk.open_thread(desk.case("Rosa Lind"))
    expect(desk.thread).to_contain_text("A code for the secure chat came, and let nobody in")
    expect(desk.thread).to_contain_text("entered by public link")
    expect(desk.thread).to_contain_text(TELLS)
    expect(headline).to_contain_text("1 message from the customer below")  # drawn anew by now
    desk.answer(headline, ANSWER)
    expect(screen.locator(".theirs .text")).to_have_text(ANSWER)
    screen.locator("#box").fill(THANKS)
    screen.locator("#send").click()
    expect(desk.thread).to_contain_text(THANKS)
    desk.album.take("chat-talk", pane="phone")
    desk.thread.get_by_role("article").last.scroll_into_view_if_needed()
    desk.album.draw("chat-console", "body", size=(1440, 900))
    draws_the_phone(desk, "chat-talk")


def stays_in_while_the_sandbox_travels(desk: Desk) -> None:
    """Nobody is logged out by it; in the other language all is as it was."""
    desk.page.get_by_test_id("move-1h").click()
    desk.page.get_by_test_id("move-1d").click()
    desk.page.get_by_test_id("phone-ar").click()
    screen = phone(desk)
    expect(screen.locator("html")).to_have_attribute("dir", "rtl")
    expect(screen.locator("body")).to_have_attribute("data-view", "talk")
    expect(screen.locator(".theirs .text")).to_have_text(ANSWER)
    desk.page.get_by_test_id("phone-en").click()
    expect(screen.locator("html")).to_have_attribute("dir", "ltr")


def ends_and_says_how_it_was(desk: Desk) -> None:
    screen = phone(desk)
    screen.locator("#leave summary").click()
    screen.get_by_role("button", name="Yes, end it").click()
    screen.get_by_label("Yes").check()
    screen.get_by_label("5 stars").check()
    screen.get_by_role("button", name="Tell us").click()
    expect(screen.get_by_text("Thank you for telling us how it was.")).to_be_visible()
    expect(desk.thread).to_contain_text("The customer ended the secure chat")
    desk.album.take("chat-ended", pane="phone")


def closes_in_public_with_one_line(desk: Desk) -> None:
    desk.thread.get_by_test_id("action-closing_line").last.click()
    desk.opens("The closing line")
    desk.submit()
    closing = desk.public_thread(COMPLAINT).locator(".post.bank").last
    expect(closing).to_contain_text("We have gone on in private. Thank you.")
    desk.page.get_by_test_id("phone-close").click()


def test_the_story_plays_by_itself_in_arabic(desk: Desk) -> None:
    desk.act_as(PRIYA)
    desk.house.platforms.do("story", story="chat_arabic", speed=20)
    screen = phone(desk)
    expect(screen.locator("html")).to_have_attribute("dir", "rtl")
    expect(screen.locator(".theirs .text")).to_contain_text("أعدنا تشغيل حسابك", timeout=60_000)
    draws_the_phone(desk, "chat-talk-arabic")
    expect(screen.locator("body")).to_have_attribute("data-view", "ended", timeout=60_000)
    expect(desk.thread).to_contain_text("The customer ended the secure chat")
    eventually(lambda: desk.house.platforms.look("story")["finished"], what="the story's end")
    expect(desk.page.get_by_test_id("phone-en")).to_have_attribute("aria-pressed", "true")


def draws_the_phone(desk: Desk, name: str) -> None:
    """A picture for the README, as wide and as high as a phone."""
    desk.album.draw(
        name, "[data-testid=phone-frame]", size=(PHONE[0], 900), pane="phone", is_whole=True
    )
