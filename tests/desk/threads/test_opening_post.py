"""Before a colleague acts on a case, Earshot says all that it says in its thread in one post at most."""

from collections import Counter

import pytest

from bot.desk.ownership import claims
from bot.domain.channels.inbound import Person
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.staff import Actor
from bot.outbox.kinds import EventPayload
from bot.outbox.outcome import Receipt
from bot.sandbox.stories.story import STORIES, load
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")
FRAUD = "Someone is on the phone right now telling me to move my savings"
DANGER = "I can't do this anymore, I want to end my life tonight"


def posts(bank: Bank) -> list[list[str]]:
    """What each thread was told by Earshot, a list of sentences a post."""
    told: dict[int, list[list[str]]] = {}
    for row in [*bank.deliveries("slack.event"), *bank.deliveries("slack.alert")]:
        thread = row.payload.get("thread_id")
        if thread is not None:
            said = [each.template for each in EventPayload.read(row.payload).all_told]
            told.setdefault(thread, []).append(said)
    assert all(len(each) == 1 for each in told.values()), told
    return [said for [said] in told.values()]


@pytest.mark.parametrize("name", sorted(STORIES))
def test_no_new_case_of_a_story_begins_with_two_posts(bank: Bank, name: str) -> None:
    """Whoever wrote before comes back; each story's people, words and order, on one account."""
    steps = [step for step in load(name).steps if step.do in ("post", "page_post")][:60]
    for step in steps:
        who = Person(external_id=f"id-{step.author}", handle="", name=step.author)
        word = bank.post(step.text, author="x").model_copy(update={"author": who})
        bank.later(seconds=20)
        bank.take_in(word)
    posts(bank)


def test_a_signal_and_who_handled_them_before_are_one_post(bank: Bank) -> None:
    bank.staff(AMIRA.id)
    before = bank.complaint("Hello?")
    with bank.desk() as desk:
        claims.claim(desk, case_id=before, by=AMIRA, slack_user_id=AMIRA.id)
    with bank.desk() as desk:
        case = desk.session.get_one(Case, before)
        case.state = CaseState.CLOSED
        desk.session.add(case)
    again_id = bank.complaint(FRAUD)
    told = [
        [each.template for each in EventPayload.read(row.payload).all_told]
        for row in bank.deliveries("slack.event")
        if row.case_id == again_id
    ]
    assert told == [["signal", "handled_before"]]


def test_a_private_talk_begins_with_one_post(bank: Bank) -> None:
    word = bank.post(FRAUD, surface=Surface.PRIVATE, conversation="talk", permalink="")
    bank.take_in(word)
    [said] = posts(bank)
    assert Counter(said) == Counter(["private_thread", "signal"])


def test_what_is_heard_later_is_added_to_the_post_that_stands_there(bank: Bank) -> None:
    case_id = bank.complaint(FRAUD)
    [post] = bank.deliveries("slack.event")
    bank.end(post, Receipt(reference="1.2", at=bank.now))
    bank.later(minutes=3)
    assert bank.complaint(DANGER) == case_id
    assert posts(bank) == [["signal", "signal"]]
    assert [row.payload.get("delivery_id") for row in bank.deliveries("slack.redraw")].count(
        post.id
    )


def test_once_a_colleague_acted_each_word_is_a_post_of_its_own(bank: Bank) -> None:
    bank.staff(AMIRA.id)
    case_id = bank.complaint(FRAUD)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
    bank.later(minutes=3)
    bank.complaint(DANGER)
    told = [row.payload["template"] for row in bank.deliveries("slack.event")]
    assert told == ["signal", "claimed", "signal"]
