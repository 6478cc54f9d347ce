"""Erasing on request: what stops it, what goes beside cases, and what a press on what is gone does."""

from collections.abc import Callable

import pytest
from sqlmodel import select, text

from bot.desk.answers import approvals, doubts, replies
from bot.desk.cases import closures, merging
from bot.desk.desk import Desk
from bot.desk.erasure import erasing, holds, persons, requests
from bot.desk.house import weekly_data
from bot.desk.intake import taking_in
from bot.desk.messages import changes
from bot.domain.records.answers.past_answer import PastAnswer, PastAnswerWord
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.answers.reply_draft import ReplyDraft
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor, Role
from bot.domain.rules.house.weekly_data import BlockedRow, Kind
from bot.domain.rules.house.weekly_entry import HouseEntry
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.outcome import Receipt
from bot.storage.cases import legal_holds
from bot.storage.record import audit, record_check, record_seals
from tests.desk.answers.test_replies import answer
from tests.desk.conftest import Bank

MIRA, CARLA = Actor.staff("U0AMIRA"), Actor.operator("Carla")


def end(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=MIRA)


def erase(bank: Bank, case_id: int, *, reason: str = "DSAR-17") -> requests.Report:
    with bank.desk() as desk:
        person = persons.meant(desk.session, f"C-{case_id}")
        return requests.erase(desk, person=person, by=CARLA, reason=reason)


def _hold_case(desk: Desk) -> None:
    holds.hold_case(desk, case_id=1, reason="In court", by=MIRA)


def _hold_customer(desk: Desk) -> None:
    person = persons.meant(desk.session, "x:ana")
    holds.hold_customer(desk, person=person, reason="In court", by=MIRA)


def _hold_word(desk: Desk) -> None:
    holds.hold_word(desk, word="DECLINED", reason="An inquiry", by=MIRA)


@pytest.mark.parametrize("hold", [_hold_case, _hold_customer, _hold_word])
def test_what_is_held_is_not_erased_until_the_hold_is_lifted(
    bank: Bank, hold: Callable[[Desk], None]
) -> None:
    case_id = bank.complaint("My card was declined")
    end(bank, case_id)
    with bank.desk() as desk:
        hold(desk)
    with pytest.raises(requests.CannotErase, match="hold keeps C-1"):
        erase(bank, case_id)
    with bank.desk() as desk:
        [standing] = legal_holds.standing(session=desk.session)
        holds.lift(desk, hold_id=standing.pk, by=MIRA)
    assert erase(bank, case_id).cases == ["C-1"]


def test_a_hold_on_another_keeps_nobody_else(bank: Bank) -> None:
    case_id, other = bank.complaint(author="ana"), bank.complaint("Other words", author="ben")
    end(bank, case_id)
    with bank.desk() as desk:
        holds.hold_case(desk, case_id=other, reason="In court", by=MIRA)
        holds.hold_word(desk, word="other words", reason="In court", by=MIRA)
    assert erase(bank, case_id).cases == [f"C-{case_id}"]


def test_an_open_case_is_ended_first(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(requests.CannotErase, match="Still open: C-1"):
        erase(bank, case_id)


def test_an_answer_on_its_way_is_waited_for(bank: Bank) -> None:
    case_id = bank.complaint()
    answer(bank, case_id)
    end(bank, case_id)
    with pytest.raises(requests.CannotErase, match="on its way: C-1"):
        erase(bank, case_id)


def ask_about(bank: Bank, delivery: Delivery) -> None:
    """Nobody could find out what became of it, so a person is asked."""
    with bank.desk() as desk:
        row = desk.session.get_one(Delivery, delivery.pk)
        row.attempt = 1
        row.mark_asked("It could not be found.")
        desk.session.add(row)


def waiting(bank: Bank) -> tuple[int, Reply]:
    """A case that ended while an answer of it waits for a second person."""
    bank.staff("U0TOM", roles=["trainee"])
    case_id = bank.complaint()
    with bank.desk() as desk:
        reply = replies.reply(
            desk,
            case_id=case_id,
            text="Sorry, we are looking into it.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=Actor.staff("U0TOM"),
            request_key="form-1",
            roles=frozenset({Role.TRAINEE}),
        )
    end(bank, case_id)
    return case_id, reply


def test_an_answer_that_waits_for_approval_is_waited_for(bank: Bank) -> None:
    case_id, reply = waiting(bank)
    with pytest.raises(requests.CannotErase, match="on its way: C-1"):
        erase(bank, case_id)
    bank.later(hours=25)
    with bank.desk() as desk:
        approvals.expire(desk, reply_id=reply.pk)
    assert erase(bank, case_id).cases == ["C-1"]


def test_of_a_case_that_is_erased_all_the_same_no_draft_is_kept(bank: Bank) -> None:
    case_id, reply = waiting(bank)
    with bank.desk() as desk:
        erasing.erase_case(desk, case_id=case_id, by=MIRA, cause="request", reason="DSAR-17")
    bank.later(hours=25)
    with bank.desk() as desk:
        approvals.expire(desk, reply_id=reply.pk)
        assert approvals.overdue(desk) == []
        assert desk.session.exec(select(ReplyDraft)).all() == []


def test_an_erased_answer_in_doubt_is_not_sent_again(bank: Bank) -> None:
    case_id = bank.complaint()
    delivery = answer(bank, case_id)
    ask_about(bank, delivery)
    with bank.desk() as desk:
        erasing.erase_case(desk, case_id=case_id, by=MIRA, cause="request", reason="DSAR-17")
    with bank.desk() as desk, pytest.raises(doubts.CannotSettle, match="was erased"):
        doubts.settle(desk, delivery_id=delivery.pk, decision="send_again", by=MIRA)
    with bank.desk() as desk:
        doubts.settle(desk, delivery_id=delivery.pk, decision="drop", by=MIRA)
    assert bank.deliveries("reply")[-1].state is DeliveryState.CANCELLED


@pytest.mark.parametrize(
    ("reason", "told"), [("", "Say why"), ("Letter of Ana, 3 May", "names the customer")]
)
def test_the_reason_is_given_and_names_nobody(bank: Bank, reason: str, told: str) -> None:
    case_id = bank.complaint(author="ana")
    end(bank, case_id)
    with pytest.raises(requests.CannotErase, match=told):
        erase(bank, case_id, reason=reason)


def test_a_block_and_the_posts_set_aside_name_nobody_any_more(bank: Bank) -> None:
    case_id = bank.complaint(author="zuleika")
    end(bank, case_id)
    with bank.desk() as desk:
        row = BlockedRow(channel="x", author_id="id-zuleika", reason="Zuleika shouts")
        weekly_data.add(desk, kind=Kind.BLOCKED, row=row, by=MIRA)
    with bank.desk() as desk:
        taking_in.take_in(desk, inbound=bank.post("Again, says Zuleika", author="zuleika"))
    erase(bank, case_id)
    with bank.desk() as desk:
        [post] = desk.session.exec(select(BlockedPost))
        [entry] = desk.session.exec(select(HouseEntry))
        assert "zuleika" not in f"{post} {entry}".casefold()
        assert entry.removed_at is not None
        house = str([each.details for each in audit.entries(session=desk.session, case_id=0)])
    assert "zuleika" not in house.casefold()
    bank.complaint("And a new day", author="zuleika")  # who is erased is blocked no more


def test_what_others_posts_quote_of_them_goes(bank: Bank) -> None:
    case_id = bank.complaint(author="zuleika")
    other = bank.complaint("I agree", author="ben")
    with bank.desk() as desk:
        message = desk.session.exec(select(Message).where(Message.case_id == other)).one()
        message.above_id, message.above = "77", {"author": "Zuleika (@zuleika)", "text": "Bad bank"}
        desk.session.add(message)
    end(bank, case_id)
    erase(bank, case_id)
    with bank.desk() as desk:
        message = desk.session.exec(select(Message).where(Message.case_id == other)).one()
        assert message.above is None
        assert message.text == "I agree"


def test_the_chain_says_who_erased_why_and_how_much_and_holds(bank: Bank) -> None:
    case_id = bank.complaint("My card was declined, 07700 900123", author="ana")
    bank.take_in(bank.post("Hello?", author="ana", conversation="1"))
    end(bank, case_id)
    report = erase(bank, case_id)
    with bank.desk() as desk:
        entry = audit.entries(session=desk.session, case_id=case_id)[-1]
        record_seals.seal(session=desk.session, heads={})
    assert str(entry.actor) == "operator:Carla"
    assert (entry.details["cause"], entry.details["reason"]) == ("request", "DSAR-17")
    assert entry.details["rows"]["messages"] == report.rows["messages"] == 2
    with bank.database.reading(is_long=True) as session:
        assert record_check.check(session=session).faults == []


def test_an_edit_of_an_erased_post_brings_no_word_back(bank: Bank) -> None:
    first = bank.post("My card was declined", author="ana")
    case_id = bank.take_in(first)
    end(bank, case_id)
    erase(bank, case_id)
    bank.later(minutes=1)
    with bank.desk() as desk:
        message = desk.session.exec(select(Message)).one()
        edited = first.model_copy(update={"text": "My card was stolen", "at": bank.now})
        assert changes.edit(desk, message=message, inbound=edited) is None


def test_a_hold_that_somebody_removes_past_earshot_shows(bank: Bank) -> None:
    case_id = bank.complaint()
    with bank.desk() as desk:
        hold = holds.hold_case(desk, case_id=case_id, reason="In court", by=MIRA)
        holds.hold_word(desk, word="declined", reason="An inquiry", by=MIRA)
        record_seals.seal(session=desk.session, heads={})
        number = hold.pk
    with bank.database.engine.begin() as connection:
        connection.execute(text(f"DELETE FROM legal_holds WHERE id = {number}"))
        connection.execute(text("UPDATE legal_holds SET word = 'nothing'"))
    with bank.database.reading(is_long=True) as session:
        told = " ".join(record_check.check(session=session).faults)
    assert f"C-{case_id}: a legal hold (row legal_holds:{number}) was removed" in told
    assert "The house: a legal hold" in told


def test_words_that_stand_in_another_customers_case_go_from_there_too(bank: Bank) -> None:
    case_id = bank.complaint("A quinquereme", author="zuleika")
    other = bank.complaint("I agree", author="ben")
    with bank.desk() as desk:
        merging.merge(desk, case_id=case_id, into=other, by=MIRA)
    with bank.desk() as desk:  # as staff can move a word by splitting what was one
        author = desk.session.exec(select(Author.id).where(Author.handle == "zuleika")).one()
        moved = desk.session.exec(select(Message).where(Message.case_id == other)).one()
        moved.author_id = author
        desk.session.add(moved)
    for delivery in bank.deliveries("slack.said"):
        bank.end(delivery, Receipt(reference=f"1.{delivery.pk}"))
    report = erase(bank, case_id)
    with bank.desk() as desk:
        assert set(desk.session.exec(select(Message.text))) == {"[erased]"}
    gone = {d.payload["delivery_id"] for d in bank.deliveries("slack.erase")}
    shown = {d.pk for d in bank.deliveries("slack.said")}
    assert shown
    assert shown <= gone
    assert report.cases == [f"C-{case_id}"]


def test_what_they_asked_in_anothers_case_finds_no_answer_there_any_more(bank: Bank) -> None:
    case_id = bank.complaint("A quinquereme", author="zuleika")
    other = bank.complaint("Where is my refund of the cancelled flight?", author="ben")
    bank.end(answer(bank, other, "It is paid."), Receipt("900", at=bank.now))
    end(bank, case_id)
    with bank.desk() as desk:  # as staff can move a word by splitting what was one
        author = desk.session.exec(select(Author.id).where(Author.handle == "zuleika")).one()
        asked = select(Message).where(
            Message.case_id == other, Message.direction == Direction.INBOUND
        )
        moved = desk.session.exec(asked).one()
        moved.author_id = author
        desk.session.add(moved)
        assert len(desk.session.exec(select(PastAnswerWord)).all()) > 0
    erase(bank, case_id)
    with bank.desk() as desk:
        assert desk.session.exec(select(PastAnswer)).all() == []
        assert desk.session.exec(select(PastAnswerWord)).all() == []


def test_their_words_in_a_held_case_of_another_are_kept_until_that_hold_is_lifted(
    bank: Bank,
) -> None:
    case_id = bank.complaint("A quinquereme", author="zuleika")
    other = bank.complaint("I agree", author="ben")
    with bank.desk() as desk:  # as staff can move a word by splitting what was one
        author = desk.session.exec(select(Author.id).where(Author.handle == "zuleika")).one()
        moved = desk.session.exec(select(Message).where(Message.case_id == other)).one()
        moved.author_id = author
        desk.session.add(moved)
        number = holds.hold_case(desk, case_id=other, reason="In court", by=MIRA).pk
    end(bank, case_id)
    with pytest.raises(requests.CannotErase, match=f"hold keeps C-{other}"):
        erase(bank, case_id)
    with bank.desk() as desk:
        assert set(desk.session.exec(select(Message.text))) == {"A quinquereme", "I agree"}
        holds.lift(desk, hold_id=number, by=MIRA)
    erase(bank, case_id)
    with bank.desk() as desk:
        assert set(desk.session.exec(select(Message.text))) == {"[erased]"}
