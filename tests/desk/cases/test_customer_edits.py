"""A customer who edits what they wrote is heard as one who writes again."""

from collections.abc import Callable

import pytest

from bot.desk.answers import replies
from bot.desk.cases import closures, merging, splitting
from bot.desk.clocks import escalations
from bot.desk.intake import placeholders, taking_in
from bot.desk.messages import blocking
from bot.desk.ownership import claims
from bot.domain.channels.inbound import Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.decisions import RESPONSES
from bot.domain.sla.policy import Metric
from bot.outbox.delivery import Delivery
from bot.outbox.outcome import Receipt
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.clocks.test_replay import compare
from tests.desk.conftest import Bank
from tests.desk.talks import edited, private, with_private_words

AMIRA = Actor.staff("U0AMIRA")
STOLEN = "My card was stolen, nobody helps"


def edit(bank: Bank, post: Inbound, text: str) -> Case:
    """The customer changes the post now; the case where it is."""
    return bank.case(bank.take_in(edited(post, text, bank)))


def running(bank: Bank, case_id: int, *metrics: Metric) -> list[SlaClock]:
    """Those of these clocks that run, else of responses; every case replays to what it has."""
    with bank.desk() as desk:
        escalations.fire(desk, limit=1000)
    compare(bank)
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
    return [one for one in found if one.metric in (metrics or RESPONSES) and one.ended_at is None]


def writes_reply(bank: Bank, case_id: int, purpose: Purpose = Purpose.ANSWERS) -> Delivery:
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
    return bank.deliveries("reply")[-1]


def publish(bank: Bank, reply: Delivery) -> None:
    bank.end(reply, Receipt(reference=f"p{reply.id}", at=bank.now))


def answer(bank: Bank, case_id: int) -> None:
    publish(bank, writes_reply(bank, case_id))


def ask(bank: Bank, case_id: int) -> None:
    publish(bank, writes_reply(bank, case_id, Purpose.ASKS))


def resolve(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)


def spam(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        why = NotActionableReason.SPAM
        closures.not_actionable(desk, case_id=case_id, reason=why, remark="", by=AMIRA)


def test_thanks_that_become_a_complaint_start_the_first_clocks_at_the_edits_own_time(
    bank: Bank,
) -> None:
    post = bank.post("Thank you so much!")
    case_id = bank.take_in(post)
    bank.later(minutes=20)
    case = edit(bank, post, STOLEN)
    assert (case.unanswered_since, case.priority) == (bank.now, "urgent")
    started = running(bank, case_id, Metric.CLAIMED, Metric.FIRST_RESPONSE)
    assert [clock.started_at for clock in started] == [bank.now, bank.now]
    answer(bank, case_id)
    assert running(bank, case_id) == []


@pytest.mark.parametrize("end", [resolve, spam])
def test_an_edit_that_says_more_reopens_a_case_that_was_ended(
    bank: Bank, end: Callable[[Bank, int], None]
) -> None:
    post = bank.post("Thanks!")
    case_id = bank.take_in(post)
    end(bank, case_id)
    bank.later(minutes=5)
    case = edit(bank, post, STOLEN)
    assert (case.state, case.unanswered_since) == (CaseState.NEW, bank.now)
    assert [clock.started_at for clock in running(bank, case_id)] == [bank.now]
    assert running(bank, case_id, Metric.CLAIMED)


@pytest.mark.parametrize("said", [answer, ask])
def test_an_edit_after_our_word_waits_for_the_next_one(
    bank: Bank, said: Callable[[Bank, int], None]
) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    bank.later(minutes=5)
    said(bank, case_id)
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER
    bank.later(minutes=5)
    case = edit(bank, post, "My card was declined, and it still is")
    assert case.state == CaseState.CLAIMED
    assert case.unanswered_since is not None
    [clock] = running(bank, case_id)
    assert clock.paused_at is None
    if said is answer:
        assert (clock.metric, clock.started_at) == (Metric.NEXT_RESPONSE, bank.now)


@pytest.mark.parametrize("text", ["my card was declined!", "My card was delcined", "Thanks"])
def test_an_edit_that_says_nothing_more_starts_nothing(bank: Bank, text: str) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    answer(bank, case_id)
    bank.later(minutes=5)
    case = edit(bank, post, text)
    assert (case.state, case.unanswered_since) == (CaseState.WITH_CUSTOMER, None)
    assert running(bank, case_id) == []


def test_danger_that_an_edit_adds_puts_an_open_case_first_and_its_wait_goes_on(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id, posted_at = bank.take_in(post), bank.now
    bank.later(minutes=5)
    case = edit(bank, post, "I will kill myself")
    assert (case.priority, case.unanswered_since) == ("urgent", posted_at)
    assert "priority" in bank.templates()
    assert [clock.started_at for clock in running(bank, case_id)] == [posted_at]


def test_no_edit_makes_a_case_quieter(bank: Bank) -> None:
    post = bank.post(STOLEN)
    case_id = bank.take_in(post)
    bank.later(minutes=5)
    for text in ("All is well, it was at home", "Thanks!"):
        case = edit(bank, post, text)
        assert case.priority == "urgent"
        assert len(running(bank, case_id)) == 1


def test_an_answer_that_was_on_its_way_does_not_cover_what_an_edit_says(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    bank.later(minutes=5)
    reply = writes_reply(bank, case_id)
    bank.later(minutes=5)
    edit(bank, post, "My card was declined, and my savings are gone")
    edited_at = bank.now
    bank.later(minutes=5)
    publish(bank, reply)
    case = bank.case(case_id)
    assert (case.unanswered_since, case.state) == (edited_at, CaseState.CLAIMED)
    [clock] = running(bank, case_id)
    assert (clock.metric, clock.started_at) == (Metric.NEXT_RESPONSE, edited_at)


def test_an_older_version_that_is_told_late_changes_nothing(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    bank.later(minutes=5)
    earlier = edited(post, "My card was declined in Leeds", bank)
    bank.later(minutes=5)
    edit(bank, post, "My card was declined in York")
    answer(bank, case_id)
    bank.later(minutes=5)
    bank.take_in(earlier)
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER
    assert running(bank, case_id) == []


def test_whoever_edited_and_was_not_answered_waits_again_when_the_end_is_taken_back(
    bank: Bank,
) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    answer(bank, case_id)
    bank.later(minutes=5)
    edit(bank, post, "My card was declined, and it still is")
    edited_at = bank.now
    bank.later(minutes=5)
    resolve(bank, case_id)
    bank.later(minutes=5)
    with bank.desk() as desk:
        closures.reopen(desk, case_id=case_id, by=AMIRA)
    assert bank.case(case_id).unanswered_since == edited_at
    assert len(running(bank, case_id)) == 1


def test_a_case_that_takes_no_word_any_more_is_left_alone(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    resolve(bank, case_id)
    bank.later(days=bank.rules.reopen_days + 1)
    assert edit(bank, post, STOLEN).state == CaseState.RESOLVED
    assert running(bank, case_id) == []


def test_an_edit_in_private_waits_and_its_priority_says_no_word_of_it(bank: Bank) -> None:
    with_private_words(bank)
    word = private(bank, "Thanks!")
    case_id = bank.take_in(word)
    bank.later(minutes=5)
    case = edit(bank, word, STOLEN)
    assert (case.unanswered_since, case.priority) == (bank.now, "urgent")
    [window] = running(bank, case_id, Metric.PRIVATE_WINDOW)
    assert window.started_at == word.at  # the platform counts from when it was sent
    bank.later(minutes=5)
    edit(bank, word, "My card was stolen yesterday")
    assert len(running(bank, case_id, Metric.PRIVATE_WINDOW)) == 1


def test_a_blocked_author_who_edits_a_post_of_a_case_is_heard_there(bank: Bank) -> None:
    post = bank.post("Thanks!", author="troll")
    case_id = bank.take_in(post)
    with bank.desk() as desk:
        blocking.block(desk, case_id=case_id, reason="Insults", until=None, by=AMIRA)
    bank.later(minutes=5)
    case = edit(bank, post, "I will kill myself")
    assert (case.priority, case.unanswered_since) == ("urgent", bank.now)
    assert len(running(bank, case_id)) == 1


def test_a_kept_post_that_was_edited_counts_with_what_it_says_now(bank: Bank) -> None:
    first = bank.post("My card was declined", author="troll")
    case_id = bank.take_in(first)
    with bank.desk() as desk:
        blocking.block(desk, case_id=case_id, reason="Insults", until=None, by=AMIRA)
    spam(bank, case_id)
    bank.later(minutes=5)
    thanked = bank.post("Thanks!", author="troll", conversation=first.conversation)
    with bank.desk() as desk:
        taking_in.take_in(desk, inbound=thanked)
        taking_in.take_in(desk, inbound=edited(thanked, STOLEN, bank))
        [kept] = blocking.posts(desk)
        taking_in.take_in_after_all(desk, post_id=kept.pk, by=AMIRA)
    case = bank.case(case_id)
    assert (case.is_open, case.priority) == (True, "urgent")
    assert len(running(bank, case_id)) == 1


def test_a_placeholder_that_is_read_at_last_is_ranked_by_its_words(bank: Bank) -> None:
    post = bank.post("My card was stolen")
    glimpsed = post.model_copy(update={"text": "", "author": None})
    with bank.desk() as desk:
        case_id = placeholders.hold_place(desk, glimpsed=glimpsed)
    assert case_id is not None
    assert bank.case(case_id).priority == "normal"
    bank.later(minutes=30)
    with bank.desk() as desk:
        placeholders.read_at_last(desk, inbound=post)
        assert taking_in.take_in(desk, inbound=post).case_id == case_id
    case = bank.case(case_id)
    assert (case.priority, case.unanswered_since) == ("urgent", post.at)
    assert len(running(bank, case_id)) == 1


def test_a_placeholder_that_was_ended_unread_is_reopened_by_its_words(bank: Bank) -> None:
    post = bank.post("My card was stolen")
    with bank.desk() as desk:
        glimpsed = post.model_copy(update={"text": "", "author": None})
        case_id = placeholders.hold_place(desk, glimpsed=glimpsed)
    assert case_id is not None
    spam(bank, case_id)
    bank.later(minutes=30)
    with bank.desk() as desk:
        placeholders.read_at_last(desk, inbound=post)
        taking_in.take_in(desk, inbound=post)
    assert bank.case(case_id).is_open
    assert len(running(bank, case_id)) == 1


def merged(bank: Bank) -> tuple[Inbound, int, int]:
    """A post that was answered, its case, and the answered case of another where it goes on."""
    post = bank.post("My card was declined", author="ana")
    source, target = bank.take_in(post), bank.complaint(author="bo")
    for case_id in (source, target):
        bank.later(minutes=1)
        answer(bank, case_id)
    bank.later(minutes=5)
    with bank.desk() as desk:
        merging.merge(desk, case_id=source, into=target, by=AMIRA)
    return post, source, target


def test_an_edit_in_a_merged_case_waits_where_that_goes_on(bank: Bank) -> None:
    post, _, target = merged(bank)
    bank.later(minutes=5)
    edit(bank, post, STOLEN)
    case = bank.case(target)
    assert (case.unanswered_since, case.priority) == (bank.now, "urgent")
    assert [clock.started_at for clock in running(bank, target)] == [bank.now]


def test_an_edit_goes_back_with_its_case_when_a_merge_is_taken_back(bank: Bank) -> None:
    post, source, target = merged(bank)
    bank.later(minutes=5)
    edit(bank, post, STOLEN)
    edited_at = bank.now
    bank.later(minutes=5)
    with bank.desk() as desk:
        merging.unmerge(desk, case_id=source, by=AMIRA)
    assert running(bank, target) == []
    case = bank.case(source)
    assert (case.unanswered_since, case.priority) == (edited_at, "urgent")
    assert [clock.started_at for clock in running(bank, source)] == [edited_at]


def test_an_edit_that_says_only_thanks_by_now_starts_nothing_where_it_goes_back_to(
    bank: Bank,
) -> None:
    post, source, _ = merged(bank)
    for text in (STOLEN, "Thanks!"):
        bank.later(minutes=5)
        edit(bank, post, text)
    with bank.desk() as desk:
        merging.unmerge(desk, case_id=source, by=AMIRA)
    assert running(bank, source) == []
    assert bank.case(source).unanswered_since is None


def test_an_edit_goes_with_its_message_into_a_case_of_its_own(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    second = bank.post("And my loan?", conversation=first.conversation)
    bank.take_in(second)
    answer(bank, case_id)
    bank.later(minutes=5)
    edit(bank, second, "And my loan is wrong?")
    with bank.desk() as desk:
        theirs = splitting.messages(desk, case=desk.session.get_one(Case, case_id))
        made = splitting.split(desk, case_id=case_id, message_ids=[theirs[-1].pk], by=AMIRA).number
    assert len(running(bank, made)) == 1
    assert running(bank, case_id) == []


def test_an_edit_finds_its_owner(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=AMIRA, slack_user_id="U0AMIRA")
    resolve(bank, case_id)
    bank.later(minutes=5)
    assert edit(bank, post, "My card was declined again").state == CaseState.CLAIMED
