"""*Complaint…*: a case is marked under a rule, its deadlines stand there, `Why?` explains them, they end."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LENA, PRIYA
from tests.journeys.desk_page.clicks import ARABIC, NOURA, Desk, number_of

pytestmark = pytest.mark.at_the_build

REFUND = "Six weeks, four calls, and still no refund. This is a formal complaint."
RULE = "UK complaint (FCA DISP)"


def test_a_complaint_is_marked_explained_and_ended(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Hedda Nilsen", REFUND)
    desk.claim(case, "Priya Nair")
    desk.open_thread(case)
    marks(desk)
    asks_why(desk)
    ends_one_deadline_in_arabic(desk)
    withdraws(desk)


def marks(desk: Desk) -> None:
    case = desk.case(REFUND)
    desk.choose(case, "Complaint…")
    desk.opens(f"{number_of(case)}: complaint")
    desk.fill(act="mark:uk_disp", reason="Says so herself.")
    desk.album.take("complaint")
    desk.submit()
    expect(case).to_contain_text("Summary resolution")
    expect(case).to_contain_text("Final response")
    expect(case).to_contain_text("Complaint deadlines are reminders, not legal advice.")
    expect(desk.thread).to_contain_text(f"marked {number_of(case)} as a complaint: {RULE}.")
    desk.album.take("complaint-marked", pane="thread")


def asks_why(desk: Desk) -> None:
    """The ledger of every clock, those of the complaint first."""
    case = desk.case(REFUND)
    desk.choose(case, "Why? (its clocks)")
    desk.opens(f"Why? {number_of(case)}")
    expect(desk.modal.locator(".b-header")).to_have_text(
        [
            "First response: running",
            f"Prompt acknowledgement – {RULE}: running",
            f"Summary resolution – {RULE}: running",
            f"Final response – {RULE}: running",
            re.compile("^Claim: met in time"),
        ]
    )
    expect(desk.modal).to_contain_text("Resolution: nothing is promised, on purpose")
    desk.album.take("why")
    desk.close()


def ends_one_deadline_in_arabic(desk: Desk) -> None:
    desk.act_as(NOURA)
    case = desk.case(REFUND)
    desk.choose(case, "Why? (its clocks)")
    desk.opens(ARABIC)
    desk.album.take("why-arabic")
    desk.close()
    desk.choose(case, "Complaint…")
    desk.opens(ARABIC)
    desk.fill(act="summary:uk_disp", reason="By letter, this morning; she said yes on the phone.")
    desk.tick("قبِل العميل بذلك")
    desk.album.take("complaint-arabic")
    desk.submit()
    desk.open_thread(case)
    expect(desk.thread).to_contain_text("Summary of the outcome sent")
    expect(case).to_contain_text("Summary resolution: ✅ in time")


def withdraws(desk: Desk) -> None:
    desk.act_as(LENA)
    case = desk.case(REFUND)
    desk.open_thread(case)
    desk.choose(case, "Complaint…")
    expect(desk.modal).to_contain_text(f"Marked as a complaint: {RULE}.")
    desk.fill(act="withdraw:uk_disp", reason="She only wanted a date, and has one.")
    desk.album.take("complaint-withdrawn")
    desk.submit()
    expect(desk.thread).to_contain_text("Its deadlines have stopped.")
    expect(case).not_to_contain_text(RULE)
    expect(case).not_to_contain_text("Final response")
    desk.album.take("complaint-ended", pane="thread")
