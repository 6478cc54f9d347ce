"""Answers given on the platform itself: by hand where it takes none from here, and said to be none."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import select

from bot.channels.x.ids import account_in_link, time_in_id
from bot.desk.answers import by_hand, native_answers, replies
from bot.desk.desk import DeskError
from bot.desk.intake import taking_in
from bot.desk.ownership import claims
from bot.domain.channels.inbound import Context, Happening, Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor, Role
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.conftest import X_ACCOUNT, Bank

AMIRA, JONAS = Actor.staff("U0AMIRA"), Actor.staff("U0JONAS")
HARBOUR = "1001001002"


def found(bank: Bank, text: str = "northbank ate my card") -> Inbound:
    return bank.post(text, found_by="northbank", answerable=False)


def native(bank: Bank, to: Inbound, text: str = "We are sorry.", **more: object) -> Inbound:
    """Our answer in X's own app."""
    given: dict[str, object] = {
        "is_ours": True,
        "parent_external_id": to.external_id,
        "conversation": to.conversation,
    }
    return bank.post(text, author="northbank", **(given | more))


def hand(
    bank: Bank,
    case_id: int,
    link: str = "",
    purpose: Purpose = Purpose.ANSWERS,
    *,
    by: Actor = AMIRA,
    roles: frozenset[Role] = frozenset(),
) -> None:
    with bank.desk() as desk:
        by_hand.answered_by_hand(
            desk,
            case_id=case_id,
            link=link,
            purpose=purpose,
            by=by,
            request_key="k1",
            roles=roles,
        )


def knows_handles(bank: Bank, **accounts: str) -> None:
    """Let the channel read from an address whose post it is, as X does."""
    told = partial(account_in_link, accounts=accounts)
    bank.channel = bank.channel.model_copy(update={"account_in_link": told})


def says(bank: Bank, case_id: int, purpose: Purpose) -> None:
    with bank.desk() as desk:
        message = ours(bank, case_id)[0]
        native_answers.say_otherwise(desk, message_id=message.pk, purpose=purpose, by=AMIRA)


def ours(bank: Bank, case_id: int) -> list[Message]:
    with bank.database.reading() as session:
        query = select(Message).where(
            Message.case_id == case_id, Message.direction == Direction.OUTBOUND
        )
        return list(session.exec(query))


def response(bank: Bank, case_id: int) -> SlaClock:
    with bank.database.reading() as session:
        every = clocks_of(session=session, case_id=case_id)
    return next(clock for clock in every if clock.metric is Metric.FIRST_RESPONSE)


def replays(bank: Bank, case_id: int) -> bool:
    with bank.database.reading() as session:
        recorded = clocks_of(session=session, case_id=case_id)
        told = history_of(session=session, case_id=case_id)
    assert told is not None
    return canonical(replay(told, rules=bank.rules, now=bank.now)) == canonical(recorded)


def link_at(bank: Bank, **ago: float) -> str:
    """The address of a post of X made that long ago."""
    milliseconds = int((bank.now - timedelta(**ago)).timestamp() * 1000) - 1288834974657
    return f"https://x.example/NorthbankHelp/status/{milliseconds << 22}"


def test_a_find_is_a_case_of_its_own_kind(bank: Bank) -> None:
    case_id = bank.take_in(found(bank))
    with bank.database.reading() as session:
        message = session.exec(select(Message).where(Message.case_id == case_id)).one()
    assert (message.found_by, message.answerable) == ("northbank", False)


def test_a_find_that_also_arrives_as_a_mention_is_one_case_and_can_be_answered(bank: Bank) -> None:
    find = found(bank)
    case_id = bank.take_in(find)
    mention = find.model_copy(update={"found_by": "", "answerable": True})
    with bank.desk() as desk:
        assert taking_in.take_in(desk, inbound=mention).case_id == case_id
    with bank.database.reading() as session:
        message = session.exec(select(Message).where(Message.case_id == case_id)).one()
        verbs = [entry.verb for entry in audit.entries(session=session, case_id=case_id)]
    assert (message.found_by, message.answerable) == ("", True)
    assert verbs == ["opened", "message_addresses_us"]


def test_answered_by_hand_meets_the_clock_claims_and_is_said(bank: Bank) -> None:
    case_id = bank.take_in(found(bank))
    bank.later(minutes=5)
    hand(bank, case_id)
    assert response(bank, case_id).met_at == bank.now
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER
    assert "answered_by_hand" in bank.templates()
    assert replays(bank, case_id)


def test_with_the_answers_address_its_own_time_counts(bank: Bank) -> None:
    bank.channel = bank.channel.model_copy(update={"time_in_id": time_in_id})
    case_id = bank.take_in(found(bank))
    bank.later(minutes=30)
    hand(bank, case_id, link_at(bank, minutes=10))
    assert response(bank, case_id).met_at == bank.now - timedelta(minutes=10)
    assert replays(bank, case_id)


@pytest.mark.parametrize(
    "link", ["https://elsewhere.example/1", "https://x.example/us/status/1", "not a link"]
)
def test_an_address_that_is_no_answers_is_refused(bank: Bank, link: str) -> None:
    case_id = bank.take_in(found(bank))
    with pytest.raises(by_hand.CannotRecord):
        hand(bank, case_id, link)


def test_an_answer_older_than_the_post_is_refused(bank: Bank) -> None:
    bank.channel = bank.channel.model_copy(update={"time_in_id": time_in_id})
    case_id = bank.take_in(found(bank))
    with pytest.raises(by_hand.CannotRecord, match="older"):
        hand(bank, case_id, link_at(bank, days=1))


@pytest.mark.parametrize("whose", ["ana", "HarbourCares"])
def test_an_address_of_somebody_elses_post_is_refused(bank: Bank, whose: str) -> None:
    knows_handles(bank, NorthbankHelp=X_ACCOUNT, HarbourCares=HARBOUR)
    case_id = bank.take_in(found(bank))
    with pytest.raises(by_hand.CannotRecord, match="another account than ours"):
        hand(bank, case_id, f"https://x.example/{whose}/status/77")
    assert ours(bank, case_id) == []


@pytest.mark.parametrize("whose", ["NorthbankHelp", "northbankhelp", "i", "i/web"])
def test_an_address_of_our_own_account_or_of_no_account_is_taken(bank: Bank, whose: str) -> None:
    knows_handles(bank, NorthbankHelp=X_ACCOUNT)
    case_id = bank.take_in(found(bank))
    hand(bank, case_id, f"https://x.example/{whose}/status/77")
    assert [(m.external_id, m.account) for m in ours(bank, case_id)] == [("77", X_ACCOUNT)]


def test_an_answer_that_counts_for_another_case_is_refused_with_that_case(bank: Bank) -> None:
    first = bank.take_in(found(bank))
    other = bank.take_in(bank.post("mine too", author="ben", found_by="northbank"))
    hand(bank, first, "https://x.example/i/status/77")
    with pytest.raises(by_hand.CannotRecord, match=f"counts for C-{first} already"):
        hand(bank, other, "https://x.example/i/status/77")
    with pytest.raises(by_hand.CannotRecord, match="it is in the thread"):
        hand(bank, first, "https://x.example/i/status/77")
    assert bank.case(other).first_answered_at is None


def test_what_a_colleague_holds_only_a_lead_says_was_answered_by_hand(bank: Bank) -> None:
    case_id = bank.take_in(found(bank))
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=JONAS, slack_user_id=JONAS.id)
    with pytest.raises(replies.ClaimedByAnother, match=JONAS.id):
        hand(bank, case_id, roles=frozenset({Role.AGENT}))
    assert bank.case(case_id).first_answered_at is None
    hand(bank, case_id, roles=frozenset({Role.LEAD}))
    assert bank.case(case_id).first_answered_at == bank.now


def test_our_own_answer_is_recognised_by_itself(bank: Bank) -> None:
    find = found(bank)
    case_id = bank.take_in(find)
    bank.later(minutes=5)
    assert bank.take_in(native(bank, find)) == case_id
    assert response(bank, case_id).met_at == bank.now
    said = [d.payload["what"] for d in bank.deliveries("slack.said")]
    assert said == ["answered_elsewhere"]


def test_told_first_and_seen_later_is_one_answer_at_its_own_time(bank: Bank) -> None:
    find = found(bank)
    case_id = bank.take_in(find)
    bank.later(minutes=30)
    hand(bank, case_id)
    answer = native(bank, find, at=bank.now - timedelta(minutes=20))
    bank.later(minutes=2)
    bank.take_in(answer)
    (message,) = ours(bank, case_id)
    assert message.external_id == answer.external_id
    assert message.text == "We are sorry."
    assert message.slack_user_id == "U0AMIRA"
    assert response(bank, case_id).met_at == answer.at
    assert replays(bank, case_id)


@pytest.mark.parametrize(
    ("purpose", "state"),
    [
        (Purpose.HOLDING, CaseState.NEW),
        (Purpose.ASKS, CaseState.WITH_CUSTOMER),
        (Purpose.MOVES_TO_PRIVATE, CaseState.WITH_CUSTOMER),
    ],
)
def test_what_was_no_answer_leaves_the_clock_as_if_never_met(
    bank: Bank, purpose: Purpose, state: CaseState
) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    began = response(bank, case_id)
    bank.later(minutes=5)
    bank.take_in(native(bank, post))
    assert response(bank, case_id).met_at is not None
    bank.later(minutes=5)
    says(bank, case_id, purpose)
    clock, case = response(bank, case_id), bank.case(case_id)
    assert (clock.met_at, clock.started_at, clock.due_at) == (None, began.started_at, began.due_at)
    assert case.first_answered_at is None
    assert case.unanswered_since == post.at
    assert case.state == state
    assert replays(bank, case_id)
    with bank.database.reading() as session:
        entry = session.exec(select(AuditEntry).where(AuditEntry.verb == "answer_was")).one()
    assert entry.actor_id == "U0AMIRA"
    assert entry.details["purpose"] == str(purpose)


def test_the_answer_after_it_is_what_met_the_clock(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    bank.later(minutes=5)
    bank.take_in(native(bank, post))
    bank.later(minutes=5)
    second = native(bank, post, "It works again.")
    bank.take_in(second)
    says(bank, case_id, Purpose.HOLDING)
    assert response(bank, case_id).met_at == second.at
    assert bank.case(case_id).first_answered_at == second.at
    assert replays(bank, case_id)


def test_it_is_said_once_and_not_of_an_ended_case(bank: Bank) -> None:
    post = bank.post("My card was declined")
    case_id = bank.take_in(post)
    bank.take_in(native(bank, post))
    says(bank, case_id, Purpose.HOLDING)
    with pytest.raises(DeskError, match="already"):
        says(bank, case_id, Purpose.ASKS)


def test_the_post_above_is_kept_masked_and_goes_when_it_is_gone(bank: Bank) -> None:
    told = Context(external_id="777", author="@ben", text="Ring 020 7946 0958 and wait")
    case_id = bank.take_in(bank.post("this too!", context=told))
    with bank.database.reading() as session:
        message = session.exec(select(Message).where(Message.case_id == case_id)).one()
    assert message.above is not None
    assert message.above["author"] == "@ben"
    assert "7946" not in message.above["text"]
    with bank.desk() as desk:
        gone = bank.post("", external_id="777", happening=Happening.REMOVED)
        taking_in.take_in(desk, inbound=gone)
    with bank.database.reading() as session:
        message = session.exec(select(Message).where(Message.case_id == case_id)).one()
        last = audit.entries(session=session, case_id=case_id)[-1]
    assert message.above is None
    assert (last.verb, last.actor_kind) == ("post_above_removed", "platform")


def test_a_post_above_that_is_in_a_case_is_not_shown_twice(bank: Bank) -> None:
    first = bank.post("My card was declined")
    bank.take_in(first)
    told = Context(external_id=first.external_id, author="@ana", text=first.text)
    case_id = bank.take_in(
        bank.post("me too", author="ben", context=told, conversation=first.conversation)
    )
    with bank.database.reading() as session:
        message = session.exec(select(Message).where(Message.case_id == case_id)).one()
    assert message.above is None


def test_three_authors_in_one_thread_are_three_cases(bank: Bank) -> None:
    first = bank.post("My card was declined")
    same = {"conversation": first.conversation, "parent_external_id": first.external_id}
    cases = {
        bank.take_in(first),
        bank.take_in(bank.post("mine too", author="ben", **same)),
        bank.take_in(bank.post("and mine", author="cem", **same)),
    }
    assert len(cases) == 3
    assert bank.take_in(native(bank, first)) == min(cases)


def test_a_post_that_names_two_of_our_brands_is_a_case_of_each(bank: Bank) -> None:
    post = bank.post("@NorthbankHelp @HarbourCares both of you")
    northbank = bank.take_in(post)
    harbour = bank.take_in(post.model_copy(update={"account": HARBOUR}))
    assert northbank != harbour
    assert (bank.case(northbank).brand, bank.case(harbour).brand) == ("northbank", "harbour")
    assert bank.case(northbank).account == X_ACCOUNT
    bank.take_in(native(bank, post))
    assert bank.case(northbank).first_answered_at is not None
    assert bank.case(harbour).first_answered_at is None
