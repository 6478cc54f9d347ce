"""Customers who were away, in a real browser: what they find when they come back, in both languages."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlmodel import select

from bot.bootstrap import App
from bot.desk.cases import closures
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.chat import ChatRoute, ChatSession
from bot.domain.records.staff import Actor
from config.settings import Settings
from tests.browser import in_a_browser
from tests.handlers.web.chat.people import AMIRA, Bank
from tests.handlers.web.chat.served import AT_A_DESK, ON_A_PHONE, Screen, says
from tests.journeys.house import eventually

pytestmark = [pytest.mark.browser, in_a_browser, pytest.mark.xdist_group("chat-page")]


@pytest.fixture
def settings(settings: Settings, port: int) -> Settings:
    return settings.model_copy(update={"chat_url": f"http://127.0.0.1:{port}"})


def rests(app: App) -> None:
    """An hour passes for every browser."""
    with app.desk() as desk:
        for row in desk.session.exec(select(ChatSession)):
            row.rests_at = desk.database_now - timedelta(minutes=30)
            desk.session.add(row)


def resolve(app: App, case_id: int) -> None:
    with app.desk() as desk:
        closures.resolve(
            desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=Actor.staff(AMIRA)
        )


def test_an_hour_later_on_the_same_phone_the_same_link_finds_all_that_was_said(
    screen: Screen, app: App, bank: Bank, case_id: int
) -> None:
    token = bank.invite(case_id)
    page = screen.enter(token, **ON_A_PHONE)
    says(page, "Where is my money?")
    expect(page.locator(".mine .mark")).to_have_text("Sent")
    page.goto("about:blank")
    bank.says(case_id, "It is there.")
    resolve(app, case_id)
    rests(app)
    page.goto(f"{screen.origin}/chat")
    expect(page.locator("#problem")).to_contain_text("Nothing that was said is lost")
    with page.expect_event("load"):  # the link, tapped where the page stands open
        page.evaluate("hash => { location.hash = hash; }", f"t={token}")
    page.wait_for_selector("body[data-ready=yes]")
    page.locator("#enter button").click()
    expect(page.locator("#words .text")).to_have_text(["Where is my money?", "It is there."])
    expect(page.locator("#promise")).to_contain_text("We think that this is done")

    eventually(lambda: bank.all_seen(), what="that it was seen")
    says(page, "It is not")
    expect(page.locator("#promise")).not_to_contain_text("done")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_by_a_public_link_the_same_browser_goes_on_and_another_reads_why_it_does_not(
    screen: Screen, app: App, bank: Bank, case_id: int, language: str
) -> None:
    token = bank.invite(case_id, route=ChatRoute.PUBLIC)
    how = {**AT_A_DESK, "locale": language}
    page = screen.open(token, **how)
    page.locator("#enter button").click()
    expect(page.locator("body")).to_have_attribute("data-view", "code")
    page.wait_for_selector("body[data-ready=yes]")
    bank.unlock_newest()
    expect(page.locator("body")).to_have_attribute("data-view", "talk")
    says(page, "A secret")
    expect(page.locator(".mine:not(.waiting)")).to_have_count(1)
    page.goto("about:blank")
    rests(app)
    page.goto(f"{screen.origin}/chat#t={token}")
    page.wait_for_selector("body[data-ready=yes]")
    page.locator("#enter button").click()
    expect(page.locator("body")).to_have_attribute("data-view", "code")
    page.wait_for_selector("body[data-ready=yes]")
    bank.unlock_newest()
    expect(page.locator("#words .text")).to_have_text(["A secret"])
    expect(page.locator("#earlier")).to_be_hidden()
    other = screen.open(token, **{**ON_A_PHONE, "locale": language})
    other.locator("#enter button").click()
    expect(other.locator("body")).to_have_attribute("data-view", "code")
    other.wait_for_selector("body[data-ready=yes]")
    bank.unlock_newest()
    expect(other.locator("body")).to_have_attribute("data-view", "talk")
    kind = {"en": "Our staff have it all", "ar": "موظفونا لديهم كل شيء"}[language]
    expect(other.locator("#earlier")).to_contain_text(kind)
    expect(other.locator("#words .text")).to_have_count(0)
