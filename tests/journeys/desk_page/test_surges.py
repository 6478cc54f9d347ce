"""An outage on the page, played by one person: one surge, few presses, the fraud first; and one opened by hand."""

import time

import pytest
from playwright.sync_api import Locator, expect

from tests.domain.triage.feed import OUTAGE
from tests.journeys.desk_page.clicks import FEED, Desk
from tests.journeys.house import eventually

LENA = "U0LENA"
FRAUD = "someone is emptying my account right now, and your app is down"
SURGE = "app + down"
MINUTES_MOST, PRESSES_MOST = 5.0, 25


# With the fraud and one other a hundred posts, of which X lets us answer not quite all in a quarter of an hour.
@pytest.mark.parametrize("people", [14, pytest.param(98, marks=pytest.mark.proof)])
def test_an_outage_is_answered_with_few_presses_and_the_fraud_is_first(
    desk: Desk, people: int
) -> None:
    desk.act_as(LENA)
    posts = {
        number: desk.house.platforms.x_post(
            f"Cut{people}n{number}", f"@NorthbankHelp {OUTAGE[number % len(OUTAGE)]}"
        )
        for number in range(people)
    }
    desk.house.platforms.x_post(f"Other{people}", "@NorthbankHelp When do you open on Saturday?")
    fraud = desk.house.platforms.x_post(f"Robbed{people}", f"@NorthbankHelp {FRAUD}")
    surge = desk.case(f"{SURGE}: {people} customers")
    expect(surge).to_be_visible(timeout=180_000)
    began, presses = time.monotonic(), 0
    at_home = desk.at_home()
    expect(at_home).to_contain_text(f"{SURGE}: {people} customers")
    expect(at_home).to_contain_text(FRAUD[:40])
    told = at_home.inner_text()
    # Before all of the surge, which may not even be on the first page beside what other tests left.
    assert FRAUD[:40] in told.partition("Cut")[0]
    desk.act_as(LENA)
    presses += answers_all(desk, surge, people)
    for number, post in posts.items():
        is_answered(desk, post, what=f"the answer to {number}")
    minutes = (time.monotonic() - began) / 60
    print(f"{people} answered with {presses} presses in {minutes:.1f} min")
    assert desk.house.platforms.x_answers(fraud) == []
    assert presses < PRESSES_MOST
    assert minutes < MINUTES_MOST
    expect(surge).to_contain_text("0 wait for an answer")
    _name_and_end(desk, surge)


def answers_all(desk: Desk, surge: Locator, people: int) -> int:
    """Answer many until nobody comes after those that are listed; how many presses that took."""
    presses, name = 0, f"Cut{people}n"
    while True:
        surge.get_by_test_id("action-surge_answer").click()
        desk.opens("Answer many")
        if not presses:
            desk.modal.get_by_test_id("action-surge_another_wording").click()
            desk.fill(wording_0="Hello {name}, our app is down. We are on it, and sorry.")
            desk.fill(wording_1="{name}, we know that the app is down, and mend it.")
            desk.album.take(f"surge-wordings-{people}")
            presses += 1
        desk.submit(closes=False)
        desk.opens("Send these answers?")
        expect(desk.modal).to_contain_text(name)
        if presses == 1:
            expect(desk.modal).to_contain_text(f"Hello {name}0, our app is down. We are on it")
            desk.album.take(f"surge-answers-{people}")
        is_last = not desk.modal.get_by_text("after these").is_visible()
        desk.submit()
        presses += 3
        if is_last:
            return presses


def is_answered(desk: Desk, post: str, *, what: str) -> None:
    """Wait until the bank's answer stands under a post."""
    eventually(lambda: desk.house.platforms.x_answers(post) or None, what=what, within_s=240)


def _name_and_end(desk: Desk, surge: Locator) -> None:
    surge.get_by_test_id("action-surge_name").click()
    desk.opens("The surge")
    desk.fill(cause="A full disk", note="Say sorry, promise no time.")
    desk.submit()
    expect(surge).to_contain_text("A full disk")
    desk.album.take("surge")
    surge.get_by_test_id("action-surge_mended").click()
    desk.opens("It is mended")
    desk.fill(wording_0="{name}, our app works again.")
    desk.album.take("surge-mended")
    desk.submit(closes=False)
    desk.opens("Send these answers?")
    expect(desk.modal).to_contain_text("our app works again.")
    desk.close()
    surge.get_by_test_id("action-surge_end").click()
    desk.says_yes("End it?")
    expect(desk.case(f"Over: {SURGE}")).to_be_visible()
    expect(desk.case(f"Report: {SURGE}")).to_contain_text("A full disk")


def test_one_is_opened_by_hand_and_a_case_put_in_and_taken_out(desk: Desk) -> None:
    desk.act_as(LENA)
    desk.press_at_home("surge_open")
    desk.opens("Open a surge")
    desk.fill(words="branch closed")
    desk.submit()
    desk.act_as(LENA)
    surge = desk.case("branch + closed: 0 customers")
    expect(surge).to_be_visible()
    words = "Standing before a locked door in Westmere"
    desk.customer_writes("Una", words)
    more = desk.page.get_by_test_id(
        "action-more"
    )  # the surge's post quotes the words too, and has no menu
    case = desk.page.locator(FEED).filter(has_text=words).filter(has=more)
    desk.choose(case, "Put into a surge…")
    desk.submit()
    expect(desk.case("branch + closed: 1 customer")).to_be_visible()
    expect(case).to_contain_text("branch + closed")
    desk.choose(case, "Take out of the surge")
    expect(desk.case("branch + closed: 0 customers")).to_be_visible()
    surge.get_by_test_id("action-surge_end").click()
    desk.says_yes("End it?")
