"""An answer of which nobody can tell whether it is public: a person looks, and says one of three things."""

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import PRIYA
from tests.journeys.desk_page.clicks import ARABIC, NOURA, Desk

pytestmark = pytest.mark.at_the_build

BRANCH = "Why is the branch in the old town shut all of a sudden?"
BRANCH_ANSWER = "A burst pipe, Mona. It opens again on Monday."
HOURS = "Are you open on Saturdays or not? The door says both."
HOURS_ANSWER = "Yes, Otto, from nine to one. The sticker goes today."
COINS = "Does the coin machine ever work?"
COINS_ANSWER = "It does from today on, Pia. Sorry it took so long."
ANSWERS = {BRANCH: BRANCH_ANSWER, HOURS: HOURS_ANSWER, COINS: COINS_ANSWER}
COINS_BY_HAND = "Since this morning it does, Pia."
QUESTION = "on X?"
BANK = "NorthbankHelp"


def test_a_person_says_send_it_drop_it_or_it_is_there(desk: Desk) -> None:
    desk.act_as(PRIYA)
    for name, words in {"Mona Ruud": BRANCH, "Otto Falk": HOURS, "Pia Holm": COINS}.items():
        desk.claim(desk.customer_writes(name, words), "Priya Nair")
    all_fall_silent(desk)
    sends_it(desk)
    drops_it(desk)
    says_it_is_there(desk)


def all_fall_silent(desk: Desk) -> None:
    """X is down in the very moment in which the answers go out."""
    desk.switch("x_down", on=True)
    for words, answer in ANSWERS.items():
        desk.open_thread(desk.case(words))
        desk.answer(desk.case(words), answer)
        expect(desk.thread).to_contain_text("nothing is sent twice")
    desk.album.take("doubt-checking", pane="thread")
    desk.switch("x_down", on=False)


def is_asked(desk: Desk, words: str) -> Locator:
    """The question in the thread, once Earshot has looked twice and found nothing."""
    desk.open_thread(desk.case(words))
    question = desk.thread.get_by_role("article").filter(has_text=QUESTION)
    expect(question.get_by_test_id("action-doubt_send")).to_be_visible()
    return question


def sends_it(desk: Desk) -> None:
    question = is_asked(desk, BRANCH)
    desk.album.take("doubt", pane="thread")
    question.get_by_test_id("action-doubt_send").click()
    desk.says_yes("Send it?")
    expect(desk.public_thread(BRANCH)).to_contain_text(BRANCH_ANSWER)
    expect(desk.case(BRANCH)).to_contain_text("With the customer")
    expect(question.get_by_test_id("action-doubt_send")).to_be_hidden()
    expect(desk.thread).to_contain_text("What came of it stands below.")
    desk.album.take("doubt-sent", pane="thread")


def drops_it(desk: Desk) -> None:
    question = is_asked(desk, HOURS)
    question.get_by_test_id("action-doubt_drop").click()
    desk.says_yes("Drop it?")
    expect(desk.thread).to_contain_text("Priya dropped the answer")
    expect(question.get_by_test_id("action-doubt_drop")).to_be_hidden()
    desk.album.take("doubt-dropped", pane="thread")
    expect(desk.public_thread(HOURS)).not_to_contain_text(HOURS_ANSWER)
    expect(desk.case(HOURS)).to_contain_text("In hand")


def says_it_is_there(desk: Desk) -> None:
    """A colleague sees it on X, where Earshot was not shown it, and pastes its address."""
    is_asked(desk, COINS)
    desk.act_as(NOURA)
    question = is_asked(desk, COINS)
    question.get_by_test_id("action-doubt_there").click()
    desk.opens(ARABIC)
    desk.fill(link="https://x.com/somebody")
    desk.submit(closes=False)
    expect(desk.modal.get_by_test_id("error-link")).to_contain_text(ARABIC)
    desk.album.take("doubt-there-arabic")
    desk.fill(link=address(desk, COINS, beside=1))
    desk.submit()
    expect(desk.thread).to_contain_text("nothing is at that address")
    desk.album.take("doubt-not-there", pane="thread")
    desk.bank_answers_in_the_app(COINS_BY_HAND, under=COINS, as_account=BANK)
    desk.thread.get_by_test_id("action-doubt_there").last.click()
    desk.opens(ARABIC)
    desk.fill(link=address(desk, COINS_BY_HAND))
    desk.submit()
    expect(desk.thread).to_contain_text("Earshot looked on X: the answer is there.")
    expect(desk.case(COINS)).to_contain_text("With the customer")
    desk.album.take("doubt-there", pane="thread")


def address(desk: Desk, words: str, *, beside: int = 0) -> str:
    """The address of the post with these words, or one so far beside it where nothing is."""
    posts = desk.house.platforms.look("x/timeline?limit=200")["posts"]
    post_id = next(int(post["id"]) for post in posts if words in post["text"])
    return f"https://x.com/{BANK}/status/{post_id + beside}"
