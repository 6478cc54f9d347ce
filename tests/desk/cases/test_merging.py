"""Merging: one case goes on in another, and everything late follows. Each fault of others by its name."""

from datetime import datetime

import pytest
from sqlmodel import col, select

from bot.desk.answers import native_answers, replies
from bot.desk.cases import closures, merging
from bot.desk.clocks import complaints, escalations
from bot.desk.ownership import claims
from bot.desk.private_words import NotForYou
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState, CaseThread, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock, Step, StopReason, Timer, TimerState
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.outcome import Receipt
from bot.storage.cases import merges
from bot.storage.cases.claims import open_claim
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.figures import counts
from bot.storage.figures.figure_rows import Scope
from bot.storage.messages.by_platform_id import messages_of_post
from bot.storage.record import audit
from tests.desk.conftest import Bank
from tests.desk.talks import press

AMIRA, JONAS = Actor.staff("U0AMIRA"), Actor.staff("U0JONAS")


def two_cases(bank: Bank, *, author: str = "ana") -> tuple[int, int, Inbound]:
    """Ana's first case, ended, and her second; then the first is reopened, so that both are open."""
    first = bank.complaint("My card was declined")
    with bank.desk() as desk:
        closures.resolve(desk, case_id=first, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=8)
    post = bank.post("My transfer is late too", author=author)
    second = bank.take_in(post)
    with bank.desk() as desk:
        closures.reopen(desk, case_id=first, by=AMIRA)
    assert first != second
    return first, second, post


def merge(bank: Bank, case_id: int, into: int) -> None:
    with bank.desk() as desk:
        merging.merge(desk, case_id=case_id, into=into, by=AMIRA)


def unmerge(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        merging.unmerge(desk, case_id=case_id, by=AMIRA)


def clocks(bank: Bank, case_id: int) -> list[SlaClock]:
    with bank.database.reading() as session:
        return clocks_of(session=session, case_id=case_id)


def waiting(bank: Bank, case_id: int) -> SlaClock | None:
    found = [
        c
        for c in clocks(bank, case_id)
        if c.metric in {Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE} and c.ended_at is None
    ]
    return found[0] if found else None


def claim(bank: Bank, case_id: int, who: Actor) -> None:
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=who, slack_user_id=who.id)


def owner(bank: Bank, case_id: int) -> str:
    with bank.desk() as desk:
        claim = open_claim(session=desk.session, case_id=case_id)
        return claim.slack_user_id if claim else ""


def replays(bank: Bank, case_id: int) -> bool:
    with bank.database.reading() as session:
        told = history_of(session=session, case_id=case_id)
    assert told is not None
    again = replay(told, rules=bank.rules, now=bank.now)
    return canonical(again) == canonical(clocks(bank, case_id))


def said_in(bank: Bank, case_id: int, surface: Surface = Surface.PUBLIC) -> list[int]:
    """The ids of the messages shown in a case's thread."""
    with bank.database.reading() as session:
        query = select(CaseThread).where(
            CaseThread.case_id == case_id, CaseThread.surface == surface
        )
        thread = session.exec(query).one()
    posted = bank.deliveries("slack.said")
    return [d.payload["message_id"] for d in posted if d.payload["thread_id"] == thread.id]


def test_a_merged_case_no_longer_escalates_zammad_904(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    merge(bank, second, first)
    bank.later(days=10)
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    assert [c.stop_reason for c in clocks(bank, second)] == [StopReason.MERGED] * 3
    assert not any(c.breached_at for c in clocks(bank, second))
    told = [d for d in bank.deliveries() if "alert" in d.kind and d.case_id == second]
    assert told == []


def test_a_late_word_goes_to_the_target_and_reopens_nothing_zammad_983(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    late = bank.post("Any news?").model_copy(update={"conversation": post.conversation})
    assert bank.take_in(late) == first
    assert bank.case(second).state == CaseState.MERGED


def test_a_case_can_be_merged_again_after_it_was_unmerged_zammad_983(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    for _ in range(2):
        merge(bank, second, first)
        bank.later(minutes=5)
        unmerge(bank, second)
        bank.later(minutes=5)
    merge(bank, second, first)
    assert bank.case(second).state == CaseState.MERGED


def test_a_chain_of_merges_is_followed_to_its_end_zammad_5714(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    other = bank.complaint("Me too", author="bo")
    merge(bank, second, first)
    merge(bank, first, other)
    late = bank.post("Any news?").model_copy(update={"conversation": post.conversation})
    assert bank.take_in(late) == other
    with bank.database.reading() as session:
        assert merges.survivor_of(session=session, case_id=second) == other


def test_another_customer_in_the_same_conversation_keeps_a_case_of_their_own_zammad_5064(
    bank: Bank,
) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    theirs = bank.post("Same here!", author="bo")
    theirs = theirs.model_copy(update={"conversation": post.conversation})
    assert bank.take_in(theirs) not in {first, second}


def test_merging_into_an_ended_case_reopens_it_zammad_2467(bank: Bank) -> None:
    first = bank.complaint("My card was declined")
    with bank.desk() as desk:
        closures.resolve(desk, case_id=first, outcome=Outcome.FIXED, remark="", by=AMIRA)
    bank.later(days=8)
    second = bank.complaint("Still declined")
    merge(bank, second, first)
    assert bank.case(first).state == CaseState.NEW
    assert waiting(bank, first) is not None


def test_the_older_start_survives(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    started = bank.now
    bank.later(minutes=30)
    second = bank.complaint("And mine", author="bo")
    merge(bank, first, second)
    clock = waiting(bank, second)
    assert clock is not None
    assert clock.started_at == started
    assert bank.case(second).opened_at == started
    assert bank.case(second).unanswered_since == started


def told_overdue(bank: Bank) -> int:
    """How often somebody was told that a first response is overdue, up to now."""
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    told = (
        select(Timer)
        .join(SlaClock, col(SlaClock.id) == col(Timer.clock_id))
        .where(
            SlaClock.metric == Metric.FIRST_RESPONSE,
            Timer.step == Step.BREACH,
            Timer.state == TimerState.FIRED,
        )
    )
    with bank.database.reading() as session:
        return len(session.exec(told).all())


def first_responses(bank: Bank, begun: datetime) -> tuple[int, int]:
    """How many were kept since then, and of how many."""
    with bank.database.reading() as session:
        return counts.kept(
            session=session,
            metric=Metric.FIRST_RESPONSE,
            start=begun,
            end=bank.now,
            scope=Scope(),
        )


@pytest.mark.parametrize("told_before", [True, False])
def test_one_silence_is_one_miss_and_one_alert_in_the_newer_case(
    bank: Bank, told_before: bool
) -> None:
    begun, first = bank.now, bank.complaint("My card was declined", author="ana")
    bank.later(minutes=30)
    second = bank.complaint("And mine", author="bo")
    bank.later(minutes=45)
    if told_before:
        assert told_overdue(bank) == 1
    merge(bank, first, second)
    bank.later(hours=2)
    assert told_overdue(bank) == 1
    clock = waiting(bank, second)
    assert clock is not None
    assert (clock.started_at, clock.missed) == (begun, True)
    assert first_responses(bank, begun) == (0, 1)
    assert replays(bank, second)


def test_an_unmerge_gives_each_case_its_own_miss_again(bank: Bank) -> None:
    begun, first = bank.now, bank.complaint("My card was declined", author="ana")
    bank.later(minutes=30)
    second = bank.complaint("And mine", author="bo")
    bank.later(hours=2)
    merge(bank, first, second)
    assert first_responses(bank, begun) == (0, 1)
    unmerge(bank, first)
    assert first_responses(bank, begun) == (0, 2)


def test_an_unmerge_gives_both_their_clocks_back_as_they_were(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    bank.later(minutes=30)
    second = bank.complaint("And mine", author="bo")
    before = [(c.metric, c.started_at, c.due_at, c.state) for c in clocks(bank, first)]
    others = [(c.metric, c.started_at, c.due_at, c.state) for c in clocks(bank, second)]
    merge(bank, first, second)
    bank.later(minutes=1)
    unmerge(bank, first)
    assert [(c.metric, c.started_at, c.due_at, c.state) for c in clocks(bank, first)] == before
    assert [(c.metric, c.started_at, c.due_at, c.state) for c in clocks(bank, second)] == others
    assert bank.case(first).state == CaseState.NEW
    assert bank.case(second).opened_at > bank.case(first).opened_at


def test_a_merge_can_be_taken_back_for_the_banks_days_only(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    merge(bank, second, first)
    bank.later(days=7, seconds=1)
    with pytest.raises(merging.CannotUnmerge, match="7 days"):
        unmerge(bank, second)


@pytest.mark.parametrize(
    ("of_source", "of_target", "expected"),
    [("U0AMIRA", "U0JONAS", "U0JONAS"), ("U0AMIRA", "", "U0AMIRA"), ("", "U0JONAS", "U0JONAS")],
)
def test_two_owners_settle_to_the_targets(
    bank: Bank, of_source: str, of_target: str, expected: str
) -> None:
    first, second, _ = two_cases(bank)
    if of_source:
        claim(bank, second, Actor.staff(of_source))
    if of_target:
        claim(bank, first, Actor.staff(of_target))
    merge(bank, second, first)
    assert (owner(bank, second), owner(bank, first)) == ("", expected)


@pytest.mark.parametrize("of_target", ["", "U0JONAS"])
def test_an_unmerge_brings_the_owner_back(bank: Bank, of_target: str) -> None:
    bank.staff("U0AMIRA", roles=["agent"])
    first, second, _ = two_cases(bank)
    claim(bank, second, AMIRA)
    if of_target:
        claim(bank, first, Actor.staff(of_target))
    merge(bank, second, first)
    bank.later(minutes=1)
    unmerge(bank, second)
    assert owner(bank, second) == "U0AMIRA"
    assert bank.case(second).state == CaseState.CLAIMED
    assert replays(bank, second)
    assert replays(bank, first)
    assert owner(bank, first) == (of_target or "U0AMIRA")  # nobody's case is let go of unasked


def test_an_unmerge_gives_a_case_to_nobody_who_may_not_hold_it_any_more(bank: Bank) -> None:
    bank.staff("U0AMIRA", roles=["reader"])
    first, second, _ = two_cases(bank)
    claim(bank, second, AMIRA)
    merge(bank, second, first)
    unmerge(bank, second)
    assert owner(bank, second) == ""
    assert bank.case(second).state == CaseState.NEW


def test_an_owner_who_let_go_before_the_merge_does_not_come_back(bank: Bank) -> None:
    bank.staff("U0AMIRA", roles=["agent"])
    first, second, _ = two_cases(bank)
    claim(bank, second, AMIRA)
    with bank.desk() as desk:
        claims.release(desk, case_id=second, by=AMIRA)
    merge(bank, second, first)
    unmerge(bank, second)
    assert owner(bank, second) == ""


def answer(bank: Bank, case_id: int) -> None:
    """Amira's answer to what was said first in this case, on its way."""
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="It has arrived.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="r1",
        )


def test_an_answer_that_was_on_its_way_ends_the_wait_in_the_target_too(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    answer(bank, second)
    merge(bank, second, first)
    assert waiting(bank, first) is not None
    bank.later(minutes=1)
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="p1", at=bank.now))
    assert waiting(bank, first) is None
    assert bank.case(first).state == CaseState.WITH_CUSTOMER
    assert bank.case(second).state == CaseState.MERGED


def test_an_answer_that_followed_stands_when_one_given_before_it_was_none(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    answer(bank, second)
    merge(bank, second, first)
    bank.later(minutes=1)
    native = bank.post("Hello.", is_ours=True, author="bank", external_id="n1").model_copy(
        update={"conversation": post.conversation, "parent_external_id": post.external_id}
    )
    assert bank.take_in(native) == first
    bank.later(minutes=1)
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="p1", at=bank.now))
    answered = bank.now
    bank.later(minutes=1)
    with bank.desk() as desk:
        [was] = messages_of_post(session=desk.session, channel="x", external_id="n1")
        native_answers.say_otherwise(desk, message_id=was.pk, purpose=Purpose.HOLDING, by=AMIRA)
    assert waiting(bank, first) is None
    assert bank.case(first).first_answered_at == answered
    assert bank.case(first).state == CaseState.WITH_CUSTOMER
    assert replays(bank, first)


def test_an_answer_that_followed_acknowledges_a_complaint_that_is_marked_later(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    answer(bank, second)
    merge(bank, second, first)
    bank.later(minutes=1)
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="p1", at=bank.now))
    answered = bank.now
    bank.later(minutes=1)
    with bank.desk() as desk:
        complaints.mark(desk, case_id=first, preset="uk_disp", by=AMIRA, reason="Redress")
    with bank.desk() as desk:
        escalations.fire(desk)
    of_complaint = [one for one in clocks(bank, first) if one.metric is Metric.REGULATORY]
    assert answered in {one.met_at for one in of_complaint}
    assert replays(bank, first)


def test_a_native_answer_to_the_merged_post_is_credited_to_the_target(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    bank.later(minutes=1)
    ours = bank.post("It has arrived.", is_ours=True, author="bank").model_copy(
        update={"conversation": post.conversation, "parent_external_id": post.external_id}
    )
    bank.take_in(ours)
    assert waiting(bank, first) is None
    assert bank.case(first).first_answered_at is not None


def test_an_answer_from_the_target_goes_to_the_customers_newest_post_in_either(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=first,
            text="It has arrived.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="r1",
        )
    assert bank.deliveries("reply")[-1].payload["in_reply_to"] == post.external_id


def test_the_words_show_in_the_targets_thread_and_a_removal_is_honoured_there(bank: Bank) -> None:
    first, second, post = two_cases(bank)
    merge(bank, second, first)
    shown = said_in(bank, first)
    assert len(shown) == 1
    gone = post.model_copy(update={"happening": Happening.REMOVED, "at": bank.now})
    bank.take_in(gone)
    removed = [d for d in bank.deliveries("slack.said") if d.payload["what"] == "removed"]
    assert len({d.payload["thread_id"] for d in removed}) == 2


def test_private_words_of_a_merged_case_stay_in_a_private_thread(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    secret = bank.take_in(bank.post("It is about my divorce", author="bo", surface=Surface.PRIVATE))
    merge(bank, secret, first)
    assert len(said_in(bank, first, Surface.PRIVATE)) == 1
    assert said_in(bank, first, Surface.PUBLIC) == []


def test_nobody_moves_private_words_whom_they_are_not_for(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    post = bank.post("Same here", author="bo")
    second = bank.take_in(post)
    secret = bank.post("It is about my divorce", author="bo", surface=Surface.PRIVATE)
    bank.take_in(secret.model_copy(update={"conversation": post.conversation}))
    with pytest.raises(NotForYou), press(bank, "U0JONAS") as desk:
        merging.merge(desk, case_id=second, into=first, by=AMIRA)
    assert bank.case(second).state is not CaseState.MERGED


def test_a_private_word_of_another_author_does_not_follow(bank: Bank) -> None:
    first = bank.complaint("My card was declined", author="ana")
    post = bank.post("Same here", author="bo")
    second = bank.take_in(post)
    merge(bank, second, first)
    secret = bank.post("My account is empty", author="bo", surface=Surface.PRIVATE)
    secret = secret.model_copy(update={"conversation": post.conversation})
    assert bank.take_in(secret) not in {first, second}


def test_both_threads_point_to_each_other_and_the_trail_holds(bank: Bank) -> None:
    first, second, _ = two_cases(bank)
    merge(bank, second, first)
    told = {d.payload["template"]: d.payload for d in bank.deliveries("slack.event")}
    assert (told["merged"]["case_id"], told["merged"]["other"]) == (second, first)
    assert (told["took_over"]["case_id"], told["took_over"]["other"]) == (first, second)
    with bank.database.reading() as session:
        for number in (first, second):
            assert audit.verify(session=session, case_id=number) == []
