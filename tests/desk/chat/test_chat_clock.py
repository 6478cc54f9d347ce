"""The chat's own promise: a word of ours within minutes, to whoever waits on its page."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk.answers import replies
from bot.desk.cases import closures, merging
from bot.desk.chat import endings, invitations, standing
from bot.desk.chat.standing import ChatState
from bot.desk.clocks import escalations, explaining
from bot.desk.ownership import handoffs
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, CaseThread, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.rules.house_rules import HouseRules
from bot.domain.sla.clock import SlaClock, StopReason
from bot.domain.sla.course import Verdict, verdict
from bot.domain.sla.ledger_words import title
from bot.domain.sla.policy import Metric, SlaPolicy, SlaRule
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.outcome import Receipt
from bot.storage.clocks.history import history_of
from bot.storage.clocks.rule_versions import store_versions
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.clocks.timeline import timeline
from tests.desk.chat.conftest import Chat
from tests.desk.conftest import MONDAY_TEN, Bank

AMIRA = Actor.staff("U0AMIRA")


def clocks(chat: Chat, case_id: int | None = None) -> list[SlaClock]:
    """The case's clocks of the chat; whatever happened, a replay of the trail has the same clocks."""
    number = case_id or chat.case_id
    with chat.bank.desk() as desk:
        escalations.fire(desk)
    with chat.bank.database.reading() as session:
        recorded = clocks_of(session=session, case_id=number)
        history = history_of(session=session, case_id=number)
        assert history is not None
        in_force = timeline(session=session, present=chat.bank.rules)
        again = replay(history, rules=in_force, now=chat.bank.now)
        assert canonical(again) == canonical(recorded)
    return [clock for clock in recorded if clock.metric is Metric.CHAT]


def clock(chat: Chat, case_id: int | None = None) -> SlaClock:
    [only] = clocks(chat, case_id)
    return only


def state(chat: Chat, cookie: str) -> ChatState:
    """How the page of this browser says it stands."""
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        return standing.state(desk, visitor=visitor)


def come_into_force(bank: Bank, rules: HouseRules) -> None:
    """As a start with other files does it."""
    bank.rules = rules
    with bank.database.transaction() as session:
        store_versions(session=session, rules=rules, now=bank.now)


def without_chat(rules: HouseRules) -> HouseRules:
    """The rules as a bank has them that wrote its own before there was a chat."""
    told = rules.sla.model_dump(mode="json")
    for rule in told["rules"]:
        rule["targets"].pop("chat", None)
    return rules.model_copy(update={"sla": SlaPolicy.model_validate(told)})


def test_a_word_in_the_chat_is_promised_one_of_ours_within_minutes(chat: Chat) -> None:
    chat.say(chat.enter(), "Are you there?", "k1")
    own = clock(chat)
    assert own.started_at == chat.bank.now
    assert own.due_at == chat.bank.now + timedelta(minutes=5)
    assert own.warn_at == chat.bank.now + timedelta(minutes=3)


@pytest.mark.parametrize("purpose", list(Purpose)[:4])
def test_any_word_of_ours_there_keeps_it_and_only_an_answer_ends_the_wait(
    chat: Chat, purpose: Purpose
) -> None:
    chat.say(chat.enter(), "Are you there?", "k1")
    chat.bank.later(minutes=4)
    chat.send(chat.answer("One moment, I look at it.", purpose=purpose))
    assert verdict(clock(chat), now=chat.bank.now) is Verdict.MET
    with chat.bank.database.reading() as session:
        [response] = [
            one
            for one in clocks_of(session=session, case_id=chat.case_id)
            if one.metric is Metric.FIRST_RESPONSE
        ]
    assert (response.met_at is not None) is (purpose is Purpose.ANSWERS)


def test_a_second_word_waits_as_long_as_the_first(chat: Chat) -> None:
    cookie = chat.enter()
    chat.say(cookie, "Are you there?", "k1")
    chat.bank.later(minutes=2)
    chat.say(cookie, "Hello?", "k2")
    assert clock(chat).due_at == chat.bank.now + timedelta(minutes=3)


def test_a_word_that_crossed_ours_is_promised_one_too(chat: Chat) -> None:
    cookie = chat.enter()
    chat.say(cookie, "Are you there?", "k1")
    chat.bank.later(minutes=1)
    delivery = chat.answer("Yes, I am.")
    chat.bank.later(seconds=20)
    chat.say(cookie, "My card is gone", "k2")
    crossed = chat.bank.now
    chat.bank.later(seconds=5)
    chat.send(delivery)
    first, second = clocks(chat)
    assert first.met_at == chat.bank.now
    assert (second.started_at, second.met_at) == (crossed, None)


def test_an_answer_in_another_place_ends_it_without_keeping_it(chat: Chat) -> None:
    chat.say(chat.enter(), "Are you there?", "k1")
    chat.bank.later(minutes=6)
    with chat.bank.desk() as desk:
        replies.reply(
            desk,
            case_id=chat.case_id,
            text="We wrote to you in the chat.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="public",
        )
    delivery = chat.bank.deliveries("reply")[-1]
    chat.bank.end(delivery, Receipt(reference="p1", at=chat.bank.now))
    own = clock(chat)
    assert (own.met_at, own.stop_reason, own.missed) == (None, StopReason.ANSWERED, True)


def test_the_end_of_the_chat_stops_it_and_the_wait_goes_on(chat: Chat) -> None:
    cookie = chat.enter()
    chat.say(cookie, "Are you there?", "k1")
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        endings.end(desk, visitor=visitor)
    assert clock(chat).stop_reason is StopReason.CHAT_OVER
    assert chat.bank.case(chat.case_id).unanswered_since is not None


def test_revoking_stops_it_and_hides_no_miss(chat: Chat) -> None:
    chat.say(chat.enter(), "Are you there?", "k1")
    chat.bank.later(minutes=6)
    with chat.bank.desk() as desk:
        invitations.revoke(desk, case_id=chat.case_id, by=AMIRA)
    own = clock(chat)
    assert (own.stop_reason, own.missed) == (StopReason.CHAT_OVER, True)


def test_an_invitation_and_an_entry_stop_and_start_nothing(chat: Chat) -> None:
    def running() -> list[object]:
        with chat.bank.database.reading() as session:
            found = clocks_of(session=session, case_id=chat.case_id)
            return [(one.metric, one.due_at, one.ended_at) for one in found]

    before = running()
    chat.enter()
    assert running() == before
    assert clocks(chat) == []


def test_a_word_left_on_the_page_at_night_is_promised_what_private_words_are(chat: Chat) -> None:
    chat.bank.later(hours=12)
    cookie = chat.enter()
    chat.say(cookie, "Nobody there?", "k1")
    assert clocks(chat) == []
    opens_at = state(chat, cookie).opens_at
    assert opens_at is not None
    chat.bank.now = opens_at - timedelta(minutes=10)
    back = chat.enter()
    chat.say(back, "I am back", "k2")
    assert clock(chat).due_at == opens_at + timedelta(minutes=5)


def test_the_page_tells_the_promise_that_is_counted(chat: Chat) -> None:
    cookie = chat.enter()
    assert state(chat, cookie).promise == "We answer within 5\u00a0min."
    chat.bank.now = MONDAY_TEN.replace(hour=17, minute=57)  # they go home at six
    assert state(chat, cookie).promise == "We answer within 5\u00a0min of our opening hours."


def test_a_bank_whose_rules_know_no_chat_goes_on_as_before(chat: Chat) -> None:
    come_into_force(chat.bank, without_chat(chat.bank.rules))
    cookie = chat.enter()
    chat.say(cookie, "Are you there?", "k1")
    assert clocks(chat) == []
    assert state(chat, cookie).promise == "We answer within 2 h."


def test_a_late_word_is_told_where_the_conversation_is_and_to_the_duty_manager(chat: Chat) -> None:
    chat.say(chat.enter(), "Are you there?", "k1")
    for minutes in (3.1, 2, 5):
        chat.bank.later(minutes=minutes)
        with chat.bank.desk() as desk:
            escalations.fire(desk)
    with chat.bank.database.reading() as session:
        private = session.exec(
            select(CaseThread).where(CaseThread.surface == Surface.PRIVATE)
        ).one()
    told = [each.payload for each in chat.bank.deliveries("slack.alert")]
    of_chat = [each for each in told if each["metric"] == "chat"]
    assert {each["thread_id"] for each in of_chat if each["surface"] == "thread"} == {private.id}
    assert clock(chat).marks_passed == ["200%"]


def test_it_can_be_explained_and_tried_under_other_rules(chat: Chat) -> None:
    begun = chat.bank.now - timedelta(hours=1)
    chat.say(chat.enter(), "Are you there?", "k1")
    chat.bank.later(minutes=6)
    chat.send(chat.answer("Yes, I am."))
    with chat.bank.desk() as desk:
        ledgers = explaining.explain(desk, case_id=chat.case_id)
        found = explaining.what_if(
            desk, proposed=without_chat(desk.rules), start=begun, end=desk.now
        )
    [told] = [title(each) for each in ledgers if each.metric == "chat"]
    assert told.startswith("Word in the chat: met late")
    assert found.as_recorded == 1


def test_a_hand_over_and_an_end_in_error_keep_the_clock_right(chat: Chat) -> None:
    cookie = chat.enter()
    chat.say(cookie, "Are you there?", "k1")
    due = clock(chat).due_at
    with chat.bank.desk() as desk:
        handoffs.to_team(desk, case_id=chat.case_id, team="harbour", note="", by=AMIRA)
    assert clock(chat).due_at == due
    with chat.bank.desk() as desk:
        closures.resolve(desk, case_id=chat.case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)
    assert clock(chat).stop_reason is StopReason.RESOLVED
    with chat.bank.desk() as desk:
        closures.reopen(desk, case_id=chat.case_id, by=AMIRA)
    chat.bank.later(minutes=1)
    chat.say(cookie, "Still here", "k2")
    *_, again = clocks(chat)
    assert (again.started_at, again.ended_at) == (chat.bank.now, None)


def test_a_merge_brings_it_along_and_taking_it_back_gives_it_back(chat: Chat) -> None:
    chat.say(chat.enter(), "Are you there?", "k1")
    due = clock(chat).due_at
    other = chat.bank.complaint("And my transfer is lost", author="bob")
    with chat.bank.desk() as desk:
        row = desk.session.get_one(Case, other)  # as if Ana had written it, apart from the first
        row.author_id = desk.session.get_one(Case, chat.case_id).author_id
        desk.session.add(row)
    with chat.bank.desk() as desk:
        merging.merge(desk, case_id=chat.case_id, into=other, by=AMIRA)
    assert clock(chat).stop_reason is StopReason.MERGED
    assert (clock(chat, other).due_at, clock(chat, other).ended_at) == (due, None)
    with chat.bank.desk() as desk:
        merging.unmerge(desk, case_id=chat.case_id, by=AMIRA)
    assert (clock(chat).due_at, clock(chat).ended_at) == (due, None)
    assert clock(chat, other).stop_reason is StopReason.SUPERSEDED


def test_a_merge_into_another_customers_case_brings_nothing_of_a_chat_that_ran_out(
    chat: Chat,
) -> None:
    chat.say(chat.enter(), "Are you there?", "k1")
    chat.bank.later(hours=73)
    other = chat.bank.complaint("I saw that too", author="bob")
    with chat.bank.desk() as desk:
        merging.merge(desk, case_id=chat.case_id, into=other, by=AMIRA)
    assert clock(chat).stop_reason is StopReason.MERGED
    assert clocks(chat, other) == []


def test_a_rule_for_public_words_cannot_promise_a_word_in_the_chat() -> None:
    targets = dict.fromkeys(("claimed", "first_response", "next_response", "resolution"), "none")
    told = {"name": "public", "targets": targets | {"chat": "5 business minutes"}}
    assert SlaRule.model_validate(told)
    with pytest.raises(ValueError, match="takes public words only"):
        SlaRule.model_validate(told | {"match": {"surface": "public"}})
