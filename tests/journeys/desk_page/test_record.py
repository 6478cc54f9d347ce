"""The record by clicks: what came of a complaint is entered, and a case file is asked for; also in Arabic."""

import re
import urllib.request
import zipfile
from io import BytesIO

import pytest
from playwright.sync_api import expect

from bot.domain.case_file import checking
from bot.domain.case_file.packing import PAGE
from tests.journeys.conftest import LENA, PRIYA
from tests.journeys.desk_page.clicks import ARABIC, NOURA, Desk, number_of

pytestmark = pytest.mark.at_the_build

WORDS = "You charged me a fee twice and nobody picks up. I want this on record as a complaint."


def test_an_outcome_is_entered_and_a_case_file_asked_for(desk: Desk) -> None:
    desk.act_as(PRIYA)
    case = desk.customer_writes("Marit Olsen", WORDS)
    desk.claim(case, "Priya Nair")
    desk.choose(case, "Complaint…")
    desk.opens(f"{number_of(case)}: complaint")
    desk.fill(act="mark:uk_disp", reason="Says so herself.")
    desk.submit()
    expect(case).to_contain_text("Final response")
    enters_the_outcome(desk)
    corrects_it_in_arabic(desk)
    asks_for_the_file(desk)
    is_refused_one(desk)


def enters_the_outcome(desk: Desk) -> None:
    case = desk.case(WORDS)
    desk.choose(case, "Outcome of the complaint…")
    desk.opens(f"{number_of(case)}: outcome")
    desk.fill(finding="upheld", reasons="Charged twice.", redress="12.50", cause="fees_or_interest")
    desk.tick("The customer was told that they can go there")
    desk.album.take("outcome")
    desk.submit()
    expect(case).to_contain_text("Upheld: the customer is right")
    expect(case).to_contain_text("redress 12.50 GBP")
    desk.album.take("outcome-entered")


def corrects_it_in_arabic(desk: Desk) -> None:
    desk.act_as(NOURA)
    case = desk.case(WORDS)
    desk.choose(case, "Outcome of the complaint…")
    desk.opens(ARABIC)
    desk.fill(finding="partly")
    desk.album.take("outcome-arabic")
    desk.submit()
    expect(case).to_contain_text("Partly upheld")


def asks_for_the_file(desk: Desk) -> None:
    """The page of the bank has no address for files here: it says so, at the field."""
    desk.act_as(LENA)
    case = desk.case(WORDS)
    desk.choose(case, "Case file…")
    desk.opens(f"{number_of(case)}: case file")
    desk.fill(reason="The ombudsman asks.")
    desk.album.take("case-file")
    desk.modal.get_by_role("button", name="Get the link").click()
    link = desk.modal.get_by_role("link", name="Save the file")
    refused = desk.modal.get_by_text("Files are fetched from the address of the secure chat")
    expect(link.or_(refused)).to_be_visible()
    desk.album.take("case-file-link")
    if link.is_visible():
        holds(str(link.get_attribute("href")))
    desk.close()


def holds(address: str) -> None:
    pressed = urllib.request.Request(address, method="POST", data=b"")
    with urllib.request.urlopen(pressed) as answer:
        body = answer.read()
    assert checking.check(checking.files_in(body)).faults == []
    page = zipfile.ZipFile(BytesIO(body)).read(PAGE).decode()
    assert re.search("charged me a fee twice", page)


def is_refused_one(desk: Desk) -> None:
    desk.act_as(PRIYA)
    desk.choose(desk.case(WORDS), "Case file…")
    expect(desk.modal).to_contain_text("Your role does not include this")
    desk.close()
