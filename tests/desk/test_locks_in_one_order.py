"""Several cases are held in one order, so that people at the same moment wait for each other and no more."""

import dataclasses
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk.answers import replies
from bot.desk.cases import merging
from bot.desk.desk import Desk
from bot.desk.drafts import locks
from bot.desk.house import weekly_data
from bot.desk.intake import taking_in
from bot.desk.messages import blocking
from bot.desk.ownership import absences, claims
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.rules.house.weekly_data import AbsenceRow, Kind
from bot.outbox.outcome import Receipt
from tests.desk.cases.merging.merged import two_cases
from tests.desk.conftest import Bank
from tests.desk.crossing import Verb, cross

pytestmark = pytest.mark.on_both
AMIRA, JONAS = Actor.staff("U0AMIRA"), Actor.staff("U0JONAS")


def merges(case_id: int, into: int) -> Verb:
    return lambda desk: merging.merge(desk, case_id=case_id, into=into, by=AMIRA)


def answers(case_id: int) -> Verb:
    def send(desk: Desk) -> None:
        replies.reply(
            desk,
            case_id=case_id,
            text="It has arrived.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=JONAS,
            request_key="r1",
        )

    return send


def case_of(bank: Bank, external_id: str) -> int:
    with bank.database.reading() as session:
        query = select(Message.case_id).where(Message.external_id == external_id)
        return session.exec(query).one()


def test_of_two_merges_in_opposite_directions_one_wins_and_the_other_is_told(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    done = cross(bank, merges(second, first), merges(first, second), after_locking="cases")
    assert not done.failed
    assert list(done.refused) == ["the second"]
    assert bank.case(second).state == CaseState.MERGED
    assert bank.case(first).is_open


def test_a_word_that_waited_for_a_merge_goes_where_the_case_went(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    word = bank.post("Are you there?", conversation=post.conversation)
    done = cross(
        bank,
        merges(second, first),
        lambda desk: taking_in.take_in(desk, inbound=word),
        after_locking="cases",
        times=2,
    )
    assert (done.failed, done.refused) == ({}, {})
    assert case_of(bank, word.external_id) == first


def test_a_word_that_was_first_is_part_of_what_is_merged(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    word = bank.post("Are you there?", conversation=post.conversation)
    done = cross(
        bank,
        lambda desk: taking_in.take_in(desk, inbound=word),
        merges(second, first),
        after_locking="cases",
    )
    assert (done.failed, done.refused) == ({}, {})
    assert case_of(bank, word.external_id) == second
    assert bank.case(second).state == CaseState.MERGED


def test_an_answer_that_waited_for_a_merge_is_refused(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    done = cross(bank, merges(second, first), answers(second), after_locking="cases", times=2)
    assert not done.failed
    assert "merged into another case" in str(done.refused["the second"])
    assert bank.deliveries("reply") == []


def test_an_answer_that_was_first_is_on_its_way_when_the_case_is_merged(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    done = cross(bank, answers(second), merges(second, first), after_locking="cases")
    assert (done.failed, done.refused) == ({}, {})
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="p1", at=bank.now))
    assert bank.case(first).state == CaseState.WITH_CUSTOMER


def test_an_answer_that_is_settled_while_its_merge_is_taken_back_crosses_nothing(
    bank: Bank,
) -> None:
    first, second, post = two_cases(bank)
    with bank.desk() as desk:
        merging.merge(desk, case_id=second, into=first, by=AMIRA)
    ours = bank.post("It has arrived.", is_ours=True, author="bank").model_copy(
        update={"conversation": post.conversation, "parent_external_id": post.external_id}
    )
    done = cross(
        bank,
        lambda desk: taking_in.take_in(desk, inbound=ours),
        lambda desk: merging.unmerge(desk, case_id=second, by=AMIRA),
        after_locking="cases",
    )
    assert (done.failed, done.refused) == ({}, {})
    assert case_of(bank, ours.external_id) == first
    assert bank.case(second).state == CaseState.NEW


def test_a_colleague_who_begins_to_answer_waits_for_no_word_of_the_customer(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    word = bank.post("Are you there?", conversation=post.conversation)

    def begins(desk: Desk) -> None:
        case = desk.session.get_one(Case, case_id, with_for_update=True)
        locks.take(desk, case=case, slack_user_id=AMIRA.id)

    done = cross(
        bank,
        lambda desk: taking_in.take_in(desk, inbound=word),
        begins,
        after_locking="authors",
    )
    assert (done.failed, done.refused) == ({}, {})
    assert case_of(bank, word.external_id) == case_id


def test_who_blocks_an_author_from_two_cases_at_once_is_told_by_one(bank: Bank) -> None:
    first, second, _ = two_cases(bank)

    def blocks(case_id: int) -> Verb:
        return lambda desk: blocking.block(
            dataclasses.replace(desk, pressed_by=""),
            case_id=case_id,
            reason="Threats",
            until=None,
            by=AMIRA,
        )

    done = cross(bank, blocks(second), blocks(first), after_locking="cases")
    assert not done.failed
    assert "blocked already" in str(done.refused["the second"])


@pytest.mark.parametrize("waits_for", ["house_revision", "cases"])
def test_an_absence_that_begins_and_one_that_is_entered_wait_for_each_other(
    bank: Bank, waits_for: str
) -> None:
    case_id = bank.complaint()
    bank.staff(AMIRA.id)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
        start, until = desk.now + timedelta(hours=1), desk.now + timedelta(hours=9)
        row = AbsenceRow(person=AMIRA.id, start=start, until=until)
        weekly_data.add(desk, kind=Kind.ABSENCES, row=row, by=AMIRA)
    bank.later(hours=2)
    done = cross(bank, absences.begin_due, leaves, after_locking=waits_for)
    assert (done.failed, done.refused) == ({}, {})
    assert bank.case(case_id).state == CaseState.NEW


def leaves(desk: Desk) -> object:
    """Another absence of the same person, from now on."""
    return absences.away(
        desk,
        person=AMIRA.id,
        start=desk.now,
        until=desk.now + timedelta(hours=24),
        stand_in="",
        by=AMIRA,
    )


def set_aside(bank: Bank) -> tuple[Inbound, Verb]:
    """A post of a blocked author, and the verb that takes it in after all."""
    case_id = bank.complaint(author="troll")
    with bank.desk() as desk:
        blocking.block(desk, case_id=case_id, reason="Insults", until=None, by=AMIRA)
    told = bank.post("My money", author="troll")
    with bank.desk() as desk:
        taking_in.take_in(desk, inbound=told)
        [post] = blocking.posts(desk)
    number = post.pk
    return told, lambda desk: taking_in.take_in_after_all(desk, post_id=number, by=JONAS)


def changed(told: Inbound, happening: Happening) -> Verb:
    later = told.at + timedelta(minutes=1)
    text = "My money, all of it" if happening == Happening.EDITED else ""
    new = told.model_copy(
        update={"happening": happening, "text": text, "version_id": "2b", "at": later}
    )
    return lambda desk: taking_in.take_in(desk, inbound=new)


def words_of(bank: Bank, told: Inbound) -> tuple[str, bool]:
    with bank.database.reading() as session:
        query = select(Message).where(Message.external_id == told.external_id)
        message = session.exec(query).one()
        return message.text, message.deleted_at is not None


@pytest.mark.parametrize("edited_first", [True, False])
def test_a_post_that_is_edited_while_it_is_taken_in_after_all_says_what_it_says_now(
    bank: Bank, edited_first: bool
) -> None:
    told, takes_in = set_aside(bank)
    both = [changed(told, Happening.EDITED), takes_in]
    first, second = both if edited_first else reversed(both)
    done = cross(bank, first, second, after_locking="authors")
    assert (done.failed, done.refused) == ({}, {})
    assert words_of(bank, told) == ("My money, all of it", False)


def test_a_post_that_is_taken_down_while_it_is_taken_in_after_all_is_gone(bank: Bank) -> None:
    told, takes_in = set_aside(bank)
    removed = changed(told, Happening.REMOVED)
    done = cross(bank, takes_in, removed, after_locking="blocked_posts")
    assert (done.failed, done.refused) == ({}, {})
    assert words_of(bank, told)[1]


def test_a_post_that_was_taken_down_first_is_not_taken_in(bank: Bank) -> None:
    told, takes_in = set_aside(bank)
    removed = changed(told, Happening.REMOVED)
    done = cross(bank, removed, takes_in, after_locking="blocked_posts")
    assert not done.failed
    assert "is set aside" in str(done.refused["the second"])
