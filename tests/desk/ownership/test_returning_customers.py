"""When a customer comes back, and when a case closes by itself: decided by when things happened."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk import case_access
from bot.desk.answers import replies
from bot.desk.cases import closures
from bot.desk.ownership import claims
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.cases.closure import Closure, Outcome
from bot.domain.records.staff import Actor, ActorKind
from bot.domain.sla.clock import ClockState, SlaClock
from bot.domain.sla.policy import Match, PauseWhen, SlaPolicy
from bot.outbox.outcome import Receipt
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def resolved(bank: Bank) -> int:
    case_id = bank.complaint()
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    return case_id


def close_due(bank: Bank) -> int:
    with bank.desk() as desk:
        return closures.close_due(desk)


def clocks(bank: Bank, case_id: int) -> list[SlaClock]:
    with bank.database.reading() as session:
        return clocks_of(session=session, case_id=case_id)


def test_a_resolved_case_closes_by_itself_after_its_days_and_no_sooner(bank: Bank) -> None:
    case_id = resolved(bank)
    bank.later(days=8)
    assert close_due(bank) == 0
    bank.later(seconds=1)
    assert close_due(bank) == 1
    assert close_due(bank) == 0
    assert bank.case(case_id).state == CaseState.CLOSED


def test_closing_is_in_the_trail_as_the_systems_and_leaves_the_clocks_alone(bank: Bank) -> None:
    case_id = resolved(bank)
    before = [clock.model_dump() for clock in clocks(bank, case_id)]
    bank.later(days=9)
    close_due(bank)
    with bank.database.reading() as session:
        last = audit.entries(session=session, case_id=case_id)[-1]
        assert audit.verify(session=session, case_id=case_id) == []
    assert (last.verb, last.actor_kind) == ("closed", ActorKind.SYSTEM)
    assert [clock.model_dump() for clock in clocks(bank, case_id)] == before


def test_closing_says_nothing_in_the_thread_and_only_redraws_the_headline(bank: Bank) -> None:
    case_id = bank.complaint()
    bank.end(bank.deliveries("slack.headline")[0], Receipt("1.1"))
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.end(bank.deliveries("slack.redraw")[-1], Receipt("1.1"))
    said, drawn = bank.templates(), len(bank.deliveries("slack.redraw"))
    bank.later(days=9)
    close_due(bank)
    assert bank.templates() == said
    assert len(bank.deliveries("slack.redraw")) == drawn + 1


def test_a_closed_case_takes_no_word_and_cannot_be_reopened(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=9)
    close_due(bank)
    with pytest.raises(closures.NotEnded), bank.desk() as desk:
        closures.reopen(desk, case_id=case_id, by=AMIRA)
    new = bank.take_in(bank.post("Declined again", conversation=first.conversation))
    assert new != case_id
    assert bank.case(new).previous_case_id == case_id


def test_a_word_written_in_time_reopens_however_late_it_reached_us(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=6)
    again = bank.post("It was declined again today", conversation=first.conversation)
    bank.later(days=3)
    assert bank.take_in(again) == case_id
    assert bank.case(case_id).is_open


def test_reopening_by_a_word_counts_from_the_word_and_not_from_when_it_reached_us(
    bank: Bank,
) -> None:
    everything = bank.rules.sla.model_dump(mode="json")
    for rule in everything["rules"]:
        rule["targets"]["resolution"] = {"target": "15 calendar days", "on_reopen": "new"}
    sla = SlaPolicy.model_validate(everything)
    bank.rules = bank.rules.model_copy(update={"sla": sla})
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=1)
    again = bank.post("It was declined again today", conversation=first.conversation)
    bank.later(hours=5)
    bank.take_in(again)
    assert {clock.started_at for clock in clocks(bank, case_id)} == {first.at, again.at}


def test_a_word_the_native_app_answered_before_we_saw_it_changes_nobodys_turn(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    bank.later(minutes=5)
    late = bank.post("In the shop, I mean", conversation=first.conversation)
    bank.later(minutes=5)
    ours = bank.post("Please try again now.", conversation=first.conversation, is_ours=True)
    bank.take_in(ours)
    assert bank.take_in(late) == case_id
    case = bank.case(case_id)
    assert (case.state, case.unanswered_since) == (CaseState.WITH_CUSTOMER, None)


def test_a_question_that_crossed_the_customers_next_word_rests_no_clock(bank: Bank) -> None:
    everything = bank.rules.sla.model_dump(mode="json")
    for rule in everything["rules"]:
        rule["targets"]["first_response"]["pauses"] = [PauseWhen.WITH_CUSTOMER]
    sla = SlaPolicy.model_validate(everything)
    bank.rules = bank.rules.model_copy(update={"sla": sla})
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    bank.later(minutes=1)
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="Which shop was it?",
            surface=Surface.PUBLIC,
            purpose=Purpose.ASKS,
            by=AMIRA,
            request_key="form-1",
        )
    bank.later(seconds=5)
    bank.take_in(bank.post("At the baker's", conversation=first.conversation))
    bank.later(seconds=5)
    bank.end(bank.deliveries("reply")[0], Receipt("9001", at=bank.now))
    assert ClockState.PAUSED not in {clock.state for clock in clocks(bank, case_id)}
    assert bank.case(case_id).state == CaseState.CLAIMED


def test_a_word_that_no_rule_times_any_more_is_flagged_once(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id=AMIRA.id)
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    elsewhere = bank.rules.sla.rules[0].model_copy(update={"match": Match(brand=("harbour",))})
    sla = SlaPolicy(name="standard", rules=(elsewhere,))
    bank.rules = bank.rules.model_copy(update={"sla": sla})
    for _ in range(2):
        bank.later(minutes=1)
        bank.take_in(bank.post("And again", conversation=first.conversation))
    [notice] = bank.deliveries("slack.notice")
    assert "no clock runs" in notice.payload["text"]


def test_a_late_word_never_reopens_a_case_before_it_ended(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    late = bank.post("In the shop, I mean", conversation=first.conversation)
    bank.later(minutes=10)
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
        ended = case_access.lock_case(desk, case_id=case_id).state_since
    bank.later(minutes=1)
    bank.take_in(late)
    with bank.desk() as desk:
        [closure] = desk.session.exec(select(Closure).where(Closure.case_id == case_id))
    assert closure.reopened_at == ended
    assert ended - late.at == timedelta(minutes=10)


@pytest.mark.parametrize("text", ["🙏", "❤️👍🏽", "Thank you! 🙏"])
def test_kind_signs_alone_are_a_thanks_and_open_no_clock(bank: Bank, text: str) -> None:
    case_id = resolved(bank)
    before = len(clocks(bank, case_id))
    assert bank.complaint(text) == case_id  # also in a new conversation
    assert bank.case(case_id).state == CaseState.RESOLVED
    assert len(clocks(bank, case_id)) == before
    assert bank.templates()[-1] == "customer_thanked"


@pytest.mark.parametrize("text", ["😡", "🙏?", "👎"])
def test_other_signs_are_words_like_any(bank: Bank, text: str) -> None:
    case_id = resolved(bank)
    assert bank.complaint(text) != case_id
