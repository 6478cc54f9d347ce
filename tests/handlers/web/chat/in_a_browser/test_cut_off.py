"""A reload, a lost connection or answer, no stream: nothing is lost or doubled."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, Route, expect

from bot import clock
from tests.browser import in_a_browser
from tests.handlers.web.chat.people import Bank
from tests.handlers.web.chat.served import AT_A_DESK, ON_A_PHONE, Screen, says, words

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]


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
def test_a_phone_that_was_locked_for_two_minutes_shows_what_is_new_once_it_is_looked_at(
    screen: Screen, bank: Bank, case_id: int, token: str
) -> None:
    page = screen.enter(token, **ON_A_PHONE)
    page.clock.install()
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    page.clock.pause_at(clock.now() + timedelta(minutes=1))  # no timer runs from here on
    page.route("**/chat/words*", lambda _route: None)  # what is asked now is never answered
    _is_hidden(page, True)
    with page.expect_request("**/chat/words*"):
        bank.says(case_id, "While it was locked")
    page.clock.set_system_time(clock.now() + timedelta(minutes=3))
    page.unroute_all(behavior="ignoreErrors")
    expect(page.locator(".theirs")).to_have_count(0)
    _is_hidden(page, False)
    expect(page.locator(".theirs .text")).to_have_text("While it was locked")
    expect(page.locator("#line")).to_be_empty()


def _is_hidden(page: Page, is_so: bool) -> None:
    page.evaluate(
        """(isSo) => { Object.defineProperty(document, "hidden", { value: isSo, configurable: true });
          document.dispatchEvent(new Event("visibilitychange")); }""",
        is_so,
    )
