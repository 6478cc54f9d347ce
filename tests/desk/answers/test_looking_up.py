"""A person's word on an answer is looked at on the platform; what is not so is taken back, by a press too."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from bot.channels.x.ids import account_in_link, time_in_id
from bot.desk.answers import by_hand, doubts, no_answer, replies
from bot.desk.answers.native_answers import CannotSay
from bot.desk.cases import closures
from bot.desk.digests import issuing
from bot.digest.figure import Figure
from bot.domain.records.answers.looked import Looked
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.cases.closure import Outcome as Ending
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_answers import AnswerLookedUp
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.delivery import Delivery, DeliveryState
from bot.outbox.kinds import LookPayload
from bot.outbox.outcome import Outcome, Receipt, Refused, TryLater, Uncertain
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.conftest import X_ACCOUNT, Bank

AMIRA = Actor.staff("U0AMIRA")
DISBELIEVED = [Looked.NOT_THERE, Looked.BY_ANOTHER, Looked.ELSEWHERE]


@pytest.fixture
def x(bank: Bank) -> Bank:
    """A bank whose channel can look posts up, as X can."""
    told = partial(account_in_link, accounts={"NorthbankHelp": X_ACCOUNT})
    more = {"can_look_up": True, "account_in_link": told, "time_in_id": time_in_id}
    bank.channel = bank.channel.model_copy(update=more)
    return bank


def link_at(bank: Bank, **ago: float) -> str:
    milliseconds = int((bank.now - timedelta(**ago)).timestamp() * 1000) - 1288834974657
    return f"https://x.example/NorthbankHelp/status/{milliseconds << 22}"


def told(bank: Bank, *, link: str = "", purpose: Purpose = Purpose.ANSWERS) -> int:
    """A case whose answer a person told of, some minutes after the post."""
    case_id = bank.complaint()
    bank.later(minutes=6)
    with bank.desk() as desk:
        by_hand.answered_by_hand(
            desk, case_id=case_id, link=link, purpose=purpose, by=AMIRA, request_key="k1"
        )
    return case_id


def by_hand_at(bank: Bank) -> int:
    """The same with an address of a minute ago."""
    case_id = bank.complaint()
    bank.later(minutes=6)
    with bank.desk() as desk:
        by_hand.answered_by_hand(
            desk,
            case_id=case_id,
            link=link_at(bank, minutes=1),
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="k1",
        )
    return case_id


def look(bank: Bank) -> Delivery:
    [waiting] = [each for each in bank.deliveries("look") if each.state is DeliveryState.READY]
    return waiting


def ends(bank: Bank, looked: Looked) -> None:
    found: Outcome = Refused(looked, "As the platform said.")
    if looked is Looked.FOUND:
        found = Receipt(LookPayload.read(look(bank).payload).external_id)
    bank.end(look(bank), found)


def ours(bank: Bank, case_id: int) -> Message:
    with bank.database.reading() as session:
        query = select(Message).where(
            Message.case_id == case_id, Message.direction == Direction.OUTBOUND
        )
        return session.exec(query).one()


def clocks(bank: Bank, case_id: int) -> dict[str, SlaClock]:
    with bank.database.reading() as session:
        return {str(c.metric): c for c in clocks_of(session=session, case_id=case_id)}


def replays(bank: Bank, case_id: int) -> bool:
    with bank.database.reading() as session:
        recorded = clocks_of(session=session, case_id=case_id)
        history = history_of(session=session, case_id=case_id)
    assert history is not None
    return canonical(replay(history, rules=bank.rules, now=bank.now)) == canonical(recorded)


def looked_up(bank: Bank, case_id: int) -> list[Looked]:
    with bank.database.reading() as session:
        entries = audit.entries(session=session, case_id=case_id)
    looks = [each for each in entries if each.verb == Trail.ANSWER_LOOKED_UP]
    return [AnswerLookedUp.read(each.details).found for each in looks]


def on_word(bank: Bank) -> int:
    bank.later(minutes=1)
    with bank.desk() as desk:
        report = issuing.issue_now(desk, digest="daily", by=Actor.staff("U0DANIEL"))
    return report.count(Figure.ON_WORD)


def test_the_look_knows_who_may_have_answered_and_whom(x: Bank) -> None:
    case_id = by_hand_at(x)
    asked = LookPayload.read(look(x).payload)
    assert asked.external_id == ours(x, case_id).external_id
    assert X_ACCOUNT in asked.accounts
    assert asked.under == ["1"]
    assert asked.customers == ["id-ana"]


def test_an_answer_that_is_there_counts_and_is_said_to_be_there(x: Bank) -> None:
    case_id = by_hand_at(x)
    ends(x, Looked.FOUND)
    assert x.case(case_id).state == CaseState.WITH_CUSTOMER
    assert clocks(x, case_id)["first_response"].met_at is not None
    assert looked_up(x, case_id) == [Looked.FOUND]
    assert x.templates()[-1] == "answer_found"
    assert on_word(x) == 0


@pytest.mark.parametrize("looked", DISBELIEVED)
def test_what_is_no_answer_to_this_customer_does_not_count(x: Bank, looked: Looked) -> None:
    case_id = by_hand_at(x)
    before = clocks(x, case_id)["first_response"].due_at
    ends(x, looked)
    case, clock = x.case(case_id), clocks(x, case_id)["first_response"]
    assert (case.state, case.first_answered_at) == (CaseState.CLAIMED, None)
    assert case.unanswered_since == case.opened_at
    assert (clock.met_at, clock.due_at) == (None, before)
    event = x.deliveries("slack.event")[-1].payload
    assert (event["template"], event["code"]) == ("answer_not_there", str(looked))
    assert event["to_person"] == "U0AMIRA"
    assert replays(x, case_id)


def test_the_right_address_may_be_told_after_a_wrong_one(x: Bank) -> None:
    case_id = by_hand_at(x)
    link = ours(x, case_id).permalink
    ends(x, Looked.NOT_THERE)
    with x.desk() as desk:  # the platform showed it late, say
        by_hand.answered_by_hand(
            desk, case_id=case_id, link=link, purpose=Purpose.ANSWERS, by=AMIRA, request_key="k2"
        )
    ends(x, Looked.FOUND)
    assert clocks(x, case_id)["first_response"].met_at is not None
    assert replays(x, case_id)


def test_what_nobody_can_look_at_counts_on_the_persons_word_and_says_so(x: Bank) -> None:
    case_id = by_hand_at(x)
    x.end(look(x), TryLater(30, "X is down.", this_alone=True))
    assert looked_up(x, case_id) == []
    ends(x, Looked.NOBODY_LOOKED)
    assert clocks(x, case_id)["first_response"].met_at is not None
    assert looked_up(x, case_id) == [Looked.NOBODY_LOOKED]
    assert x.templates()[-1] == "answer_not_looked_up"
    assert on_word(x) == 1


@pytest.mark.parametrize("can_look_up", [True, False])
def test_without_an_address_or_a_way_to_look_nobody_looked(
    bank: Bank, *, can_look_up: bool
) -> None:
    bank.channel = bank.channel.model_copy(update={"can_look_up": can_look_up})
    case_id = told(bank)
    assert bank.deliveries("look") == []
    assert looked_up(bank, case_id) == [Looked.NOBODY_LOOKED]


def test_an_answer_that_is_seen_afterwards_counts_on_nobodys_word(bank: Bank) -> None:
    case_id = told(bank)
    seen = bank.post(
        "We are sorry", author="northbank", is_ours=True, conversation="1", parent_external_id="1"
    )
    assert bank.take_in(seen) == case_id
    assert looked_up(bank, case_id) == [Looked.NOBODY_LOOKED, Looked.FOUND]
    assert on_word(bank) == 0


def test_whoever_mistyped_takes_it_back_and_the_clocks_are_as_they_were(bank: Bank) -> None:
    case_id = told(bank)
    bank.later(minutes=3)
    with bank.desk() as desk:
        no_answer.was_none(desk, message_id=ours(bank, case_id).pk, by=AMIRA)
    case = bank.case(case_id)
    assert (case.state, case.first_answered_at) == (CaseState.CLAIMED, None)
    assert clocks(bank, case_id)["first_response"].met_at is None
    assert bank.templates()[-1] == "answer_was"
    assert replays(bank, case_id)
    assert on_word(bank) == 0
    with pytest.raises(CannotSay), bank.desk() as desk:
        no_answer.was_none(desk, message_id=ours(bank, case_id).pk, by=AMIRA)


def test_an_answer_nobody_told_of_is_not_taken_back_so(bank: Bank) -> None:
    case_id = bank.complaint()
    seen = bank.post(
        "We are sorry", author="northbank", is_ours=True, conversation="1", parent_external_id="1"
    )
    assert bank.take_in(seen) == case_id
    with pytest.raises(CannotSay), bank.desk() as desk:
        no_answer.was_none(desk, message_id=ours(bank, case_id).pk, by=AMIRA)


def asked(bank: Bank, purpose: Purpose = Purpose.ANSWERS) -> tuple[int, Delivery]:
    """A case of whose answer a person is asked whether it is there."""
    case_id = bank.complaint()
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="We are sorry.",
            surface=Surface.PUBLIC,
            purpose=purpose,
            by=AMIRA,
            request_key="form-1",
        )
    bank.end(bank.deliveries("reply")[-1], Uncertain("the connection was cut"))
    with bank.desk() as desk:
        delivery = desk.session.get_one(Delivery, bank.deliveries("reply")[-1].pk)
        delivery.mark_asked("It could not be found.")
        desk.session.add(delivery)
    bank.later(minutes=5)
    return case_id, bank.deliveries("reply")[-1]


def it_is_there(bank: Bank, delivery: Delivery, link: str) -> None:
    with bank.desk() as desk:
        doubts.settle(desk, delivery_id=delivery.pk, decision="it_is_there", by=AMIRA, link=link)


@pytest.mark.parametrize("purpose", [Purpose.ANSWERS, Purpose.ASKS, Purpose.HOLDING])
def test_an_answer_in_doubt_that_is_not_there_is_asked_about_again(
    x: Bank, purpose: Purpose
) -> None:
    case_id, delivery = asked(x, purpose)
    it_is_there(x, delivery, link_at(x, minutes=4))
    ends(x, Looked.NOT_THERE)
    again = x.deliveries("reply")[-1]
    assert (again.state, again.decided_by, again.reference) == (DeliveryState.ASK, None, None)
    assert x.case(case_id).state == CaseState.CLAIMED
    assert clocks(x, case_id)["first_response"].met_at is None
    assert clocks(x, case_id)["first_response"].paused_at is None
    assert x.templates()[-2:] == ["reply_asked", "answer_not_there"]
    assert replays(x, case_id)
    it_is_there(x, again, link_at(x, minutes=3))
    ends(x, Looked.FOUND)
    met = clocks(x, case_id)["first_response"].met_at is not None
    assert met is (purpose is Purpose.ANSWERS)
    assert replays(x, case_id)


def test_an_answer_in_doubt_that_counts_on_a_persons_word_has_a_way_back(bank: Bank) -> None:
    case_id, delivery = asked(bank)
    it_is_there(bank, delivery, link_at(bank, minutes=4))
    assert looked_up(bank, case_id) == [Looked.NOBODY_LOOKED]
    with bank.desk() as desk:
        no_answer.was_none(desk, message_id=ours(bank, case_id).pk, by=AMIRA)
    assert bank.deliveries("reply")[-1].state is DeliveryState.ASK
    assert replays(bank, case_id)


def test_the_address_of_somebody_elses_post_settles_no_doubt(x: Bank) -> None:
    _, delivery = asked(x)
    link = link_at(x, minutes=4).replace("NorthbankHelp", "SomebodyElse")
    with pytest.raises(doubts.CannotSettle, match="another account than ours"):
        it_is_there(x, delivery, link)


def test_in_a_case_that_has_ended_a_look_only_tells(x: Bank) -> None:
    case_id = by_hand_at(x)
    with x.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Ending.FIXED, remark="", by=AMIRA)
    ends(x, Looked.NOT_THERE)
    assert x.case(case_id).state == CaseState.RESOLVED
    event = x.deliveries("slack.event")[-1].payload
    assert (event["template"], event.get("unanswered")) == ("answer_not_there", False)
