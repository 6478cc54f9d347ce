"""The main journey with real clicks on the console page, against the real processes.

A customer complains in public; a person claims, answers and sees the answer under the post; what
nobody answers is flagged when the clock moves, and the digest names it.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import in_a_browser, page_at
from tests.journeys.album import DOTS_PER_PIXEL, DRAWS_PICTURES, Album
from tests.journeys.conftest import House
from tests.journeys.slack_acts import open_thread

pytestmark = [pytest.mark.browser, in_a_browser]

COMPLAINT = (
    "My card was charged twice at the pharmacy and nobody on the phone could tell me why. "
    "Two weeks now. Please help."
)
MORE = "It is 64.20 both times, if that helps."
NOTE = "The ledger shows a duplicate authorisation. It drops off tonight."
ANSWER = (
    "Sorry about this, Noor. The second payment was never booked and drops off your account by "
    "tomorrow morning. Tell us here if it does not. ^PN"
)
NEGLECTED = "three weeks without my new card, and not one reply to my letters"
ARABIC = "بطاقتي متوقفة منذ يومين ولا أحد يرد. متى تعود الخدمة؟"
# The real bank may think for eight seconds; only a picture shows that number.
_UNDO_S = "8" if DRAWS_PICTURES else "0.5"
_NARROW = (720, 1400)
_DIGESTS_TOP = 760  # the figures and the first cases; the rest is many lines


class Bank(House):
    """A house of its own, so that its world begins on a working day at ten."""

    @property
    def env(self) -> dict[str, str]:
        return {**super().env, "EARSHOT_UNDO_SECONDS": _UNDO_S}

    def release(self) -> None:
        """Nothing: `earshot run` migrates its own file."""


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bank]:
    folder = tmp_path_factory.mktemp("bank")
    bank = Bank(folder, f"sqlite:///{folder}/earshot.db")
    try:
        bank.open()
        yield bank
    finally:
        bank.close()


@pytest.fixture(scope="module")
def page(bank: Bank) -> Iterator[Page]:
    with page_at(f"{bank.platforms.address}/", dots_per_pixel=DOTS_PER_PIXEL) as opened:
        yield opened


def test_a_person_claims_answers_and_sees_what_was_missed(bank: Bank, page: Page) -> None:
    album = Album(page)
    others_write(bank)
    reads_from_right_to_left(page, album)
    case = a_customer_writes(page, album)
    claims_and_talks(page, case, album)
    answers(page, album)
    the_answer_stands_in_public_and_in_the_thread(page, album)
    whoever_waits_is_warned_about(page, album)
    what_nobody_answered_is_flagged(page, album)
    what_stays_unanswered_climbs_the_ladder(page, album)
    the_digest_is_posted(page, album)


def others_write(bank: Bank) -> None:
    """Some life on both channels, so that the page looks as it would."""
    bank.platforms.x_post("Idris Falk", f"@NorthbankHelp {NEGLECTED}")
    bank.facebook_comment("Jean Moreau", "My branch closed early on Friday. Again.")
    bank.platforms.x_post("Salma Attar", f"@NorthbankHelp {ARABIC}")
    open_thread(bank, ARABIC)
    open_thread(bank, NEGLECTED)


def reads_from_right_to_left(page: Page, album: Album) -> None:
    page.get_by_test_id("acting-as").select_option("U0PRIYA")
    words = case_about(page, ARABIC).get_by_text(ARABIC)
    expect(words).to_have_css("direction", "rtl")
    album.take("arabic", pane="messages")


def a_customer_writes(page: Page, album: Album) -> Locator:
    page.get_by_test_id("customer-name-x").fill("Noor Haas")
    page.get_by_test_id("customer-text-x").fill(COMPLAINT)
    page.get_by_test_id("customer-post-x").click()
    case = case_about(page, COMPLAINT)
    expect(case).to_contain_text("Noor Haas")
    expect(case).to_contain_text("New · nobody · claim by")
    album.take("case", pane="messages")
    return case


def claims_and_talks(page: Page, case: Locator, album: Album) -> None:
    case.get_by_test_id("action-claim").click()
    expect(case).to_contain_text("In hand · @Priya Nair")
    expect(case.get_by_test_id("action-claim")).to_be_hidden()
    case.locator("[data-testid^=thread-]").click()
    thread = page.get_by_test_id("thread-feed")
    expect(thread).to_contain_text("claimed")
    post = public_thread(page, COMPLAINT)
    post.get_by_role("button", name="Reply").click()
    post.get_by_label("Reply as a customer").fill(MORE)
    post.get_by_role("button", name="Send").click()
    expect(thread).to_contain_text(MORE)
    page.get_by_test_id("thread-composer-text").fill(NOTE)
    page.get_by_test_id("thread-composer-send").click()
    expect(thread).to_contain_text(NOTE)
    album.take("claimed", pane="thread")


def answers(page: Page, album: Album) -> None:
    page.get_by_test_id("thread-feed").get_by_test_id("action-reply").click()
    expect(page.get_by_test_id("modal")).to_contain_text("for everybody to read")
    page.get_by_test_id("field-text").fill(ANSWER)
    page.get_by_test_id("option-answers").check()
    album.take("form")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal-title")).to_have_text("Send this answer?")
    expect(page.get_by_test_id("modal")).to_contain_text(ANSWER)
    album.take("preview")
    album.draw("reply-preview", "[data-testid=modal]", size=(960, 900))
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).to_be_hidden()


def the_answer_stands_in_public_and_in_the_thread(page: Page, album: Album) -> None:
    answer = public_thread(page, COMPLAINT).locator(".post.bank").filter(has_text=ANSWER)
    expect(answer).to_be_visible()
    thread = page.get_by_test_id("thread-feed")
    link = thread.get_by_role("link", name="See it on X")
    expect(thread).to_contain_text("With the customer")
    album.draw("console", "body", size=(1440, 900))
    link.click()
    expect(answer).to_have_class("post bank reply found")
    album.take("answered", pane="thread")
    album.draw("case-thread", "[data-testid=thread-feed] article", size=_NARROW, pane="thread")


def whoever_waits_is_warned_about(page: Page, album: Album) -> None:
    moves(page, minutes=30)
    case = case_about(page, NEGLECTED)
    expect(case).to_contain_text("🟠 answer by")
    case.locator("[data-testid^=thread-]").click()
    thread = page.get_by_test_id("thread-feed")
    expect(thread).to_contain_text("the first response is due")
    expect(thread).not_to_contain_text("the first response was due")
    album.take("warning", pane="thread")


def what_nobody_answered_is_flagged(page: Page, album: Album) -> None:
    moves(page, minutes=40)
    case = case_about(page, NEGLECTED)
    expect(case).to_contain_text("🔴 answer overdue since")
    case.locator("[data-testid^=thread-]").click()
    expect(page.get_by_test_id("thread-feed")).to_contain_text("the first response was due")
    expect(page.get_by_test_id("thread-feed")).to_contain_text("please claim it above")
    album.take("overdue", pane="thread")
    reference = re.search(r"C-\d+", case.inner_text())
    assert reference is not None
    page.get_by_test_id("channel-duty").click()
    alarms = page.get_by_test_id("feed").get_by_role("article").filter(has_text="First response")
    alarm = alarms.filter(has=page.get_by_role("link", name=reference[0], exact=True)).last
    expect(alarm).to_contain_text("nobody has it")
    album.take("duty", pane="messages")
    alarm.get_by_role("link", name=reference[0], exact=True).click()
    expect(page.get_by_test_id("thread-feed")).to_contain_text(NEGLECTED)


def what_stays_unanswered_climbs_the_ladder(page: Page, album: Album) -> None:
    moves(page, minutes=20)
    thread = page.get_by_test_id("thread-feed")
    expect(thread).to_contain_text(" late)")
    album.take("ladder", pane="thread")
    page.get_by_test_id("channel-duty").click()
    told = page.get_by_test_id("feed").get_by_role("article").filter(has_text=" late)")
    expect(told.last).to_contain_text("🔴🔴")
    album.take("ladder-duty", pane="messages")


def the_digest_is_posted(page: Page, album: Album) -> None:
    page.get_by_test_id("move-morning").click()
    page.get_by_test_id("channel-digests").click()
    digest = page.get_by_test_id("feed").get_by_role("article").filter(has_text="Daily digest")
    expect(digest).to_contain_text("4 new cases, 1 of them answered.")
    expect(digest).to_contain_text("Please look at these")
    expect(digest).to_contain_text(NEGLECTED)
    the_chart_stands_under_it(page)
    album.take("digest", pane="messages")
    album.draw(
        "digest", "[data-testid=feed] article", size=_NARROW, pane="messages", most=_DIGESTS_TOP
    )


def the_chart_stands_under_it(page: Page) -> None:
    """With the same result in its title, and in words for whoever does not see it."""
    charts = page.get_by_test_id("feed").get_by_role("article").filter(has=page.get_by_role("img"))
    chart = charts.filter(has_text="3 waiting for an answer").last
    expect(chart).to_be_visible()
    alt_text = chart.get_by_role("img").last.get_attribute("alt") or ""
    assert "Bars: how long open cases wait" in alt_text


def moves(page: Page, *, minutes: int) -> None:
    """The clock of the world, by its button."""
    for _ in range(minutes // 10):
        page.get_by_test_id("move-10m").click()


def case_about(page: Page, words: str) -> Locator:
    """The first message in the open channel that quotes these words: the headline, before alerts."""
    return page.get_by_test_id("feed").get_by_role("article").filter(has_text=words).first


def public_thread(page: Page, words: str) -> Locator:
    """The post on the public side with these words, and what stands under it."""
    return page.get_by_test_id("public-list").locator(".public-thread").filter(has_text=words)
