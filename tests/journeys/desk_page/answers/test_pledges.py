"""What an answer promises, on the page: ticked in the preview, on the headline, moved, kept; and from the app."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import TOM
from tests.journeys.desk_page.clicks import ARABIC, NOURA, Desk

pytestmark = pytest.mark.at_the_build

BANK = "NorthbankHelp"
BOUNCED = "My rent bounced although the money was there. Who calls me about it?"
CALL = "Sorry, Wera. We'll call you by 5 pm."
STUCK = "The transfer to my sister is stuck since Friday."
CALL_IN_ARABIC = "نعتذر يا سلمى. سنتصل بك قبل الساعة 5 مساءً."
FEE = "Which fee is the one of 12.90 on my account?"
IN_THE_APP = "We look into it, Ove, and will call you within two hours."
PROMISED = "Promised by @{who}: call the customer by"


def test_a_promise_is_ticked_shown_moved_and_kept(desk: Desk) -> None:
    desk.act_as(TOM)
    case = desk.customer_writes("Wera Falk", BOUNCED)
    desk.claim(case, "Tom Okafor")
    headline = desk.open_thread(case)
    previews(desk, CALL)
    desk.opens("Send this answer?")
    expect(reminder(desk, "Remind me: call the customer by")).to_be_checked()
    desk.album.take("pledge-preview")
    desk.submit()
    expect(headline).to_contain_text(PROMISED.format(who="Tom Okafor"))
    expect(headline).to_contain_text("17:00")
    desk.album.take("pledge-headline", pane="thread")
    moves(desk, headline)
    headline.get_by_test_id("action-pledge_kept").click()
    expect(headline).not_to_contain_text("Promised by")
    desk.album.take("pledge-kept", pane="thread")


def test_the_same_reads_in_arabic(desk: Desk) -> None:
    desk.act_as(NOURA)
    case = desk.customer_writes("Salma Aziz", STUCK)
    desk.claim(case, "Noura Salem")
    headline = desk.open_thread(case)
    previews(desk, CALL_IN_ARABIC)
    desk.opens(ARABIC)
    expect(reminder(desk, "ذكّرني: الاتصال بالعميل قبل")).to_be_checked()
    expect(desk.modal).not_to_contain_text("هل هناك من يفي به")
    desk.album.take("pledge-preview-arabic")
    desk.submit()
    expect(headline).to_contain_text(PROMISED.format(who="Noura Salem"))
    headline.get_by_test_id("action-pledge_move").click()
    desk.opens(ARABIC)
    desk.album.take("pledge-move-arabic")
    desk.close()
    headline.get_by_test_id("action-pledge_drop").click()
    desk.says_yes("Drop this promise?")
    expect(headline).not_to_contain_text("Promised by")


def test_what_was_promised_in_the_app_is_taken_down_by_one_press(desk: Desk) -> None:
    desk.act_as(TOM)
    case = desk.customer_writes("Ove Ness", FEE)
    desk.claim(case, "Tom Okafor")
    desk.open_thread(case)
    desk.bank_answers_in_the_app(IN_THE_APP, under=FEE, as_account=BANK)
    expect(desk.thread).to_contain_text("Whoever sees to it can be reminded.")
    desk.album.take("pledge-native", pane="thread")
    desk.thread.get_by_test_id("action-pledge_take_down").click()
    expect(desk.headline()).to_contain_text(PROMISED.format(who="Tom Okafor"))
    expect(desk.thread).to_contain_text("Whoever sees to it is reminded.")
    expect(desk.thread.get_by_test_id("action-pledge_take_down")).to_be_hidden()
    desk.album.take("pledge-native-taken", pane="thread")


def previews(desk: Desk, words: str) -> None:
    """As far as the exact preview of an answer that says more will follow."""
    desk.press_reply(desk.headline())
    desk.fill(text=words)
    desk.modal.get_by_test_id("option-holding").check()
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text(words)


def reminder(desk: Desk, words: str) -> Locator:
    """The box that asks to be reminded."""
    return desk.modal.locator("label.choice").filter(has_text=words).locator("input")


def moves(desk: Desk, headline: Locator) -> None:
    """To three in the afternoon, some days from now."""
    headline.get_by_test_id("action-pledge_move").click()
    desk.opens("Move a promise")
    later = datetime.now().astimezone() + timedelta(days=9)
    desk.fill(at=f"{later:%Y-%m-%d}T15:00")
    desk.album.take("pledge-move")
    desk.submit()
    expect(headline).to_contain_text("15:00")
    expect(headline).not_to_contain_text("17:00")
