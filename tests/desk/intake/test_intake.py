"""What a post becomes: a case, part of one, or nothing, whatever the order it is told in."""

from datetime import timedelta

from sqlmodel import select

from bot.desk.cases import closures, merging
from bot.desk.intake import taking_in
from bot.desk.messages.recording import revision_row
from bot.domain.channels.inbound import Happening, Person
from bot.domain.records.cases.case import CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.staff import Actor
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def test_a_first_complaint_opens_a_case_with_a_headline(bank: Bank) -> None:
    case = bank.case(bank.complaint())
    assert (case.state, case.brand, case.team) == (CaseState.NEW, "northbank", "desk")
    assert [d.kind for d in bank.deliveries()] == ["slack.headline"]


def test_the_same_post_told_twice_is_one_message(bank: Bank) -> None:
    post = bank.post("Hello?")
    assert bank.take_in(post) == bank.take_in(post)
    with bank.database.reading() as session:
        assert len(list(session.exec(select(Message)))) == 1


def test_a_burst_of_five_posts_by_one_author_is_one_case(bank: Bank) -> None:
    cases = {bank.complaint(f"And another thing {n}") for n in range(5)}
    assert len(cases) == 1
    assert len(bank.deliveries("slack.said")) == 4


def test_two_authors_in_one_public_thread_are_two_cases(bank: Bank) -> None:
    first = bank.post("Where is my money", author="ana")
    mine_too = bank.post("Mine too", author="ben", conversation=first.conversation)
    assert bank.take_in(first) != bank.take_in(mine_too)


def test_a_repost_becomes_no_case(bank: Bank) -> None:
    with bank.desk() as desk:
        taken = taking_in.take_in(desk, inbound=bank.post("RT", is_repost=True))
    assert taken.case_id is None
    assert "repost" in taken.reason


def test_what_was_said_is_masked_before_it_is_written_and_the_card_is_gone_for_good(
    bank: Bank,
) -> None:
    said = "Card 4111 1111 1111 1111, call me on +44 20 7946 0018"
    case_id = bank.complaint(said)
    with bank.desk() as desk:
        [message] = desk.session.exec(select(Message))
        [version] = desk.session.exec(select(MessageRevision))
        original = bank.vault.open(
            session=desk.session,
            case_id=case_id,
            row=revision_row(message.pk, 1),
            sealed=version.sealed or b"",
        )
    assert "4111" not in message.text + version.text + original
    assert "7946" not in message.text
    assert "7946" in original


def test_an_edit_is_a_version_of_the_same_message_and_is_shown(bank: Bank) -> None:
    post = bank.post("My trnsfer is missing")
    case_id = bank.take_in(post)
    bank.later(minutes=2)
    edited = post.model_copy(
        update={
            "happening": Happening.EDITED,
            "version_id": "1b",
            "text": "My transfer is missing",
            "at": bank.now,
        }
    )
    assert bank.take_in(edited) == case_id
    bank.take_in(edited)  # told again
    with bank.database.reading() as session:
        [message] = session.exec(select(Message))
        assert (message.text, message.revision) == ("My transfer is missing", 2)
    assert [d.payload["what"] for d in bank.deliveries("slack.said")] == ["edited"]


def test_an_older_version_that_comes_late_is_kept_but_not_shown_as_the_newest(bank: Bank) -> None:
    post = bank.post("three", at=bank.now + timedelta(minutes=5), version_id="v3")
    bank.take_in(post)
    older = post.model_copy(
        update={
            "happening": Happening.EDITED,
            "text": "two",
            "version_id": "v2",
            "at": bank.now,
        }
    )
    bank.take_in(older)
    with bank.database.reading() as session:
        [message] = session.exec(select(Message))
        assert message.text == "three"
        assert len(list(session.exec(select(MessageRevision)))) == 2


def test_a_deletion_takes_the_words_from_every_version_and_leaves_the_skeleton(bank: Bank) -> None:
    post = bank.post("Call me on +44 20 7946 0018")
    bank.take_in(post)
    gone = post.model_copy(update={"happening": Happening.REMOVED, "text": ""})
    bank.take_in(gone)
    with bank.database.reading() as session:
        [message] = session.exec(select(Message))
        [version] = session.exec(select(MessageRevision))
    assert (message.text, version.text, version.sealed) == ("", "", None)
    assert message.deleted_at is not None
    assert version.fingerprint


def test_a_post_removed_before_it_came_opens_no_case(bank: Bank) -> None:
    post = bank.post("Never mind")
    gone = post.model_copy(update={"happening": Happening.REMOVED, "text": ""})
    with bank.desk() as desk:
        assert taking_in.take_in(desk, inbound=gone).case_id is None
        assert taking_in.take_in(desk, inbound=post).case_id is None


def test_the_customers_next_word_reopens_a_resolved_case(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=1)
    again = bank.post("It was declined again today", conversation=first.conversation)
    assert bank.take_in(again) == case_id
    assert bank.case(case_id).state == CaseState.NEW


def test_a_bare_thanks_does_not_reopen_but_is_shown_with_a_way_to(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.take_in(bank.post("Thanks, all sorted!", conversation=first.conversation))
    assert bank.case(case_id).state == CaseState.RESOLVED
    assert "customer_thanked" in bank.templates()


def test_long_after_a_case_ended_the_customers_word_is_a_new_case_linked_to_it(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=400)
    new = bank.take_in(bank.post("Declined", conversation=first.conversation))
    assert new != case_id
    assert bank.case(new).previous_case_id == case_id


def test_an_author_the_platform_does_not_name_still_gets_a_case(bank: Bank) -> None:
    assert bank.take_in(
        bank.post("Nobody knows who I am", author="x").model_copy(update={"author": None})
    )


def test_an_author_without_a_name_is_not_joined_with_another(bank: Bank) -> None:
    one = bank.post("One").model_copy(update={"author": Person(external_id="")})
    two = bank.post("Two").model_copy(update={"author": Person(external_id="")})
    assert bank.take_in(one) != bank.take_in(two)


def resolve(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)


def test_a_word_in_a_later_conversation_of_an_ended_case_reopens_that_case(bank: Bank) -> None:
    case_id = bank.complaint("My card was declined")
    later = bank.post("And nobody calls me back")
    assert bank.take_in(later) == case_id
    resolve(bank, case_id)
    bank.later(hours=1)
    assert bank.take_in(bank.post("Still nothing", conversation=later.conversation)) == case_id
    assert bank.case(case_id).state is CaseState.NEW


def test_a_word_in_a_later_conversation_of_a_merged_case_goes_where_that_went(bank: Bank) -> None:
    mine, theirs = bank.complaint(), bank.complaint(author="ben")
    later = bank.post("And nobody calls me back")
    assert bank.take_in(later) == mine
    with bank.desk() as desk:
        merging.merge(desk, case_id=mine, into=theirs, by=AMIRA)
    bank.later(hours=1)
    assert bank.take_in(bank.post("Still nothing", conversation=later.conversation)) == theirs
