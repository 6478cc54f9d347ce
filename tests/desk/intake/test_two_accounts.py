"""One post to two accounts: of one brand it is one message of one case, of two brands two linked cases."""

import itertools

import pytest
from sqlmodel import select

from bot.desk.answers import replies
from bot.desk.cases import linking
from bot.desk.intake import taking_in
from bot.desk.messages import blocking
from bot.domain.channels.inbound import Inbound
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.outbox.outcome import Receipt
from bot.slack.api.names import Names
from bot.slack.shown.cases.case import case_shown
from bot.slack.views.threads.headline import headline_blocks
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.record import audit
from tests.desk.conftest import X_ACCOUNT, Bank
from tests.desk.talks import edited, removed, take

AMIRA = Actor.staff("U0AMIRA")
MAIN, HARBOUR = "1001001009", "1001001002"  # the bank's main account; another bank's
ACCOUNTS = [{"channel": "x", "id": X_ACCOUNT}, {"channel": "x", "id": MAIN}]
NAMES = Names(accounts={("x", X_ACCOUNT): "@NorthbankHelp", ("x", MAIN): "@Northbank"})


@pytest.fixture
def two(bank: Bank) -> Bank:
    """A bank that answers on two accounts."""
    bank.lay_over({"routing": {"brands": {"northbank": {"accounts": ACCOUNTS}}}})
    return bank


def at(post: Inbound, account: str) -> Inbound:
    """The same post, as another account of ours met it."""
    return post.model_copy(update={"account": account})


def native(bank: Bank, to: Inbound, account: str) -> Inbound:
    return bank.post(
        "Sorted out in a message.",
        author="northbank",
        account=account,
        is_ours=True,
        conversation=to.conversation,
        parent_external_id=to.external_id,
    )


def cases(bank: Bank) -> list[Case]:
    with bank.database.reading() as session:
        return list(session.exec(select(Case).order_by(Case.id)))  # type: ignore[arg-type]  # a column


def headline(bank: Bank, case_id: int) -> str:
    with bank.database.reading() as session:
        shown = case_shown(session=session, case_id=case_id, names=NAMES)
    assert shown is not None
    return str(headline_blocks(shown))


def test_one_post_to_two_accounts_of_a_brand_is_one_case_with_one_set_of_clocks(two: Bank) -> None:
    post = two.post("@NorthbankHelp @Northbank my card was declined")
    case_id = two.take_in(post)
    with two.database.reading() as session:
        before = len(clocks_of(session=session, case_id=case_id))
    for _ in range(2):
        assert two.take_in(at(post, MAIN)) == case_id
    assert [case.number for case in cases(two)] == [case_id]
    with two.database.reading() as session:
        assert len(clocks_of(session=session, case_id=case_id)) == before
        verbs = [entry.verb for entry in audit.entries(session=session, case_id=case_id)]
        assert audit.verify(session=session, case_id=case_id) == []
    assert verbs.count("message_also_to") == 1
    assert "also to @Northbank" in headline(two, case_id)
    assert two.deliveries("slack.said") == []


@pytest.mark.parametrize("account", [X_ACCOUNT, MAIN])
def test_a_native_answer_of_either_account_is_credited(two: Bank, account: str) -> None:
    post = two.post("@NorthbankHelp @Northbank my card was declined")
    case_id = two.take_in(post)
    two.take_in(at(post, MAIN))
    two.later(minutes=5)
    assert two.take_in(native(two, post, account)) == case_id
    assert two.case(case_id).state == CaseState.WITH_CUSTOMER
    assert two.case(case_id).unanswered_since is None


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_follow_ups_join_whichever_account_meets_them_first(
    two: Bank, order: tuple[int, ...]
) -> None:
    first = two.post("My card was declined")
    two.later(minutes=1)
    second = two.post("Hello?", conversation=first.conversation)
    told = [first, at(first, MAIN), second, at(second, MAIN)]
    assert len({two.take_in(told[number]) for number in order}) == 1
    with two.database.reading() as session:
        texts = sorted(message.text for message in session.exec(select(Message)))
    assert texts == ["Hello?", "My card was declined"]


def test_changes_told_by_either_account_are_changes_of_the_one_message(two: Bank) -> None:
    post = two.post("My card was declined")
    case_id = two.take_in(post)
    two.take_in(at(post, MAIN))
    two.later(minutes=1)
    change = edited(at(post, MAIN), "My card was declined twice", two)
    assert two.take_in(change) == case_id
    take(two, at(change, X_ACCOUNT))
    take(two, removed(at(post, MAIN)))
    with two.database.reading() as session:
        [message] = session.exec(select(Message))
    assert (message.revision, message.text) == (2, "")
    assert message.deleted_at is not None


def test_a_post_that_only_the_other_account_may_answer_is_answered_from_there(two: Bank) -> None:
    post = two.post("northbank ate my card", found_by="northbank", answerable=False)
    case_id = two.take_in(post)
    met = at(post, MAIN).model_copy(update={"found_by": "", "answerable": True})
    assert two.take_in(met) == case_id
    with two.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="Please try it again now. ^AH",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="form-1",
        )
    [delivery] = two.deliveries("reply")
    assert (delivery.payload["account"], delivery.lane) == (MAIN, f"x:post:{MAIN}")
    two.end(delivery, Receipt(reference="900", at=two.now))
    with two.database.reading() as session:
        answer = session.exec(select(Message).where(Message.external_id == "900")).one()
    assert answer.account == MAIN


def test_a_blocked_authors_post_to_two_accounts_is_kept_once(two: Bank) -> None:
    case_id = two.complaint(author="troll")
    with two.desk() as desk:
        blocking.block(desk, case_id=case_id, reason="Abuse", until=None, by=AMIRA)
    post = two.post("You again", author="troll")
    for account in (X_ACCOUNT, MAIN):
        take(two, at(post, account))
    with two.desk() as desk:
        [kept] = blocking.posts(desk)
        taking_in.take_in_after_all(desk, post_id=kept.pk, by=AMIRA)


def test_one_post_to_two_brands_is_two_cases_that_say_so(two: Bank) -> None:
    post = two.post("@NorthbankHelp @HarbourHelp you two!")
    ours = two.take_in(post)
    theirs = two.take_in(at(post, HARBOUR))
    assert ours != theirs
    with two.desk() as desk:
        assert len(linking.links_of(desk, case_id=ours)) == 1
    assert f"Linked to C-{theirs}" in headline(two, ours)
    assert f"Linked to C-{ours}" in headline(two, theirs)
