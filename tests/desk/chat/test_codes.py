"""A code from the customer's own account lets in the one browser that showed it, and nothing else does."""

import pytest
from sqlmodel import select

from bot.desk.chat import entry, standing
from bot.desk.intake import taking_in
from bot.desk.intake.taking_in import TakenIn
from bot.domain.channels.inbound import Inbound
from bot.domain.records.cases.case import Surface
from bot.domain.records.chat import ChatInvitation, ChatRoute, ChatSession
from bot.domain.records.messages.message import Message
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.sla.clock import SlaClock
from tests.desk.chat.conftest import Chat
from tests.desk.talks import private


def asked_for(chat: Chat, cookie: str) -> str:
    """The code that this browser shows now."""
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        return entry.new_code(desk, visitor=visitor)


def told(chat: Chat, inbound: Inbound) -> TakenIn:
    with chat.bank.desk() as desk:
        return taking_in.take_in(desk, inbound=inbound)


def sent(chat: Chat, code: str, **more: object) -> TakenIn:
    """The code as a public reply, by Ana unless it says otherwise."""
    return told(chat, chat.bank.post(f"@NorthbankHelp {code.lower()}", **more))  # type: ignore[arg-type]  # what a post says


def is_in(chat: Chat, cookie: str) -> bool:
    return chat.visitor(cookie).is_unlocked


def refusals(chat: Chat) -> list[str]:
    """Why codes let nobody in, as the trail has it; each is a line in the thread, too."""
    with chat.bank.database.reading() as session:
        query = select(AuditEntry.details).where(AuditEntry.verb == "chat_code_refused")
        found = [str(details["why"]) for details in session.exec(query)]
    assert chat.bank.templates().count("chat_code_refused") == len(found)
    return found


def trouble(chat: Chat, cookie: str) -> str:
    """What the page says about the code that came."""
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        return standing.state(desk, visitor=visitor).code_trouble


def everything_of_customers(chat: Chat) -> list[str]:
    with chat.bank.database.reading() as session:
        return list(session.exec(select(Message.text)))


def test_the_code_lets_in_the_browser_that_showed_it_and_is_nobodys_words(
    public_chat: Chat,
) -> None:
    mine, other = public_chat.enter(), public_chat.enter()
    code, _ = asked_for(public_chat, mine), asked_for(public_chat, other)
    with public_chat.bank.database.reading() as session:
        clocks = len(session.exec(select(SlaClock)).all())
    taken = sent(public_chat, code)
    assert taken == TakenIn(None, "a code of the secure chat")
    assert (is_in(public_chat, mine), is_in(public_chat, other)) == (True, False)
    assert everything_of_customers(public_chat) == ["My card was declined"]
    with public_chat.bank.database.reading() as session:
        assert len(session.exec(select(SlaClock)).all()) == clocks
    [line] = [
        d.payload
        for d in public_chat.bank.deliveries("slack.event")
        if d.payload["template"] == "chat_entered"
    ]
    assert line["public"] is True
    assert code not in repr([d.payload for d in public_chat.bank.deliveries()])


def test_it_may_come_by_direct_message(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    code = asked_for(public_chat, cookie)
    word = private(public_chat.bank, code)
    assert word.surface == Surface.PRIVATE
    told(public_chat, word)
    assert is_in(public_chat, cookie)


def test_told_twice_it_is_taken_once(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    post = public_chat.bank.post(asked_for(public_chat, cookie))
    assert told(public_chat, post) == told(public_chat, post)
    assert refusals(public_chat) == []
    assert is_in(public_chat, cookie)


def test_somebody_elses_account_lets_nobody_in(public_chat: Chat) -> None:
    """An attacker who read the public link sends the code of their page from an account of their own."""
    cookie = public_chat.enter()
    sent(public_chat, asked_for(public_chat, cookie), author="mallory")
    assert trouble(public_chat, cookie).startswith("Your code came from another account.")
    assert not is_in(public_chat, cookie)
    assert refusals(public_chat) == ["other_account"]
    assert everything_of_customers(public_chat) == ["My card was declined"]


def test_another_account_of_the_bank_is_not_where_it_was_asked_for(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    sent(public_chat, asked_for(public_chat, cookie), account="1001001002")
    assert not is_in(public_chat, cookie)
    assert refusals(public_chat) == ["other_account"]


def test_a_victim_who_sends_an_attackers_code_lets_in_that_browser_alone_and_it_is_marked(
    public_chat: Chat,
) -> None:
    """What was said before stays hidden from the attacker, and staff read how this browser came in."""
    victim = public_chat.enter()
    sent(public_chat, asked_for(public_chat, victim))
    public_chat.say(victim, "My salary goes to account 12345678", "k1")
    attacker = public_chat.enter()
    sent(public_chat, asked_for(public_chat, attacker))
    assert public_chat.page(attacker) == []
    assert len(public_chat.page(victim)) == 1
    entered = [
        d.payload["public"]
        for d in public_chat.bank.deliveries("slack.event")
        if d.payload["template"] == "chat_entered"
    ]
    assert entered == [True, True]


def test_a_wrong_code_lets_nobody_in(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    asked_for(public_chat, cookie)
    sent(public_chat, "ACD349")
    assert trouble(public_chat, cookie).startswith("A code came that is not the one shown here.")
    assert not is_in(public_chat, cookie)
    assert refusals(public_chat) == ["unknown"]


def test_an_old_code_lets_nobody_in(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    code = asked_for(public_chat, cookie)
    public_chat.bank.later(minutes=11)
    sent(public_chat, code)
    assert not is_in(public_chat, cookie)
    assert trouble(public_chat, cookie) == "Your code was too old when it came. Ask for a new one."
    assert refusals(public_chat) == ["expired"]
    asked_for(public_chat, cookie)
    assert trouble(public_chat, cookie) == ""


def test_a_code_counts_by_when_it_was_sent_however_late_it_reaches_us(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    post = public_chat.bank.post(asked_for(public_chat, cookie))
    public_chat.bank.later(minutes=15)
    told(public_chat, post)
    assert is_in(public_chat, cookie)


def test_the_code_before_the_newest_counts_no_more(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    first, _ = asked_for(public_chat, cookie), asked_for(public_chat, cookie)
    sent(public_chat, first)
    assert not is_in(public_chat, cookie)
    assert refusals(public_chat) == ["unknown"]


def test_a_code_is_used_once(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    code = asked_for(public_chat, cookie)
    sent(public_chat, code)
    sent(public_chat, code)
    assert refusals(public_chat) == ["used"]


@pytest.mark.parametrize("how", ["revoked_at", "ended_at"])
def test_no_code_opens_a_chat_that_is_over(public_chat: Chat, how: str) -> None:
    cookie = public_chat.enter()
    code = asked_for(public_chat, cookie)
    with public_chat.bank.desk() as desk:
        row = desk.session.get_one(ChatInvitation, public_chat.invitation_id)
        setattr(row, how, desk.now)
        desk.session.add(row)
    sent(public_chat, code)
    with public_chat.bank.database.reading() as session:
        assert session.exec(select(ChatSession.unlocked_at)).one() is None
    assert refusals(public_chat) == ["expired"]


@pytest.mark.parametrize("text", ["REFUND", "Call me, ACD349 is my booking", "123456"])
def test_words_are_words_also_while_a_code_is_awaited(public_chat: Chat, text: str) -> None:
    asked_for(public_chat, public_chat.enter())
    taken = told(public_chat, public_chat.bank.post(text))
    assert taken.case_id == public_chat.case_id


def test_what_looks_like_a_code_is_words_once_the_page_was_left_long_ago(public_chat: Chat) -> None:
    """Anybody can open a public link, ask for a code and go: the customer's words are not lost by it."""
    asked_for(public_chat, public_chat.enter())
    public_chat.bank.later(minutes=21)
    assert told(public_chat, public_chat.bank.post("ACD349")).case_id == public_chat.case_id
    assert refusals(public_chat) == []


def test_what_looks_like_a_code_is_words_where_nobody_waits_for_one(chat: Chat) -> None:
    assert chat.invitation_id
    with chat.bank.database.reading() as session:
        assert session.get_one(ChatInvitation, chat.invitation_id).route == ChatRoute.DIRECT
    assert told(chat, chat.bank.post("ACD349")).case_id == chat.case_id
