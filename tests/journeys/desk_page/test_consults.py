"""*Ask a team…* on the console page: asked, answered by the specialists, used; and the forms in Arabic."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import PRIYA, TOM
from tests.journeys.desk_page.clicks import NOURA, Desk

FOREIGN = "Charged a foreign fee for a coffee in my own town, twice this month."
PIN = "The machine says wrong PIN though I changed it yesterday."
IN_ARABIC = re.compile("[\u0600-\u06ff]")
CARDS = "cards-questions"


def test_a_team_is_asked_answers_and_its_words_are_used(desk: Desk) -> None:
    desk.act_as(TOM)
    case = desk.customer_writes("Per Falk", FOREIGN)
    desk.claim(case, "Tom Okafor")
    desk.choose(case, "Ask a team…")
    desk.opens("Ask a team")
    desk.fill(team="cards", question="Is the foreign fee given back when the shop is wrong?")
    desk.album.take("ask-team")
    desk.submit()
    expect(case).to_contain_text("answer by")
    expect(case).to_contain_text(" · @Tom Okafor")
    desk.act_as(PRIYA, channel=CARDS)
    asked = desk.case("Is the foreign fee given back")
    expect(asked).to_contain_text("foreign fee for a coffee")
    desk.album.take("question")
    asked.get_by_test_id("action-consult_answer").click()
    desk.opens("Answer colleagues")
    desk.fill(text="Yes, within five days.")
    desk.album.take("answer-colleagues")
    desk.submit()
    expect(asked).to_contain_text("Answered by")
    desk.act_as(TOM)
    desk.open_thread(desk.case(FOREIGN))
    expect(desk.thread).to_contain_text("Yes, within five days.")
    desk.thread.get_by_test_id("action-consult_use").click()
    desk.opens(re.compile("^Reply to"))
    expect(desk.modal.locator("[data-testid^='field-text']")).to_have_value(
        "Yes, within five days."
    )
    desk.album.take("use-as-answer")
    desk.close()


def test_the_forms_speak_arabic_to_who_reads_that(desk: Desk) -> None:
    desk.act_as(NOURA)
    case = desk.customer_writes("Ola Rud", PIN)
    desk.claim(case, "Noura Salem")
    desk.choose(case, "Ask a team…")
    desk.opens(IN_ARABIC)
    desk.fill(team="cards", question="How long does a new PIN take?")
    desk.album.take("ask-team-arabic")
    desk.submit()
    desk.act_as(NOURA, channel=CARDS)
    asked = desk.case("How long does a new PIN take")
    asked.get_by_test_id("action-consult_not_for_us").click()
    desk.opens(IN_ARABIC)
    desk.fill(note="Ask the branch.")
    desk.album.take("not-for-us-arabic")
    desk.submit()
    expect(asked).to_contain_text("not for this team")
