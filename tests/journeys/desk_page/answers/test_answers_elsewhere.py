"""Answers that were not given from here: in the platform's own app, and by hand where it takes none from us."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PRIYA
from tests.journeys.desk_page.clicks import ARABIC, NOURA, Desk, number_of

pytestmark = pytest.mark.at_the_build

BANK = "NorthbankHelp"
STATEMENT = "My statement shows a fee nobody told me about. What is it?"
LOOKING = "We are looking into it, Arne, and come back to you today."
FROZEN = "north bank froze my card again, that is the third time this year"
THAWED = "Your card works again, Liv. Sorry for the trouble."
STRANGER = "https://x.com/somebody"


def test_an_answer_in_the_app_counts_until_somebody_says_otherwise(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Arne Lied", STATEMENT)
    desk.claim(case, "Priya Nair")
    desk.open_thread(case)
    desk.bank_answers_in_the_app(LOOKING, under=STATEMENT, as_account=BANK)
    expect(desk.thread).to_contain_text("answered on X itself, not from here")
    expect(case).to_contain_text("With the customer")
    expect(case).not_to_contain_text("answer by")
    desk.album.take("native", pane="thread")
    desk.thread.get_by_test_id("action-native_holding").click()
    desk.says_yes("No answer?")
    expect(desk.thread).to_contain_text("so the clock runs on")
    expect(desk.thread.get_by_test_id("action-native_holding")).to_be_hidden()
    expect(case).to_contain_text("In hand")
    expect(case).to_contain_text("answer by")
    desk.album.take("native-holding", pane="thread")


def test_what_takes_no_answer_from_here_is_answered_by_hand_and_seen_again(desk: Desk) -> None:
    desk.act_as(NOURA)
    case = desk.customer_writes("Liv Strand", FROZEN, to="")
    expect(case).to_contain_text("Found by the words: north bank")
    expect(case.get_by_test_id("action-reply")).to_be_hidden()
    case.get_by_test_id("action-answered_by_hand").click()
    desk.opens(ARABIC)
    desk.album.take("by-hand-arabic")
    desk.close()
    says_so(desk)
    desk.bank_answers_in_the_app(THAWED, under=FROZEN, as_account=BANK)
    expect(desk.thread).to_contain_text(THAWED)
    expect(desk.thread.get_by_role("article").filter(has_text=THAWED)).to_have_count(1)
    desk.album.take("by-hand-seen", pane="thread")


def says_so(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.case(FROZEN)
    case.get_by_test_id("action-answered_by_hand").click()
    desk.opens("Answered by hand")
    desk.fill(link=STRANGER)
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("That is no address of a post on X.")
    desk.album.take("by-hand-refused")
    desk.fill(link="")
    desk.submit()
    expect(case).to_contain_text("With the customer")
    desk.open_thread(case)
    expect(desk.thread).to_contain_text(f"answered {number_of(case)} by hand on X.")
    expect(case).to_contain_text(" · @Priya Nair")
