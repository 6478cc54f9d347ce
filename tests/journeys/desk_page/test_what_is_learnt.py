"""What the business learns, on the page: a cause, an idea, a rule that hurts, each form in English and in Arabic."""

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import AMIRA, LENA, TOM
from tests.journeys.desk_page.clicks import ARABIC, Desk

pytestmark = pytest.mark.at_the_build

HELD = "You held my house deposit for nine days without a word"
HELD_TOO = "My deposit is held as well, the seller is shouting at me"
RULE = "Large transfers wait for a letter by post"
WHY = "The letter took nine days."
NEWS = "Good news, {name}: large transfers are checked by phone now."


def test_a_cause_and_a_rule_that_hurts_from_a_case_to_it_is_mended(desk: Desk) -> None:
    desk.act_as(TOM)
    case = desk.customer_writes("Hana Weiss", HELD)
    desk.choose(case, "What the bank should learn…")
    desk.fill(cause="transfer_late")
    desk.modal.get_by_test_id("option-idea").check()
    desk.album.take("to-learn")
    desk.submit()
    expect(case).to_contain_text("Cause: Transfer held or slow")
    expect(case).to_contain_text("An idea")
    desk.choose(case, "This rule hurts customers…")
    desk.fill(rule=RULE, happened=WHY)
    desk.album.take("rule-hurts")
    desk.submit()

    page(desk, LENA, "causes")
    expect(desk.modal).to_contain_text(RULE)
    desk.album.take("root-causes")
    change(desk, "Transfer held or slow")
    desk.fill(remark="A phone call in place of the letter")
    desk.modal.get_by_test_id("option-mended").check()
    desk.album.take("root-cause-step")
    desk.submit()
    page(desk, LENA, "causes")
    desk.modal.get_by_test_id("action-rule_answer_open").last.click()
    desk.opens("What becomes of it?")
    desk.modal.get_by_test_id("option-changes").check()
    desk.fill(why="By phone from now on.")
    desk.album.take("rule-answer")
    desk.submit()

    page(desk, LENA, "causes")
    desk.modal.get_by_test_id("action-cause_tell").last.click()
    desk.opens("It is mended")
    desk.fill(wording_0=NEWS)
    desk.album.take("mended-wordings")
    desk.submit(closes=False)
    desk.opens("Send these answers?")
    expect(desk.modal).to_contain_text("Good news, Hana Weiss: large transfers")
    desk.submit()
    told = "Good news, Hana Weiss: large transfers are checked by phone now."
    expect(desk.public_thread(HELD)).to_contain_text(told, timeout=60_000)


def test_the_voice_of_customers_shows_their_words(desk: Desk) -> None:
    desk.act_as(TOM)
    case = desk.customer_writes("Ivo Brandt", HELD_TOO)
    case.get_by_test_id("action-resolve").click()
    desk.modal.get_by_test_id("option-explained").check()
    desk.fill(cause="transfer_late", remark="By phone")
    desk.album.take("resolve-with-cause")
    desk.submit()
    expect(case).to_contain_text("Cause: Transfer held or slow")
    page(desk, LENA, "voice")
    expect(desk.modal).to_contain_text("Transfer held or slow")
    desk.album.take("voice")
    desk.modal.get_by_test_id("action-voice_words").first.click()
    desk.opens("In their words")
    expect(desk.modal).to_contain_text(HELD_TOO)
    desk.album.take("voice-words")
    desk.close()


def test_each_form_speaks_arabic_to_an_arabic_reader(desk: Desk) -> None:
    desk.act_as(AMIRA)
    case = desk.customer_writes("منى", "حجزتم وديعة بيتي تسعة أيام")
    for label, shot in (
        ("What the bank should learn…", "learn"),
        ("This rule hurts customers…", "rule"),
    ):
        desk.choose(case, label)
        speaks_arabic(desk, f"{shot}-arabic")
    page(desk, AMIRA, "causes")
    expect(desk.modal).to_contain_text("تأخر تحويل أو حجزه")
    desk.album.take("root-causes-arabic")
    change(desk, "تأخر تحويل أو حجزه")
    speaks_arabic(desk, "root-cause-step-arabic")
    page(desk, AMIRA, "voice")
    speaks_arabic(desk, "voice-arabic")


def speaks_arabic(desk: Desk, shot: str) -> None:
    expect(desk.page.get_by_test_id("modal-title")).to_have_text(ARABIC)
    desk.album.take(shot)
    desk.close()


def page(desk: Desk, user: str, which: str) -> None:
    """``/case causes`` or ``/case voice``, typed by somebody."""
    desk.act_as(user)
    desk.page.get_by_test_id("composer-text").fill(f"/case {which}")
    desk.page.get_by_test_id("composer-send").click()
    expect(desk.modal).to_be_visible()


def change(desk: Desk, title: str) -> None:
    """Press the button beside the cause of this title."""
    row: Locator = desk.modal.locator(".b-section").filter(has_text=title)
    row.get_by_test_id("action-cause_change").first.click()
    expect(desk.modal.get_by_test_id("option-mended")).to_be_visible()
