"""How the page looks, on a phone and at a desk; what it names and loads."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import in_a_browser
from tests.handlers.web.chat.people import Bank
from tests.handlers.web.chat.served import AT_A_DESK, ON_A_PHONE, Screen, says

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]


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
