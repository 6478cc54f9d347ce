"""What is said in a chat: nothing lost, nothing doubled, no card number, and clocks as for any word."""

import random
import threading

import pytest
from sqlmodel import select

from bot.desk.cases import closures, merging
from bot.desk.chat import endings, standing
from bot.desk.chat.refusals import (
    LONGEST_WORD,
    CardNumberRefused,
    ChatEnded,
    NothingSaid,
    TooLong,
)
from bot.domain.records.cases.case import Case, CaseState, CaseThread, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.chat import ChatInvitation, ChatWord
from bot.domain.records.messages.message import Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from bot.storage.clocks.timeline import timeline
from tests.desk.chat.conftest import Chat
from tests.desk.conftest import Bank
from tests.desk.talks import private, with_private_words

CARD = "4111 1111 1111 1111"


def test_a_word_is_a_private_message_of_the_customer(chat: Chat) -> None:
    cookie = chat.enter()
    word = chat.say(cookie, "  My account is 12345678, sort code 12-34-56 ", "k1")
    with chat.bank.database.reading() as session:
        row = session.get_one(ChatWord, word.number)
        message = session.get_one(Message, row.message_id)
        thread = session.exec(select(CaseThread).where(CaseThread.surface == Surface.PRIVATE)).one()
    assert (message.channel, message.surface) == ("webchat", Surface.PRIVATE)
    assert message.author_id == chat.bank.case(chat.case_id).author_id
    assert "12345678" not in message.text
    assert thread.slack_channel == "C0NBPRIVATE"
    assert chat.page(cookie) == [message.text]


def test_the_same_key_again_is_the_same_word(chat: Chat) -> None:
    cookie = chat.enter()
    first, again = chat.say(cookie, "Hello", "k1"), chat.say(cookie, "Hello", "k1")
    assert first == again
    assert chat.page(cookie) == ["Hello"]


def test_a_word_sent_again_after_the_end_is_still_the_one_that_was_kept(chat: Chat) -> None:
    cookie = chat.enter()
    first = chat.say(cookie, "Hello", "k1")
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        endings.end(desk, visitor=visitor)
    assert chat.say(cookie, "Hello", "k1") == first
    with pytest.raises(ChatEnded):
        chat.say(cookie, "One more", "k2")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (f"Here it is: {CARD}", CardNumberRefused),
        ("x" * (LONGEST_WORD + 1), TooLong),
        (" \n ", NothingSaid),
    ],
)
def test_what_is_refused_is_stored_nowhere(chat: Chat, text: str, refusal: type[Exception]) -> None:
    cookie = chat.enter()
    with pytest.raises(refusal):
        chat.say(cookie, text, "k1")
    with chat.bank.database.reading() as session:
        assert session.exec(select(ChatWord)).all() == []
        assert CARD not in " ".join(session.exec(select(MessageRevision.text)))


def test_a_word_wakes_the_case_and_starts_its_clock(chat: Chat) -> None:
    cookie = chat.enter()
    chat.say(cookie, "Somebody stole my card", "k1")
    case = chat.bank.case(chat.case_id)
    assert case.state == CaseState.NEW
    assert case.unanswered_since is not None
    with chat.bank.database.reading() as session:
        metrics = {clock.metric for clock in session.exec(select(SlaClock))}
    assert "first_response" in metrics
    assert "private_window" not in metrics


def test_two_tabs_of_one_customer_show_the_same_talk(chat: Chat) -> None:
    one, other = chat.enter(), chat.enter()
    chat.say(one, "From the phone", "k1")
    chat.say(other, "From the desk", "k2")
    assert chat.page(one) == chat.page(other) == ["From the phone", "From the desk"]


def test_a_page_opened_by_a_public_link_shows_nothing_older_than_the_entry(
    public_chat: Chat,
) -> None:
    first = public_chat.enter()
    public_chat.unlock(first)
    public_chat.say(first, "My secret", "k1")
    second = public_chat.enter()
    public_chat.unlock(second)
    public_chat.say(first, "And now", "k2")
    assert public_chat.page(second) == ["And now"]


def test_two_customers_with_the_same_key_are_two_words(bank: Bank) -> None:
    chat = Chat(bank)
    other_case = bank.complaint("My transfer is lost", author="bob")
    chat.invite(case_id=other_case, token="of-bob")
    ana, bob = chat.enter(), chat.enter("of-bob")
    chat.say(ana, "I am Ana", "k1")
    chat.say(bob, "I am Bob", "k1")
    assert (chat.page(ana), chat.page(bob)) == (["I am Ana"], ["I am Bob"])


def test_a_word_to_a_resolved_case_reopens_it(chat: Chat) -> None:
    cookie = chat.enter()
    with chat.bank.desk() as desk:
        amira = Actor.staff("U0AMIRA")
        closures.resolve(desk, case_id=chat.case_id, outcome=Outcome.FIXED, remark="", by=amira)
    chat.say(cookie, "It is still declined", "k1")
    assert chat.bank.case(chat.case_id).is_open


def test_a_chat_lives_a_day_longer_with_each_word(chat: Chat) -> None:
    chat.bank.later(hours=71)
    cookie = chat.enter()
    chat.say(cookie, "I am late", "k1")
    chat.bank.later(hours=12)
    chat.say(chat.enter(), "And still here", "k2")


def test_state_says_when_somebody_is_there_and_nothing_to_a_locked_page(
    public_chat: Chat,
) -> None:
    visitor = public_chat.visitor(public_chat.enter())
    with public_chat.bank.desk() as desk:
        open_now = standing.state(desk, visitor=visitor)
    assert (open_now.is_open, open_now.opens_at, open_now.who) == (True, None, "")
    assert open_now.promise.startswith("We answer within ")
    public_chat.bank.later(hours=12)
    with public_chat.bank.desk() as desk:
        assert standing.state(desk, visitor=visitor).opens_at is not None


def test_what_the_customer_says_at_the_end_is_kept(chat: Chat) -> None:
    visitor = chat.visitor(chat.enter())
    with chat.bank.desk() as desk:
        endings.end(desk, visitor=visitor)
        endings.end(desk, visitor=visitor)
        endings.rate(desk, visitor=visitor, solved=True, stars=9)
    with chat.bank.database.reading() as session:
        kept = session.get_one(ChatInvitation, chat.invitation_id)
        state = (kept.solved, kept.stars, kept.ended_by.startswith("customer:"))
    assert state == (True, 5, True)
    assert chat.bank.templates().count("chat_ended") == 1


@pytest.mark.on_both
@pytest.mark.parametrize("seed", range(8))
def test_no_word_is_lost_or_doubled_and_the_order_is_kept(chat: Chat, seed: int) -> None:
    """Whatever is sent again, from whichever tab: each key is one word, in the order of its first sending."""
    dice = random.Random(seed)
    tabs = [chat.enter(), chat.enter()]
    sent = [dice.randrange(6) for _ in range(12)]
    for key in sent:
        chat.say(dice.choice(tabs), f"word {key}", f"k{key}")
    once = [f"word {key}" for key in dict.fromkeys(sent)]
    assert chat.page(tabs[0]) == chat.page(tabs[1]) == once


def test_a_chat_goes_on_where_its_customers_cases_were_merged(chat: Chat) -> None:
    cookie = chat.enter()
    other = chat.bank.complaint("Another thing, about my loan", author="bob")
    with chat.bank.desk() as desk:
        row = desk.session.get_one(Case, other)  # as if Ana had written it, apart from the first
        row.author_id = desk.session.get_one(Case, chat.case_id).author_id
        desk.session.add(row)
    with chat.bank.desk() as desk:
        merging.merge(desk, case_id=chat.case_id, into=other, by=Actor.staff("U0AMIRA"))
    chat.say(cookie, "I am still here", "k1")
    with chat.bank.database.reading() as session:
        [message] = session.exec(select(Message).where(Message.channel == "webchat"))
    assert message.case_id == other


def test_no_chat_goes_on_in_the_case_of_another_customer(chat: Chat) -> None:
    bobs = chat.bank.complaint("My transfer is lost", author="bob")
    with chat.bank.desk() as desk, pytest.raises(merging.CannotMerge, match="secure chat"):
        merging.merge(desk, case_id=chat.case_id, into=bobs, by=Actor.staff("U0AMIRA"))


@pytest.mark.on_both
def test_one_word_sent_by_two_processes_at_once_is_one(chat: Chat) -> None:
    cookie = chat.enter()
    together, numbers = threading.Barrier(2), list[int]()

    def send() -> None:
        together.wait()
        numbers.append(chat.say(cookie, "Hello", "k1").number)

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(numbers)) == 1
    assert len(numbers) == 2
    assert chat.page(cookie) == ["Hello"]


def test_no_window_of_the_platform_opens_by_a_word_in_the_chat_and_a_replay_says_so_too(
    bank: Bank,
) -> None:
    """An answer there keeps the window of a direct message; the clocks replay to the byte."""
    with_private_words(bank)
    chat = Chat(bank)
    bank.take_in(private(bank, "By direct message"))
    bank.later(minutes=10)
    cookie = chat.enter()
    chat.say(cookie, "In the chat", "k1")
    bank.later(minutes=5)
    chat.send(chat.answer("We have it"))
    bank.later(minutes=5)
    chat.say(cookie, "Thank you, and my card?", "k2")
    with bank.database.reading() as session:
        clocks = clocks_of(session=session, case_id=chat.case_id)
        history = history_of(session=session, case_id=chat.case_id)
        in_force = timeline(session=session, present=bank.rules)
    assert history is not None
    hours = bank.channel.private_window_h
    again = replay(history, rules=in_force, now=bank.now, window_h=hours)
    windows = [clock for clock in clocks if clock.metric is Metric.PRIVATE_WINDOW]
    assert len(windows) == 1
    assert windows[0].met_at is not None
    assert canonical(again) == canonical(clocks)
