"""Whether the customer is there, what they have not seen, and what is done about it by whom."""

import pytest
from sqlmodel import select

from bot.desk.chat import endings, presence, waiting
from bot.domain.records.answers.reply import Reply
from bot.domain.records.chat import ChatInvitation, ChatWord
from bot.domain.records.messages.message import Message
from bot.outbox.delivery import DeliveryState
from bot.outbox.kinds import EventPayload
from bot.outbox.outcome import Receipt
from bot.storage.wake import Wake
from tests.desk.chat.conftest import Chat
from tests.desk.chat.test_invitations import URL

BY_ITSELF = {"chat": {"answer_waits": {"by_itself": True}}}


def leave(chat: Chat, cookie: str) -> None:
    """Close the last page."""
    with chat.bank.desk() as desk:
        presence.left(desk, session_id=chat.visitor_unasked(cookie))


def look(chat: Chat) -> None:
    """The timer ticks until nothing is due."""
    for _ in range(5):
        with chat.bank.desk() as desk:
            if not waiting.look_due(desk):
                return
    raise AssertionError("It is due for ever.")


def stands(chat: Chat) -> ChatInvitation:
    with chat.bank.database.reading() as session:
        return session.get_one(ChatInvitation, chat.invitation_id)


def is_away(chat: Chat) -> bool:
    return stands(chat).away_since is not None


def redraws(chat: Chat) -> int:
    return len(chat.bank.deliveries("slack.redraw"))


def waits(chat: Chat) -> int:
    """How often the thread says that an answer waits."""
    return chat.bank.templates().count("chat_answer_waits")


def told(chat: Chat) -> list[str]:
    """What went out to the customer beside the chat."""
    return [
        str(d.payload["text"]) for d in chat.bank.deliveries("reply") if d.payload["channel"] == "x"
    ]


def drawn(chat: Chat) -> None:
    """Let the headlines stand in Slack, and every redraw that waits be done."""
    for delivery in chat.bank.deliveries("slack.headline"):
        if delivery.state == DeliveryState.READY:
            chat.bank.end(delivery, Receipt(f"1.{delivery.id}"))
    for delivery in chat.bank.deliveries("slack.redraw"):
        if delivery.state == DeliveryState.READY:
            chat.bank.end(delivery, Receipt("1.1"))


# --- There, and away ---


def test_coming_leaving_and_coming_back_are_drawn_each_once(chat: Chat) -> None:
    cookie = chat.enter()
    drawn(chat)
    before = redraws(chat)
    leave(chat, cookie)
    assert is_away(chat)
    assert redraws(chat) == before + 2  # its public and its private thread
    leave(chat, cookie)  # a second page of another process
    assert redraws(chat) == before + 2
    drawn(chat)
    chat.visitor(cookie)
    assert not is_away(chat)
    assert redraws(chat) == before + 4
    chat.visitor(cookie)
    assert redraws(chat) == before + 4


def test_leaving_wakes_whoever_has_another_page_open(chat: Chat) -> None:
    """It asks, and the customer is there again."""
    cookie = chat.enter()
    wake = Wake(chat.bank.database)
    ticket = wake.ticket(f"chat:{chat.invitation_id}")
    leave(chat, cookie)
    assert wake.wait(f"chat:{chat.invitation_id}", ticket, timeout_s=0)


def test_a_locked_page_is_nobody(public_chat: Chat) -> None:
    cookie = public_chat.enter()
    before = redraws(public_chat)
    leave(public_chat, cookie)
    public_chat.visitor(cookie)
    assert redraws(public_chat) == before


def test_a_page_whose_process_died_is_away_after_a_while_and_no_sooner(chat: Chat) -> None:
    cookie = chat.enter()
    for _ in range(4):  # it asks once a minute
        chat.bank.later(minutes=1)
        chat.visitor(cookie)
        look(chat)
    assert not is_away(chat)
    last = chat.bank.now
    chat.bank.later(minutes=3)
    look(chat)
    assert stands(chat).away_since == last


def test_after_the_end_nobody_looks_any_more(chat: Chat) -> None:
    visitor = chat.visitor(chat.enter())
    with chat.bank.desk() as desk:
        endings.end(desk, visitor=visitor)
    chat.bank.later(hours=1)
    look(chat)
    assert stands(chat).look_at is None
    assert not is_away(chat)


# --- An answer sent while the page was closed is never told ---


def test_the_thread_says_that_an_answer_waits_once_in_an_absence(chat: Chat) -> None:
    cookie = chat.enter()
    leave(chat, cookie)
    chat.send(chat.answer("We have found it."))
    look(chat)
    assert waits(chat) == 0  # ten minutes are not over
    chat.bank.later(minutes=10)
    look(chat)
    look(chat)
    assert waits(chat) == 1
    chat.send(chat.answer("And more."))
    chat.bank.later(minutes=30)
    look(chat)
    assert waits(chat) == 1
    assert told(chat) == []


def test_also_to_a_page_that_is_open_and_that_nobody_looks_at(chat: Chat) -> None:
    cookie = chat.enter()
    chat.send(chat.answer("We have found it."))
    for _ in range(11):
        chat.bank.later(minutes=1)
        chat.visitor(cookie)
        look(chat)
    assert not is_away(chat)
    assert waits(chat) == 1


def test_who_comes_back_sees_it_and_staff_see_that(chat: Chat) -> None:
    cookie = chat.enter()
    leave(chat, cookie)
    chat.send(chat.answer("We have found it."))
    chat.bank.later(minutes=10)
    look(chat)
    for delivery in chat.bank.deliveries("slack.event"):
        chat.bank.end(delivery, Receipt(f"9.{delivery.id}"))
    drawn(chat)
    before = redraws(chat)
    chat.bank.later(minutes=5)
    assert chat.page(cookie) == ["We have found it."]
    chat.see(cookie)
    with chat.bank.database.reading() as session:
        assert session.exec(select(ChatWord.seen_at)).one() == chat.bank.now
    redrawn = [d.payload.get("delivery_id") for d in chat.bank.deliveries("slack.redraw")[before:]]
    events = {
        d.id: EventPayload.read(d.payload).template for d in chat.bank.deliveries("slack.event")
    }
    assert {events[number] for number in redrawn if number} == {"reply_queued", "chat_answer_waits"}
    chat.bank.later(minutes=20)
    look(chat)
    assert waits(chat) == 1


def test_what_was_seen_at_once_is_no_news(chat: Chat) -> None:
    cookie = chat.enter()
    chat.send(chat.answer("Hello"))
    chat.see(cookie)
    chat.bank.later(minutes=20)
    look(chat)
    assert waits(chat) == 0


# --- By the bank's rule ---


@pytest.fixture
def by_itself(chat: Chat) -> Chat:
    """A bank that lets its customers be told."""
    chat.bank.chat_url = URL
    chat.bank.lay_over(BY_ITSELF)
    return chat


def away_with_an_answer(chat: Chat) -> str:
    cookie = chat.enter()
    leave(chat, cookie)
    chat.send(chat.answer("We have found it."))
    chat.bank.later(minutes=10)
    look(chat)
    return cookie


def test_by_the_rule_exactly_the_shipped_words_go_once_and_as_by_earshot(by_itself: Chat) -> None:
    away_with_an_answer(by_itself)
    look(by_itself)
    assert told(by_itself) == [
        "We have answered you in our secure chat. Please open it again with the link that we sent you."
    ]
    assert by_itself.bank.templates().count("chat_told_by_itself") == 1
    with by_itself.bank.database.reading() as session:
        reply = session.exec(select(Reply).order_by(Reply.id.desc())).first()  # type: ignore[union-attr]  # a column
    assert reply is not None
    assert reply.slack_user_id == ""
    assert by_itself.bank.case(by_itself.case_id).unanswered_since is None


def test_once_while_they_are_away_and_again_only_after_they_were_there(by_itself: Chat) -> None:
    cookie = away_with_an_answer(by_itself)
    by_itself.bank.end(by_itself.bank.deliveries("reply")[-1], Receipt("n1"))
    by_itself.send(by_itself.answer("And more."))
    by_itself.bank.later(minutes=10)
    look(by_itself)
    assert len(told(by_itself)) == 1
    by_itself.see(cookie)
    leave(by_itself, cookie)
    by_itself.bank.later(minutes=1)
    by_itself.send(by_itself.answer("One more thing."))
    by_itself.bank.later(minutes=10)
    look(by_itself)
    assert len(told(by_itself)) == 2


def test_while_another_answer_is_in_doubt_it_waits_and_goes_then(by_itself: Chat) -> None:
    cookie = by_itself.enter()
    leave(by_itself, cookie)
    by_itself.send(by_itself.answer("We have found it."))
    doubtful = by_itself.answer("On its way")
    by_itself.bank.later(minutes=10)
    look(by_itself)
    assert told(by_itself) == []
    by_itself.send(doubtful)
    by_itself.bank.later(minutes=2)
    look(by_itself)
    assert len(told(by_itself)) == 1


def test_where_no_way_is_open_the_thread_still_says_so(by_itself: Chat) -> None:
    bank = by_itself.bank
    cookie = by_itself.enter()
    leave(by_itself, cookie)
    by_itself.send(by_itself.answer("We have found it."))
    with bank.desk() as desk:
        for message in desk.session.exec(select(Message)):
            message.answerable = False
            desk.session.add(message)
    bank.later(minutes=10)
    look(by_itself)
    assert told(by_itself) == []
    assert waits(by_itself) == 1


def test_off_by_default(chat: Chat) -> None:
    assert not chat.bank.rules.chat.answer_waits.by_itself
    away_with_an_answer(chat)
    assert told(chat) == []


# --- An hour later, on the same device ---


def test_by_a_public_link_the_same_browser_finds_its_talk_again_after_a_new_code(
    public_chat: Chat,
) -> None:
    chat, first = public_chat, public_chat.enter()
    chat.unlock(first)
    chat.say(first, "Where is my money?", "k1")
    chat.bank.later(hours=1)
    chat.send(chat.answer("It is there."))
    again = chat.enter(cookie=first)
    assert chat.page(again) == []  # locked until its code has come
    chat.unlock(again)
    assert chat.page(again) == ["Where is my money?", "It is there."]
    stranger = chat.enter()
    chat.unlock(stranger)
    assert chat.page(stranger) == []


def test_a_browser_that_never_proved_itself_finds_nothing_older(public_chat: Chat) -> None:
    chat = public_chat
    locked = chat.enter()
    owner = chat.enter()
    chat.unlock(owner)
    chat.say(owner, "A secret", "k1")
    again = chat.enter(cookie=locked)
    chat.unlock(again)
    assert chat.page(again) == []


def test_staff_are_told_what_whoever_came_anew_is_not_shown(public_chat: Chat) -> None:
    chat, first = public_chat, public_chat.enter()
    chat.unlock(first)
    chat.say(first, "Where is my money?", "k1")
    chat.unlock(chat.enter())
    entered = [
        EventPayload.read(d.payload).details.get("hides_earlier")
        for d in chat.bank.deliveries("slack.event")
        if d.payload["template"] == "chat_entered"
    ]
    assert entered == [False, True]
