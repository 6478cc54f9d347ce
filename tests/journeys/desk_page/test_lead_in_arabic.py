"""What only a lead may do, and what stands in private, for a lead who reads Arabic."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import AMIRA
from tests.journeys.desk_page.clicks import ARABIC, Desk, number_of

pytestmark = pytest.mark.at_the_build

QUEUE = "Two hours in the queue, and then the desk closed in front of me!"
SORRY = "That should not happen, Sami. Which branch was it?"
AGAIN = "Same queue here, same branch, same hour."
SECRET = "It is about my late father's account."


def test_moderation_merging_and_private_words_read_from_the_right(desk: Desk) -> None:
    desk.act_as(AMIRA)
    case = desk.customer_writes("Sami Haddad", QUEUE, on="facebook")
    desk.claim(case, "Amira Haddad")
    desk.open_thread(case)
    desk.press_reply(case)
    desk.opens(ARABIC)
    desk.album.take("lead-arabic-places")
    desk.fill(text=SORRY)
    desk.modal.get_by_test_id("option-asks").check()
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text(SORRY)
    desk.submit()
    expect(desk.public_thread(QUEUE)).to_contain_text(SORRY)
    moderates(desk)
    merges(desk)
    looks_at_private_words(desk)


def moderates(desk: Desk) -> None:
    desk.customer_comments("Nobody here either.", under=QUEUE)  # comments alone can be hidden
    expect(desk.case(QUEUE)).to_contain_text("First of 2:")
    for label in ("Delete our answer…", "Hide a post…", "Block or unblock the author…"):
        desk.choose(desk.case(QUEUE), label)
        desk.opens(ARABIC)
        desk.album.take("lead-arabic-" + label.split()[0].lower())
        desk.close()


def merges(desk: Desk) -> None:
    other = desk.customer_writes("Rim Saleh", AGAIN, on="facebook")
    case = desk.case(QUEUE)
    desk.choose(case, "Merge into another case…")
    desk.opens(ARABIC)
    desk.album.take("lead-arabic-merge")
    desk.fill(number=number_of(other))
    desk.submit(closes=False)
    expect(desk.modal).to_contain_text(number_of(other))
    expect(desk.modal).to_contain_text(AGAIN)
    desk.album.take("lead-arabic-merge-sure")
    desk.close()


def looks_at_private_words(desk: Desk) -> None:
    desk.customer_writes_in_private("Sami Haddad", SECRET, on="facebook")
    desk.act_as(AMIRA, channel="northbank-private")
    private = desk.case("Sami Haddad")
    expect(private).to_contain_text("takes a private answer until")
    number = number_of(private)
    found = desk.asks(number.removeprefix("C-"))
    expect(found).to_contain_text(ARABIC)
    desk.album.take("lead-arabic-private", pane="messages")
    desk.press_reply(private)
    desk.opens(ARABIC)
    desk.album.take("lead-arabic-private-reply")
    desk.close()
