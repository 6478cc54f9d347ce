"""Staff answer in the secure chat by the same form, and what they send is a word on the page, once."""

import random

import pytest
from sqlmodel import select

from bot.desk.answers.surfaces import How, NoPrivateAnswer, OpenSurface, surfaces_open, to_answer
from bot.desk.chat import endings, entry, seeing, talk
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, CaseState, Surface
from bot.domain.records.chat import ChatInvitation, ChatRoute
from bot.domain.records.messages.message import Direction, Message
from bot.outbox.outcome import Receipt, Refused
from bot.storage.wake import Wake
from tests.desk.chat.conftest import Chat, parcel


def private(chat: Chat) -> OpenSurface | None:
    """The private surface as the form offers it; None where it does not."""
    with chat.bank.desk() as desk:
        case = desk.session.get_one(Case, chat.case_id)
        found = {each.surface: each for each in surfaces_open(desk, case=case)}
    return found.get(Surface.PRIVATE)


def test_the_form_offers_the_chat_while_the_customer_is_in_it(chat: Chat) -> None:
    assert private(chat) is None  # the simulated channel carries no private words
    visitor = chat.visitor(chat.enter())
    assert private(chat) == OpenSurface(Surface.PRIVATE, How.CHAT)
    with chat.bank.desk() as desk:
        endings.end(desk, visitor=visitor)
    assert private(chat) is None


def test_a_locked_page_is_nobody_to_answer(public_chat: Chat) -> None:
    public_chat.enter()
    assert private(public_chat) is None


def test_nothing_is_offered_where_the_bank_has_no_chat_any_more(chat: Chat) -> None:
    chat.enter()
    del chat.bank.beside["webchat"]
    assert private(chat) is None
    with chat.bank.desk() as desk:
        case = desk.session.get_one(Case, chat.case_id)
        with pytest.raises(NoPrivateAnswer):
            to_answer(desk, case=case, surface=Surface.PRIVATE)


def test_an_answer_from_the_form_is_a_word_on_the_page(chat: Chat) -> None:
    cookie = chat.enter()
    asked = chat.say(cookie, "Where is my money?", "k1")
    chat.bank.staff("U0AMIRA", name="Amira Haddad")
    outcome = chat.send(chat.answer("On its way to you."))
    assert isinstance(outcome, Receipt)
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        question, answer = talk.words(desk, visitor=visitor)
    assert (question.number, question.seen) == (asked.number, True)
    assert (answer.text, answer.is_customer, answer.seen) == ("On its way to you.", False, False)
    assert (answer.who, answer.team) == ("Amira", "Northbank desk")
    case = chat.bank.case(chat.case_id)
    assert (case.state, case.unanswered_since) == (CaseState.WITH_CUSTOMER, None)
    with chat.bank.database.reading() as session:
        kept = session.exec(select(Message).where(Message.direction == Direction.OUTBOUND)).one()
    assert (kept.channel, kept.external_id) == ("webchat", outcome.reference)


def test_what_the_page_showed_is_seen(chat: Chat) -> None:
    cookie = chat.enter()
    chat.send(chat.answer("Hello"))
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        [word] = talk.words(desk, visitor=visitor)
        seeing.seen(desk, visitor=visitor, up_to=word.number)
        [again] = talk.words(desk, visitor=visitor)
    assert (word.seen, again.seen) == (False, True)


def test_an_answer_sent_while_the_page_was_closed_is_there_when_it_opens(chat: Chat) -> None:
    chat.enter()
    chat.bank.later(hours=2)
    chat.send(chat.answer("We have found it."))
    assert chat.page(chat.enter()) == ["We have found it."]


def test_sent_again_after_a_crash_it_is_there_once(chat: Chat) -> None:
    cookie = chat.enter()
    delivery = chat.answer("Once")
    carrier = chat.carrier
    first, again = carrier.send(parcel(delivery)), carrier.send(parcel(delivery))
    assert first == again
    assert carrier.look_for(parcel(delivery)) == [first]
    assert carrier.may_repeat(parcel(delivery))
    assert chat.page(cookie) == ["Once"]


def test_an_answer_to_a_chat_that_ended_meanwhile_is_refused_in_plain_words(chat: Chat) -> None:
    visitor = chat.visitor(chat.enter())
    delivery = chat.answer("Too late")
    with chat.bank.desk() as desk:
        endings.end(desk, visitor=visitor)
    outcome = chat.send(delivery)
    assert isinstance(outcome, Refused)
    assert "The secure chat has ended" in outcome.explanation
    assert "reply_refused" in chat.bank.templates()


def test_a_page_in_another_process_is_woken_by_either_side(chat: Chat) -> None:
    cookie = chat.enter()
    wake = Wake(chat.bank.database)
    topic = f"chat:{chat.invitation_id}"
    for act in (lambda: chat.say(cookie, "Hello", "k1"), lambda: chat.send(chat.answer("Hi"))):
        ticket = wake.ticket(topic)
        act()
        assert wake.wait(topic, ticket, timeout_s=0)


@pytest.mark.on_both
@pytest.mark.parametrize("seed", range(6))
def test_both_sides_at_once_nothing_lost_or_doubled_and_one_order(chat: Chat, seed: int) -> None:
    """Words and answers mixed, deliveries sent once or twice: every page shows each once, in one order."""
    dice = random.Random(seed)
    tabs = [chat.enter(), chat.enter()]
    said: list[str] = []
    for number in range(10):
        chat.bank.later(seconds=5)
        if dice.random() < 0.5:
            for _ in range(dice.choice([1, 2])):
                chat.say(dice.choice(tabs), f"word {number}", f"k{number}")
            said.append(f"word {number}")
        else:
            delivery = chat.answer(f"answer {number}")
            if dice.random() < 0.5:  # the process died after the send
                chat.carrier.send(parcel(delivery))
            chat.send(delivery)
            said.append(f"answer {number}")
    assert chat.page(tabs[0]) == chat.page(tabs[1]) == said


def test_an_answer_that_only_holds_stops_no_clock(chat: Chat) -> None:
    chat.say(chat.enter(), "Where is my money?", "k1")
    chat.send(chat.answer("We look into it.", purpose=Purpose.HOLDING))
    assert chat.bank.case(chat.case_id).unanswered_since is not None


def test_a_code_needed_page_sees_no_answer(chat: Chat) -> None:
    chat.enter()
    chat.send(chat.answer("A secret"))
    with chat.bank.desk() as desk:
        row = desk.session.get_one(ChatInvitation, chat.invitation_id)
        row.route = ChatRoute.PUBLIC
        desk.session.add(row)
    cookie = chat.enter()
    assert chat.page(cookie) == []
    with chat.bank.desk() as desk:
        visitor = entry.session_of(desk, cookie=cookie)
    assert visitor is not None
    assert visitor.code_needed
