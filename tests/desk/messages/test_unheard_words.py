"""No public complaint goes unheard: whoever waited when a case ended by mistake waits again, timed."""

from collections.abc import Callable
from datetime import datetime

import pytest

from bot.desk.answers import replies
from bot.desk.cases import closures, merging, snoozes
from bot.desk.clocks import escalations
from bot.desk.intake import taking_in
from bot.desk.messages import blocking
from bot.domain.channels.inbound import Happening
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import ClockState, SlaClock
from bot.domain.sla.decisions import RESPONSES
from bot.domain.sla.policy import SlaPolicy
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.outcome import Receipt
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


def resolve(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)


def not_ours(bank: Bank, case_id: int) -> None:
    set_aside(bank, case_id, NotActionableReason.NOT_OURS)


def spam(bank: Bank, case_id: int) -> None:
    set_aside(bank, case_id, NotActionableReason.SPAM)


def set_aside(bank: Bank, case_id: int, reason: NotActionableReason) -> None:
    with bank.desk() as desk:
        closures.not_actionable(desk, case_id=case_id, reason=reason, remark="", by=AMIRA)


def reopen(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.reopen(desk, case_id=case_id, by=AMIRA)


def reply(bank: Bank, case_id: int, purpose: Purpose = Purpose.ANSWERS) -> None:
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text=f"We looked into it, {bank.now:%H:%M}.",
            surface=Surface.PUBLIC,
            purpose=purpose,
            by=AMIRA,
            request_key=f"r{case_id}-{bank.now}",
        )


def publish(bank: Bank) -> None:
    delivery = bank.deliveries("reply")[-1]
    bank.end(delivery, Receipt(reference=f"p{delivery.id}", at=bank.now))


def granting(bank: Bank, on_reopen: str) -> None:
    everything = bank.rules.sla.model_dump(mode="json")
    for rule in everything["rules"]:
        first = {"target": "90 minutes", "on_reopen": on_reopen}
        rule["targets"]["first_response"] = first
    sla = SlaPolicy.model_validate(everything)
    bank.rules = bank.rules.model_copy(update={"sla": sla})


def waits(bank: Bank, case_id: int) -> list[SlaClock]:
    """The response clocks that run; the case replays to what it has."""
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
        history = history_of(session=session, case_id=case_id)
    assert history is not None
    assert canonical(replay(history, rules=bank.rules, now=bank.now)) == canonical(found)
    return [each for each in found if each.metric in RESPONSES and each.ended_at is None]


@pytest.mark.parametrize("end", [not_ours, spam, resolve])
def test_whoever_was_never_answered_waits_again_when_a_person_reopens_their_case(
    bank: Bank, end: Callable[[Bank, int], None]
) -> None:
    case_id, posted_at = bank.complaint(), bank.now
    bank.later(minutes=10)
    end(bank, case_id)
    assert waits(bank, case_id) == []
    bank.later(minutes=10)
    reopen(bank, case_id)
    [clock] = waits(bank, case_id)
    assert (clock.state, clock.started_at) == (ClockState.RUNNING, bank.now)
    assert clock.cause_message_id is not None
    assert bank.case(case_id).unanswered_since == posted_at
    bank.later(minutes=5)
    reply(bank, case_id)
    publish(bank)
    assert waits(bank, case_id) == []


@pytest.mark.parametrize(("on_reopen", "left"), [("new", 90), ("continue", 80), ("nothing", 80)])
def test_the_wait_has_the_time_the_policy_grants_after_a_reopening(
    bank: Bank, on_reopen: str, left: int
) -> None:
    granting(bank, on_reopen)
    case_id = bank.complaint()
    bank.later(minutes=10)
    not_ours(bank, case_id)
    bank.later(minutes=30)
    reopen(bank, case_id)
    [clock] = waits(bank, case_id)
    assert clock.due_at is not None
    assert (clock.due_at - bank.now).total_seconds() == left * 60


def test_a_promise_that_was_missed_is_one_miss_and_the_wait_is_timed_anew(bank: Bank) -> None:
    granting(bank, "continue")
    case_id = bank.complaint()
    bank.later(hours=3)
    spam(bank, case_id)
    reopen(bank, case_id)
    [clock] = waits(bank, case_id)
    assert (clock.missed, clock.started_at) == (False, bank.now)


def test_a_customer_who_was_answered_waits_for_nobody(bank: Bank) -> None:
    case_id = bank.complaint()
    reply(bank, case_id)
    publish(bank)
    bank.later(minutes=1)
    resolve(bank, case_id)
    bank.complaint("Thanks!")
    bank.later(minutes=1)
    reopen(bank, case_id)
    assert waits(bank, case_id) == []
    assert bank.case(case_id).unanswered_since is None


@pytest.mark.parametrize(
    ("handle", "above", "waiting"),
    [("@Northbank_Help", "", False), ("@OurAccount", "ours", False), ("@FOS", "", True)],
)
def test_who_thanks_our_own_handle_waits_for_nobody_and_who_calls_another_waits(
    bank: Bank, handle: str, above: str, waiting: bool
) -> None:
    case_id = bank.complaint()
    reply(bank, case_id)
    publish(bank)
    answer = f"p{bank.deliveries('reply')[-1].id}"
    bank.later(minutes=1)
    conversation = bank.case(case_id).conversation
    thanks = bank.post(
        f"{handle} thanks", conversation=conversation, parent_external_id=answer if above else None
    )
    assert bank.take_in(thanks) == case_id
    assert (bank.case(case_id).unanswered_since is not None) == waiting


def test_an_answer_that_came_out_after_the_end_is_an_answer(bank: Bank) -> None:
    case_id = bank.complaint()
    reply(bank, case_id)
    resolve(bank, case_id)
    bank.later(minutes=1)
    publish(bank)
    reopen(bank, case_id)
    assert waits(bank, case_id) == []


def test_an_answer_whose_receipt_comes_after_the_reopening_was_in_time(bank: Bank) -> None:
    case_id = bank.complaint()
    reply(bank, case_id)
    resolve(bank, case_id)
    bank.later(minutes=1)
    published_at = bank.now
    bank.later(minutes=1)
    reopen(bank, case_id)
    bank.later(minutes=1)
    delivery = bank.deliveries("reply")[-1]
    bank.end(delivery, Receipt(reference="p1", at=published_at))
    assert waits(bank, case_id) == []
    assert bank.case(case_id).unanswered_since is None


def test_an_answer_covers_no_word_that_reached_us_after_it_was_written(bank: Bank) -> None:
    case_id = bank.complaint()
    reply(bank, case_id)
    bank.later(minutes=1)
    bank.complaint("And my savings are gone too")
    said_at: datetime = bank.now
    resolve(bank, case_id)
    bank.later(minutes=1)
    publish(bank)
    reopen(bank, case_id)
    assert len(waits(bank, case_id)) == 1
    assert bank.case(case_id).unanswered_since == said_at


def test_a_post_that_its_author_took_down_waits_for_no_answer(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    spam(bank, case_id)
    bank.take_in(post.model_copy(update={"happening": Happening.REMOVED, "at": bank.now}))
    reopen(bank, case_id)
    assert waits(bank, case_id) == []


def test_ended_and_reopened_twice_by_mistake_the_customer_still_waits_once(bank: Bank) -> None:
    case_id, posted_at = bank.complaint(), bank.now
    for _ in range(2):
        bank.later(minutes=5)
        not_ours(bank, case_id)
        bank.later(minutes=5)
        reopen(bank, case_id)
    assert len(waits(bank, case_id)) == 1
    assert bank.case(case_id).unanswered_since == posted_at


def test_a_reopening_that_no_rule_times_is_flagged(bank: Bank) -> None:
    case_id = bank.complaint()
    spam(bank, case_id)
    nobodys = bank.rules.sla.model_dump(mode="json")
    for rule in nobodys["rules"]:
        rule["match"] = {"brand": ["harbour"]}
    sla = SlaPolicy.model_validate(nobodys)
    bank.rules = bank.rules.model_copy(update={"sla": sla})
    reopen(bank, case_id)
    assert [d for d in bank.deliveries("slack.notice") if "no clock runs" in d.payload["text"]]


def test_a_case_that_is_laid_aside_and_taken_up_again_waited_all_along(bank: Bank) -> None:
    case_id, posted_at = bank.complaint(), bank.now
    with bank.desk() as desk:
        until = bank.now.replace(hour=12)
        snoozes.snooze(desk, case_id=case_id, until=until, reason="", by=AMIRA)
    bank.later(minutes=5)
    with bank.desk() as desk:
        snoozes.wake(desk, case_id=case_id, by=AMIRA)
    [clock] = waits(bank, case_id)
    assert (clock.state, clock.started_at) == (ClockState.RUNNING, posted_at)


def test_an_answer_published_while_its_case_was_merged_is_known_when_it_comes_back(
    bank: Bank,
) -> None:
    source = bank.complaint(author="ana")
    bank.later(minutes=5)
    target = bank.complaint(author="bo")
    reply(bank, source)
    with bank.desk() as desk:
        merging.merge(desk, case_id=source, into=target, by=AMIRA)
    bank.later(minutes=5)
    publish(bank)
    answered_at = bank.now
    bank.later(minutes=5)
    with bank.desk() as desk:
        merging.unmerge(desk, case_id=source, by=AMIRA)
    assert waits(bank, source) == []
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=source)
    assert [each.met_at for each in found if each.metric in RESPONSES] == [answered_at]
    assert str(bank.case(source).state) == "with_customer"
    assert len(waits(bank, target)) == 1


def test_a_post_that_is_taken_in_after_all_reopens_its_authors_case_and_is_timed(
    bank: Bank,
) -> None:
    post = bank.post("My card was declined", author="troll")
    case_id = bank.take_in(post)
    with bank.desk() as desk:
        blocking.block(desk, case_id=case_id, reason="Insults", until=None, by=AMIRA)
    spam(bank, case_id)
    bank.later(minutes=5)
    with bank.desk() as desk:
        told = bank.post("My money!", author="troll", conversation=post.conversation)
        taking_in.take_in(desk, inbound=told)
        [kept] = blocking.posts(desk)
        bank.later(minutes=30)
        taken = taking_in.take_in_after_all(desk, post_id=kept.pk, by=AMIRA)
    assert taken.case_id == case_id
    [clock] = waits(bank, case_id)
    assert (clock.state, clock.started_at) == (ClockState.RUNNING, told.at)
