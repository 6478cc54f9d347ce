"""The page in a real browser: a customer writes, staff click and fill forms, the clock moves."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from bot.sandbox.server import Sandbox, build, create_app
from tests.browser import DESK, PHONE, in_a_browser, page_at, resize
from tests.sandbox.console.rehearsal import CHANNEL, COMPLAINT, RehearsalBot
from tests.sandbox.serving import Site

pytestmark = [pytest.mark.browser, in_a_browser]


@pytest.fixture(scope="module")
def stage(_site: Site) -> Iterator[tuple[Sandbox, RehearsalBot]]:
    """One sandbox for the tests of this file, with a bot that plays one case."""
    bot = RehearsalBot(_site.address)
    sandbox = build(folder=None, bot_url=bot.web.url, start=datetime(2030, 3, 4, 10, tzinfo=UTC))
    _site.app = create_app(sandbox.world)
    bot.open_case("Rosa Lind", COMPLAINT)
    sandbox.slack.say("U0TOM", CHANNEL, "The ledger shows it twice.", bot.case)
    yield sandbox, bot
    sandbox.world.close()
    bot.web.close()


@pytest.fixture(scope="module")
def page(stage: tuple[Sandbox, RehearsalBot], _site: Site) -> Iterator[Page]:
    with page_at(_site.address) as opened:
        yield opened


def test_a_customer_posts_and_it_appears_as_text(
    page: Page, stage: tuple[Sandbox, RehearsalBot]
) -> None:
    page.get_by_test_id("customer-name-x").fill("Noor Haas")
    page.get_by_test_id("customer-text-x").fill("<img src=x> where is my money?")
    page.get_by_test_id("customer-post-x").click()
    expect(page.get_by_test_id("public-list")).to_contain_text("@NorthbankHelp <img src=x> where")
    newest = stage[0].x.timeline(1)[0]
    assert newest["author"] == "Noor Haas"
    page.get_by_test_id(f"reply-{newest['id']}").click()
    page.get_by_test_id(f"customer-text-{newest['id']}").fill("Hello?")
    page.get_by_test_id(f"customer-send-{newest['id']}").click()
    expect(page.get_by_test_id("public-list")).to_contain_text("Hello?")
    page.get_by_test_id("public-tab-facebook").click()
    page.get_by_test_id("customer-text-facebook").fill("مرحبا، أين بطاقتي؟")
    page.get_by_test_id("customer-post-facebook").click()
    expect(page.get_by_test_id("public-list")).to_contain_text("أين بطاقتي")


def test_staff_claim_write_a_note_and_answer_with_a_preview(
    page: Page, stage: tuple[Sandbox, RehearsalBot]
) -> None:
    bot = stage[1]
    feed = page.get_by_test_id("feed")
    page.get_by_test_id("acting-as").select_option("U0PRIYA")
    feed.get_by_test_id("action-claim").click()
    expect(feed).to_contain_text("@Priya Nair")
    page.get_by_test_id(f"thread-{bot.case}").click()
    page.get_by_test_id("thread-composer-text").fill("Only a note.")
    page.get_by_test_id("thread-composer-send").click()
    expect(page.get_by_test_id("thread-feed")).to_contain_text("Only a note.")
    feed.get_by_test_id("action-reply").click()
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("error-answer")).to_have_text("Please complete this required field.")
    page.get_by_test_id("field-answer").fill("x" * 281)
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("error-answer")).to_contain_text("281 of 280")
    page.get_by_test_id("field-answer").fill("We are sorry, Rosa.")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal-title")).to_have_text("Send this answer?")
    page.get_by_test_id("modal-cancel").click()
    expect(page.get_by_test_id("field-answer")).to_have_value("We are sorry, Rosa.")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal-title")).to_have_text("Send this answer?")
    page.get_by_test_id("modal-submit").click()
    expect(page.get_by_test_id("modal")).to_be_hidden()
    expect(page.get_by_test_id("thread-feed")).to_contain_text("answered in public")
    assert bot.published == ['"We are sorry, Rosa."']


def test_a_confirmation_is_asked_before_a_press_is_sent(
    page: Page, stage: tuple[Sandbox, RehearsalBot]
) -> None:
    before = len(stage[1].web.requests)
    page.get_by_test_id("feed").get_by_test_id("action-resolve").click()
    page.get_by_test_id("confirm-no").click()
    expect(page.get_by_test_id("confirm")).to_be_hidden()
    assert len(stage[1].web.requests) == before


def test_the_clock_moves_and_failures_are_switched(
    page: Page, stage: tuple[Sandbox, RehearsalBot]
) -> None:
    sandbox = stage[0]
    page.get_by_test_id("move-morning").click()
    expect(page.get_by_test_id("clock")).to_contain_text("Tue 5 Mar")
    expect(page.get_by_test_id("clock")).to_contain_text("09:00")
    page.get_by_test_id("failures").click()
    page.get_by_test_id("switch-slack_down").check()
    expect(page.get_by_test_id("topbar-alarm")).to_contain_text("Slack is down")
    assert sandbox.faults.take("slack", "chat.postMessage") is not None
    page.get_by_test_id("switch-slack_down").uncheck()
    expect(page.get_by_test_id("topbar-alarm")).to_be_hidden()


def test_what_is_typed_while_a_post_is_on_its_way_stays(page: Page) -> None:
    words, send = page.get_by_test_id("customer-text-x"), page.get_by_test_id("customer-post-x")
    page.get_by_test_id("public-tab-x").click()
    with page.expect_response("**/console/customer/x_post"):
        words.fill("@NorthbankHelp the first of two")
        send.click()
        words.fill("@NorthbankHelp the second of two")
    expect(page.get_by_test_id("public-list")).to_contain_text("the first of two")
    expect(words).to_have_value("@NorthbankHelp the second of two")
    send.click()
    expect(words).to_have_value("")


def test_the_bar_on_top_is_one_row_on_a_laptop(page: Page) -> None:
    """Also while a story plays."""
    page.locator(".story-done").evaluate(
        "done => { done.hidden = false; done.textContent = '60 of 60'; }"
    )
    for width in (1280, 1366, DESK[0], 1600):
        resize(page, (width, DESK[1]))
        assert page.locator("#topbar").evaluate("bar => bar.clientHeight") < 60
    resize(page, DESK)


def test_no_tab_is_cut_however_many_have_written(page: Page) -> None:
    counts = page.locator(".tabs .count")
    counts.evaluate_all("all => all.forEach((each) => { each.textContent = '400'; })")
    page.locator(".public h2").evaluate(
        "title => { title.hidden = true; }"
    )  # as the next drawing does
    head = page.locator(".public .pane-head")
    assert head.evaluate("head => head.scrollWidth <= head.clientWidth")
    page.get_by_test_id("public-tab-facebook").click()
    expect(page.get_by_test_id("public-tab-facebook")).to_have_attribute("aria-selected", "true")


def test_on_a_phone_one_pane_is_shown_and_nothing_overflows(
    page: Page, stage: tuple[Sandbox, RehearsalBot]
) -> None:
    resize(page, PHONE)
    page.get_by_test_id("pane-messages").click()
    page.get_by_test_id(f"thread-{stage[1].case}").click()
    for pane in ("public", "channels", "messages", "thread"):
        page.get_by_test_id(f"pane-{pane}").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    expect(page.get_by_test_id("thread-feed")).to_be_visible()
    expect(page.get_by_test_id("feed")).to_be_hidden()
    resize(page, DESK)


def test_three_things_to_try_stand_under_the_bar_while_a_story_plays(
    page: Page, stage: tuple[Sandbox, RehearsalBot]
) -> None:
    resize(page, DESK)
    hints = page.get_by_test_id("hints")
    expect(hints).to_be_hidden()
    stage[0].player.start("quiet", speed=1e9)
    expect(hints.get_by_role("listitem")).to_have_count(3)
    page.get_by_test_id("hints-toggle").focus()
    page.keyboard.press("Enter")
    expect(hints.get_by_role("listitem").first).to_be_hidden()
    page.reload()
    expect(page.get_by_test_id("hints-toggle")).to_be_visible()
    expect(hints.get_by_role("listitem").first).to_be_hidden()
    resize(page, PHONE)
    page.get_by_test_id("hints-toggle").click()
    expect(hints.get_by_role("listitem").last).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
