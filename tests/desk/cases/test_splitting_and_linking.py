"""Splitting: some messages become a case of their own. Linking: two cases know of each other."""

import contextlib

import pytest
from sqlmodel import select

from bot.desk import case_access
from bot.desk.answers import replies
from bot.desk.cases import linking, splitting
from bot.desk.clocks import escalations
from bot.desk.messages.recording import revision_row
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.outcome import Receipt
from bot.storage.cases.case_threads import customer_messages
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.known_rows import has_none
from bot.storage.record import audit
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def burst(bank: Bank, *texts: str) -> tuple[int, list[int]]:
    """One case of several posts, ten minutes apart; its number and its messages'."""
    for text in texts:
        case_id = bank.complaint(text)
        bank.later(minutes=10)
    with bank.database.reading() as session:
        query = select(Message).where(Message.case_id == case_id)
        found = sorted(session.exec(query), key=lambda message: message.pk)
        return case_id, [message.pk for message in found]


def split(bank: Bank, case_id: int, *message_ids: int) -> int:
    with bank.desk() as desk:
        return splitting.split(desk, case_id=case_id, message_ids=message_ids, by=AMIRA).number


def clocks(bank: Bank, case_id: int) -> dict[Metric, SlaClock]:
    with bank.database.reading() as session:
        return {clock.metric: clock for clock in clocks_of(session=session, case_id=case_id)}


def is_replayed(bank: Bank, case_id: int) -> bool:
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    with bank.database.reading() as session:
        recorded = canonical(clocks_of(session=session, case_id=case_id))
        history = history_of(session=session, case_id=case_id)
    assert history is not None
    return canonical(replay(history, rules=bank.rules, now=bank.now)) == recorded


def test_the_new_cases_trail_says_who_opened_it(bank: Bank) -> None:
    case_id, [_, second] = burst(bank, "Card declined", "And my mortgage")
    made = split(bank, case_id, second)
    with bank.database.reading() as session:
        first = audit.entries(session=session, case_id=made)[0]
    assert (first.verb, first.actor_kind, first.actor_id) == ("opened", "staff", "U0AMIRA")


def test_the_new_case_counts_from_the_time_its_words_were_posted(bank: Bank) -> None:
    case_id, [_, second, _] = burst(bank, "Card declined", "And my mortgage", "Card again")
    made = split(bank, case_id, second)
    with bank.database.reading() as session:
        posted_at = session.get_one(Message, second).posted_at
    assert clocks(bank, made)[Metric.FIRST_RESPONSE].started_at == posted_at
    row = bank.case(made)
    assert (row.opened_at, row.unanswered_since) == (posted_at, posted_at)
    assert (row.previous_case_id, row.author_id) == (case_id, bank.case(case_id).author_id)
    assert is_replayed(bank, made)


def test_the_case_that_keeps_the_rest_counts_from_its_own_oldest_word(bank: Bank) -> None:
    case_id, [first, second, _] = burst(bank, "Card declined", "And my mortgage", "Mortgage!")
    split(bank, case_id, first)
    with bank.database.reading() as session:
        posted_at = session.get_one(Message, second).posted_at
    assert clocks(bank, case_id)[Metric.FIRST_RESPONSE].started_at == posted_at
    assert bank.case(case_id).unanswered_since == posted_at
    assert is_replayed(bank, case_id)


def test_an_answered_case_whose_only_open_word_was_taken_out_waits_for_nobody(bank: Bank) -> None:
    case_id, _ = burst(bank, "Card declined")
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="It works again.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="r1",
        )
    bank.later(minutes=1)
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="p1", at=bank.now))
    bank.later(minutes=1)
    burst(bank, "And my mortgage?")
    *_, newest = _messages(bank, case_id)
    made = split(bank, case_id, newest)
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER
    assert bank.case(made).state == CaseState.NEW
    assert clocks(bank, case_id)[Metric.NEXT_RESPONSE].ended_at is not None
    assert is_replayed(bank, case_id)
    assert is_replayed(bank, made)


def _messages(bank: Bank, case_id: int) -> list[int]:
    with bank.database.reading() as session:
        query = select(Message).where(Message.case_id == case_id, Message.direction == "inbound")
        return sorted(message.pk for message in session.exec(query))


def test_what_was_sealed_still_opens_after_it_was_taken_out(bank: Bank) -> None:
    case_id, [_, second] = burst(bank, "Hello", "My IBAN is GB82 WEST 1234 5698 7654 32")
    split(bank, case_id, second)
    with bank.database.reading() as session:
        query = select(MessageRevision).where(MessageRevision.message_id == second)
        row = session.exec(query).one()
        assert row.sealed is not None
        assert row.sealed_for == case_id
        told = bank.vault.open(
            session=session,
            case_id=row.sealed_for,
            row=revision_row(second, 1),
            sealed=row.sealed,
        )
    assert "1234" in told


def test_a_case_keeps_at_least_one_of_its_messages(bank: Bank) -> None:
    case_id, numbers = burst(bank, "Card declined", "And my mortgage")
    with pytest.raises(splitting.CannotSplit, match="at least one"):
        split(bank, case_id, *numbers)
    with pytest.raises(splitting.CannotSplit, match="look again"):
        split(bank, case_id, numbers[0], 999)
    with pytest.raises(splitting.CannotSplit, match="at least one message"):
        split(bank, case_id)


def test_a_link_reads_from_both_sides_and_can_be_taken_away(bank: Bank) -> None:
    first, second = bank.complaint("Card", author="ana"), bank.complaint("Card", author="bo")
    with bank.desk() as desk:
        linking.link(desk, case_id=second, other=first, note="Same cash machine", by=AMIRA)
    with bank.desk() as desk:
        assert [row.other(first) for row in linking.links_of(desk, case_id=first)] == [second]
        assert [row.other(second) for row in linking.links_of(desk, case_id=second)] == [first]
        with pytest.raises(linking.CannotLink, match="already"):
            linking.link(desk, case_id=first, other=second, note="", by=AMIRA)
    with bank.desk() as desk:
        linking.unlink(desk, case_id=first, other=second, by=AMIRA)
        assert linking.links_of(desk, case_id=first) == []
    linked = [d for d in bank.deliveries("slack.event") if d.payload["template"] == "linked"]
    assert {d.payload["case_id"] for d in linked} == {first, second}
    with bank.database.reading() as session:
        assert audit.verify(session=session, case_id=first) == []


def test_cases_of_two_banks_are_not_linked(bank: Bank) -> None:
    first, second = bank.complaint("Card", author="ana"), bank.complaint("Card", author="bo")
    with bank.desk() as desk:
        case = case_access.lock_case(desk, case_id=second)
        case.brand = "another"
        desk.session.add(case)
    with bank.desk() as desk, pytest.raises(linking.CannotLink, match="two banks"):
        linking.link(desk, case_id=first, other=second, note="", by=AMIRA)


def test_who_opened_a_case_knows_of_it_what_it_has_and_nothing_else(bank: Bank) -> None:
    case_id, ids = burst(bank, "Card declined.", "My mortgage.", "Mortgage again.")
    with bank.desk() as desk:
        made = splitting.split(desk, case_id=case_id, message_ids=ids[1:], by=AMIRA)
        moved = customer_messages(session=desk.session, case_id=made.number, surface=Surface.PUBLIC)
        assert [each.id for each in moved] == ids[1:], "what came to it"
        assert not has_none(desk.session, Message, made.number)
        with contextlib.suppress(ZeroDivisionError), desk.session.begin_nested():
            desk.session.add(
                Message(**{**moved[0].model_dump(exclude={"id"}), "external_id": "twin"})
            )
            desk.session.flush()
            raise ZeroDivisionError
        moved[1].case_id = case_id
        left = customer_messages(session=desk.session, case_id=made.number, surface=Surface.PUBLIC)
        assert [each.id for each in left] == ids[1:2], (
            "what left it, and what a savepoint took back"
        )
        desk.session.rollback()
