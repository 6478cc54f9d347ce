"""The page in a real browser, with real clicks: a customer on a phone, in a tunnel, without a script, by keyboard."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from bot import clock
from bot.domain.records.chat import ChatRoute
from config.settings import Settings
from tests.browser import in_a_browser
from tests.handlers.web.chat.people import Bank
from tests.handlers.web.chat.served import AT_A_DESK, ON_A_PHONE, Screen, says, words

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]
CARD = "4111 1111 1111 1111"


@pytest.fixture
def settings(settings: Settings, port: int) -> Settings:
    return settings.model_copy(update={"chat_url": f"http://127.0.0.1:{port}"})


@pytest.fixture
def token(bank: Bank, case_id: int) -> str:
    return bank.invite(case_id)


@pytest.mark.at_the_build
def test_the_link_is_pressed_once_and_leaves_no_trace(screen: Screen, token: str) -> None:
    page = screen.open(token, **ON_A_PHONE)
    assert token not in page.url
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    expect(page.locator("#paste")).to_be_hidden()
    page.get_by_role("button", name="Begin the chat").click()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    assert token not in str(
        page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    )


def test_a_press_before_the_script_has_come_keeps_the_link(screen: Screen, token: str) -> None:
    page = screen.open(**ON_A_PHONE)
    page.goto("about:blank")
    held: list[Route] = []

    def hold(script: Route) -> None:
        held.append(script)

    page.route("**/chat/static/chat-*.js", hold)
    page.goto(f"{screen.origin}/chat#t={token}", wait_until="commit")
    page.get_by_role("button", name="Begin the chat").click()
    expect(page.locator("#link")).to_be_visible()
    assert page.url.endswith(token)
    held[0].continue_()
    page.wait_for_selector("body[data-ready=yes]")
    expect(page.locator("#link")).to_be_hidden()
    page.get_by_role("button", name="Begin the chat").click()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")


def test_words_go_both_ways_at_once(screen: Screen, bank: Bank, case_id: int, token: str) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    says(page, "My card was declined 🇦🇪 مرحبا")
    expect(page.locator(".mine .mark")).to_have_text("Sent")
    bank.says(case_id, "Where was that?\nAnd when?")
    expect(page.locator(".theirs .text")).to_have_text("Where was that?\nAnd when?")
    expect(page.locator(".theirs .by")).to_have_text("Amira, Northbank desk")
    expect(page.locator(".mine .mark")).to_have_text("Seen")
    assert bank.kept() == ["My card was declined 🇦🇪 مرحبا"]


def test_a_reload_in_mid_chat_keeps_the_talk_and_what_was_typed(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.enter(token, **AT_A_DESK)
    says(page, "One")
    expect(page.locator(".mine .mark")).to_have_text("Sent")  # else theirs may be there first
    bank.says(case_id, "Two")
    expect(page.locator("#words .text")).to_have_count(2)
    page.locator("#box").fill("half a sentence")
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    assert words(page) == ["One", "Two"]
    expect(page.locator("#box")).to_have_value("half a sentence")


def test_a_lost_connection_loses_and_doubles_nothing(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    page.context.set_offline(True)
    says(page, "In the tunnel")
    says(page, "Still there")
    expect(page.locator(".waiting")).to_have_count(2)
    expect(page.locator("#line")).to_contain_text("No connection")
    bank.says(case_id, "Are you there?")
    page.context.set_offline(False)
    expect(page.locator("#words .mine:not(.waiting)")).to_have_count(2)
    expect(page.locator(".theirs")).to_have_count(1)
    expect(page.locator("#line")).to_be_empty()
    assert bank.kept() == ["In the tunnel", "Still there"]


@pytest.mark.at_the_build
def test_unsent_words_outlive_a_reload(screen: Screen, bank: Bank, token: str) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    lost = True

    def lose(route: Route) -> None:
        route.abort() if lost else route.continue_()

    page.route("**/chat/say", lose)
    says(page, "Hold this")
    expect(page.locator(".waiting")).to_have_count(1)
    page.reload()
    expect(page.locator(".waiting .text")).to_have_text("Hold this")
    lost = False
    expect(page.locator(".mine:not(.waiting)")).to_have_count(1)
    assert bank.kept() == ["Hold this"]


@pytest.mark.at_the_build
def test_an_answer_that_was_lost_on_the_way_back_is_no_second_word(
    screen: Screen, bank: Bank, token: str
) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    lost = 0

    def lose_the_answer(route: Route) -> None:
        nonlocal lost
        if lost == 0:
            route.fetch()
            route.abort()
        else:
            route.continue_()
        lost += 1

    page.route("**/chat/say", lose_the_answer)
    says(page, "Once")
    expect(page.locator(".mine:not(.waiting)")).to_have_count(1)
    expect(page.locator(".waiting")).to_have_count(0)
    says(page, "Twice")
    expect(page.locator(".mine:not(.waiting)")).to_have_count(2)
    assert (bank.kept(), words(page)) == (["Once", "Twice"], ["Once", "Twice"])


@pytest.mark.at_the_build
def test_without_the_stream_the_page_asks_by_itself(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.open(token, **AT_A_DESK)
    page.route("**/chat/events", lambda route: route.fulfill(status=503))
    page.locator("#enter button").click()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    bank.says(case_id, "By asking")
    expect(page.locator(".theirs .text")).to_have_text("By asking")


@pytest.mark.at_the_build
def test_who_comes_back_sees_what_changed_meanwhile(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    page.route("**/chat/events", lambda route: route.abort())
    page.route("**/chat/words*", lambda route: route.abort())
    page.goto("about:blank")
    bank.says(case_id, "You were away")
    page.unroute_all()
    page.go_back()
    expect(page.locator(".theirs .text")).to_have_text("You were away")


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


def test_a_public_link_opens_by_itself_when_the_code_has_come(
    screen: Screen, bank: Bank, case_id: int
) -> None:
    page = screen.open(bank.invite(case_id, route=ChatRoute.PUBLIC), **ON_A_PHONE)
    page.locator("#enter button").click()
    page.clock.set_system_time(clock.now() + timedelta(days=1))  # a phone whose clock is wrong
    page.get_by_role("button", name="Show me a code").click()
    expect(page.locator("#code")).to_have_text(re.compile(r"^[A-Z0-9]{6}$"))
    code = page.locator("#code").inner_text()
    page.reload()
    expect(page.locator("#code")).to_have_text(code)
    expect(page.locator("#box")).to_be_hidden()
    bank.unlock_newest()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    says(page, "It is me")
    expect(page.locator(".mine .mark")).to_have_text("Sent")


@pytest.mark.at_the_build
def test_a_link_that_works_no_more_says_so(screen: Screen, token: str) -> None:
    page = screen.open("x" * 43, **ON_A_PHONE)
    page.locator("#enter button").click()
    expect(page.locator("#problem")).to_contain_text("This link does not work any more")
    expect(page.locator("#link")).to_be_visible()
    page.locator("#link").fill(f"{screen.origin}/chat#t={token}")
    page.locator("#enter button").click()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")


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


@pytest.mark.at_the_build
def test_the_box_stays_in_sight_above_a_keyboard_and_enlarged_four_times(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    for each in range(12):
        says(page, f"Line {each}")
    expect(page.locator(".mine:not(.waiting)")).to_have_count(12)
    bank.says(case_id, "The last word")
    expect(page.locator(".theirs")).to_have_count(1)
    for width, height in ((390, 420), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        for place in ("#box", "#send"):
            expect(page.locator(place)).to_be_in_viewport(ratio=0.99)
        assert _wider_than_its_window(page) == 0
    page.set_viewport_size({"width": 390, "height": 420})
    expect(page.locator(".theirs .text")).to_be_in_viewport(ratio=0.99)


@pytest.mark.at_the_build
def test_the_browsers_translation_breaks_nothing(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.enter(token, **AT_A_DESK)
    says(page, "Hello")
    expect(page.locator(".mine .mark")).to_have_text("Sent")
    page.evaluate(_TRANSLATED)
    bank.says(case_id, "Good morning")
    expect(page.locator(".theirs .text")).to_have_text("Good morning")
    page.evaluate(_TRANSLATED)
    says(page, "One more")
    expect(page.locator("#words li")).to_have_count(3)
    expect(page.locator(".waiting")).to_have_count(0)
    assert bank.kept() == ["Hello", "One more"]


@pytest.mark.at_the_build
def test_the_link_pressed_again_leads_back_into_the_same_talk(
    screen: Screen, bank: Bank, token: str
) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    says(page, "Here I was")
    expect(page.locator(".mine .mark")).to_have_text("Sent")
    again = screen.tab(page.context)
    again.goto(f"{screen.origin}/chat#t={token}")
    again.get_by_role("button", name="Begin the chat").click()
    expect(again.locator("#words .text")).to_have_text(["Here I was"])


@pytest.mark.at_the_build
def test_it_loads_little_and_nothing_from_elsewhere(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    with page.expect_response("**/chat/seen"):
        bank.says(case_id, "Hello")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition("?")[0]))
    with page.expect_response("**/chat/words*"):
        page.reload()
    expect(page.locator(".theirs .text")).to_have_text("Hello")
    sizes = page.evaluate(_LOADED)
    assert {each.startswith(screen.origin) for each in asked} == {True}
    assert len(asked) <= 7, asked
    assert sum(sizes) < 60_000


@pytest.mark.at_the_build
def test_times_are_the_customers_own(screen: Screen, token: str) -> None:
    here = screen.enter(token, timezone_id="Asia/Dubai", **AT_A_DESK)
    says(here, "What time is it?")
    expect(here.locator(".mine .mark")).to_have_text("Sent")
    there = screen.enter(token, timezone_id="America/New_York", **AT_A_DESK)
    times = [each.locator(".mine time").inner_text() for each in (here, there)]
    assert times[0] != times[1]


@pytest.mark.at_the_build
@pytest.mark.parametrize("locale", ["en-GB", "ar-SA"])
@pytest.mark.parametrize("size", [ON_A_PHONE, AT_A_DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_looks_right_and_names_everything(
    screen: Screen,
    bank: Bank,
    case_id: int,
    locale: str,
    size: dict[str, Any],
    scheme: Any,
    tmp_path: Path,
) -> None:
    given = {"locale": locale, "color_scheme": scheme, **size}
    page = screen.enter(bank.invite(case_id), **given)
    says(
        page,
        "My card was declined at the station" if locale == "en-GB" else "رُفضت بطاقتي في المحطة",
    )
    bank.says(case_id, "I am sorry to hear that. Which station was it?")
    expect(page.locator(".theirs")).to_have_count(1)
    assert page.locator("html").get_attribute("dir") == ("rtl" if locale == "ar-SA" else "ltr")
    assert _wider_than_its_window(page) == 0
    assert _nameless(page) == []
    assert _illegible(page) == []
    box = page.locator("#box").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= size["viewport"]["height"]


def _tabbed_to(page: Page, place: str, *, back: bool = False) -> int:
    """How many times Tab is pressed until this has the focus."""
    for pressed in range(1, 30):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.locator(place).evaluate("each => each === document.activeElement"):
            return pressed
    raise AssertionError(f"{place} is not reached")


def _wider_than_its_window(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def _nameless(page: Page) -> list[str]:
    """What can be reached and has no name, as the accessibility tree says."""
    tree = page.locator("body").aria_snapshot()
    return [
        line for line in tree.splitlines() if re.search(r"- (button|textbox|radio|link)\s*$", line)
    ]


def _illegible(page: Page) -> list[str]:
    """Visible text with less than 4.5 to 1 on what is behind it (WCAG 2.2, 1.4.3)."""
    return list(page.evaluate(_CONTRAST))


_LOADED = """() => ["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .map((each) => each.decodedBodySize)"""
_TRANSLATED = """() => {  // what Chrome's translation does: every text goes into two elements of its own
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), texts = [];
  while (walk.nextNode()) if (walk.currentNode.textContent.trim()) texts.push(walk.currentNode);
  for (const text of texts) {
    const outer = document.createElement("font"), inner = document.createElement("font");
    text.replaceWith(outer);
    outer.append(inner);
    inner.append(text.textContent);
  }
}"""
_CONTRAST = """() => {
  const numbers = (css) => (css.match(/[\\d.]+/g) || []).map(Number);
  const light = (css) => numbers(css).slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (each) => {
    for (let at = each; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor, parts = numbers(colour);
      if (parts.length && (parts.length < 4 || parts[3] === 1)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("body *")].filter((each) => each.checkVisibility()
    && [...each.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())).filter((each) => {
      const [a, b] = [light(getComputedStyle(each).color), light(behind(each))].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05) < 4.5;
    }).map((each) => `${each.tagName} ${each.className} ${each.textContent.slice(0, 40)}`);
}"""
