"""A colleague who reads Arabic answers, resolves and reopens; the channel goes on in English."""

import re

from playwright.sync_api import expect

from tests.journeys.desk_page.clicks import NOURA, Desk

SWALLOWED = "Your machine swallowed my card and the branch is shut."
ANSWER = "Sorry, Rana. The branch opens at nine and keeps your card for you."
IN_ARABIC = re.compile("[\u0600-\u06ff]")


def test_forms_speak_arabic_to_an_arabic_reader_and_the_case_stays_english(desk: Desk) -> None:
    desk.act_as(NOURA)
    case = desk.customer_writes("Rana Odeh", SWALLOWED)
    desk.claim(case, "Noura Salem")
    answers(desk)
    resolves_and_reopens(desk)


def answers(desk: Desk) -> None:
    desk.press_reply(desk.case(SWALLOWED))
    desk.opens(IN_ARABIC)
    desk.fill(text=ANSWER)
    desk.modal.get_by_test_id("option-answers").check()
    desk.album.take("reply-arabic")
    desk.submit(closes=False)
    expect(desk.page.get_by_test_id("modal-title")).not_to_contain_text("C-")
    expect(desk.modal).to_contain_text(ANSWER)
    desk.album.take("preview-arabic")
    desk.submit()
    expect(desk.public_thread(SWALLOWED)).to_contain_text(ANSWER)


def resolves_and_reopens(desk: Desk) -> None:
    case = desk.case(SWALLOWED)
    expect(case).to_contain_text("With the customer")
    case.get_by_test_id("action-resolve").click()
    desk.opens(IN_ARABIC)
    desk.modal.get_by_test_id("option-fixed").check()
    desk.album.take("resolve-arabic")
    desk.submit()
    expect(case).to_contain_text("Put right")
    case.get_by_test_id("action-reopen").click()
    expect(case.get_by_test_id("action-resolve")).to_be_visible()
