"""*More…*: snooze, merge and back, split, link, priority, language; and no reply needed on several."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import LENA
from tests.journeys.desk_page.clicks import NOURA, Desk, number_of

pytestmark = pytest.mark.at_the_build

CHARGED = "Charged twice at the pharmacy, 64.20 both times."
TWICE = "Holt Ltd here as well: the same pharmacy, twice."
LATER = "And my address in the app is still the old one."
CHEERS = ("Great weather at your branch today!", "Love the new colours, by the way!")


def test_a_case_is_snoozed_merged_split_linked_and_ranked(desk: Desk) -> None:
    desk.act_as(LENA)
    charged = desk.customer_writes("Ivar Holt", CHARGED)
    twice = desk.customer_writes("Holt Ltd", TWICE)
    desk.claim(charged, "Lena Brandt")
    desk.open_thread(charged)
    snoozes(desk)
    merges_and_takes_it_back(desk, number_of(twice))
    splits(desk)
    links(desk, number_of(twice))
    ranks(desk)
    says_its_language(desk)
    desk.album.take("case-verbs", pane="thread")


def snoozes(desk: Desk) -> None:
    charged = desk.case(CHARGED)
    desk.choose(charged, "Snooze…")
    desk.opens(f"Snooze {number_of(charged)}")
    desk.fill(reason="The pharmacy sends its receipt tomorrow.")
    desk.album.take("snooze")
    desk.submit()
    expect(charged).to_contain_text("Snoozed since")
    expect(desk.thread).to_contain_text("The pharmacy sends its receipt tomorrow.")
    desk.choose(charged, "Wake now")
    expect(charged).to_contain_text("In hand")


def merges_and_takes_it_back(desk: Desk, target: str) -> None:
    charged = desk.case(CHARGED)
    desk.choose(charged, "Merge into another case…")
    desk.fill(number=target)
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text("These are two different customers.")
    desk.album.take("merge")
    desk.album.draw("merge", "[data-testid=modal]", size=(960, 900))
    desk.submit()
    expect(charged).to_contain_text(f"Goes on in {target}")
    desk.choose(charged, "Take the merge back")
    expect(charged).not_to_contain_text("Goes on in")
    expect(desk.thread).to_contain_text("This case stands alone again")


def splits(desk: Desk) -> None:
    charged = desk.case(CHARGED)
    desk.page.get_by_test_id("public-tab-x").click()
    desk.customer_comments(LATER, under=CHARGED)
    expect(charged).to_contain_text("First of 2:")
    desk.choose(charged, "Split…")
    desk.tick(LATER)
    desk.submit()
    expect(charged).not_to_contain_text(LATER)  # until then it quotes these words too
    expect(desk.case(LATER)).to_contain_text("Ivar Holt")
    assert number_of(desk.case(LATER)) != number_of(charged)


def links(desk: Desk, other: str) -> None:
    charged = desk.case(CHARGED)
    desk.choose(charged, "Link to another case…")
    desk.fill(number=other)
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text(CHARGED)
    expect(desk.modal).to_contain_text(TWICE)
    desk.fill(reason="The same pharmacy.")
    desk.album.take("link")
    desk.submit()
    expect(charged).to_contain_text("Linked to")
    expect(charged).to_contain_text(other)


def says_its_language(desk: Desk) -> None:
    charged = desk.case(CHARGED)
    desk.choose(charged, "Language…")
    desk.opens(f"{number_of(charged)}: language")
    desk.fill(language="fr")
    desk.album.take("language")
    desk.submit()
    expect(charged).to_contain_text("French")


def ranks(desk: Desk) -> None:
    charged = desk.case(CHARGED)
    desk.choose(charged, "Priority…")
    desk.tick("High")
    desk.fill(reason="Two customers, one pharmacy.")
    desk.submit()
    expect(charged).to_contain_text("High, set by")


def test_several_cases_need_no_reply(desk: Desk) -> None:
    desk.act_as(NOURA)
    for number, words in enumerate(CHEERS):
        desk.customer_writes(f"Fan {number}", words)
    desk.press_at_home("several")
    desk.album.take("several-arabic")
    desk.tick("Fan 0", "Fan 1")
    desk.modal.locator("[data-testid=field-reason] input").first.check()
    desk.submit(closes=False)
    expect(desk.modal.get_by_test_id("modal-submit")).to_be_hidden()
    desk.close()
    desk.act_as(LENA)
    for words in CHEERS:
        expect(desk.case(words)).to_contain_text("No reply needed")
