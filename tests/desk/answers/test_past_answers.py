"""What was answered before to the like of it: by place and words, with what became of it, and gone when it must."""

import pytest
from sqlmodel import select

from bot.desk.answers import past_answers, surfaces
from bot.desk.answers.past_answers import NotOffered, PastOffer
from bot.desk.cases import closures
from bot.desk.erasure import erasing
from bot.desk.messages import author_names
from bot.desk.moderation import moderation
from bot.domain.channels.inbound import Happening, Introduced, Person
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.outbox.outcome import Receipt
from bot.storage.answers import past_answers as stored
from tests.desk.answers.test_replies import answer
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")
REFUND = "Ana, your refund is on its way and reaches you in three days."
REFUND_IN_ARABIC = "المبلغ المسترد في طريقه إليك ويصلك خلال ثلاثة أيام."


def answered(
    bank: Bank, said: str, text: str, *, author: str, purpose: Purpose = Purpose.ANSWERS
) -> int:
    """A case that was answered so."""
    bank.later(minutes=1)
    case_id = bank.complaint(said, author=author)
    delivery = answer(bank, case_id, text, purpose=purpose, key=f"form-{case_id}")
    bank.end(delivery, Receipt(f"9{case_id}", at=bank.now))
    return case_id


def offers(bank: Bank, case_id: int) -> tuple[PastOffer, ...]:
    with bank.desk() as desk:
        case = bank.case(case_id)
        found = surfaces.to_answer(desk, case=case, surface=Surface.PUBLIC)
        return past_answers.offers(desk, case=case, surface=Surface.PUBLIC, answers=found)


def texts(bank: Bank, case_id: int) -> list[str]:
    return [one.text for one in offers(bank, case_id)]


def resolve(bank: Bank, case_id: int) -> None:
    with bank.desk() as desk:
        closures.resolve(desk, case_id=case_id, outcome=Outcome.FIXED, remark="", by=AMIRA)


def test_the_likest_comes_first_with_what_became_of_it(bank: Bank) -> None:
    refund = answered(bank, "Where is my refund for the cancelled flight?", REFUND, author="ana")
    answered(bank, "Your branch in the high street was closed", "It opens at ten.", author="bo")
    resolve(bank, refund)
    asks = bank.complaint("My flight was cancelled, and where is the refund", author="cy")
    assert [(one.text, one.became) for one in offers(bank, asks)] == [
        (REFUND.replace("Ana", "{name}"), "fixed")
    ]


def test_it_is_made_out_to_who_asks_now(bank: Bank) -> None:
    answered(bank, "Where is my refund for the cancelled flight?", REFUND, author="ana")
    asks = bank.complaint("The flight was cancelled, where is my refund", author="cy")
    [one] = offers(bank, asks)
    case = bank.case(asks)
    with bank.desk() as desk:
        text = past_answers.text_of(desk, case=case, surface=Surface.PUBLIC, reply_id=one.reply_id)
        assert text == REFUND.replace("Ana", "Cy")
        with pytest.raises(NotOffered):
            past_answers.text_of(desk, case=case, surface=Surface.PRIVATE, reply_id=one.reply_id)


def test_an_arabic_question_is_offered_arabic_answers_alone(bank: Bank) -> None:
    said = "وين المبلغ المسترد حق الرحلة الملغاة"
    answered(bank, said, REFUND_IN_ARABIC, author="huda")
    answered(bank, "Where is my refund for the cancelled flight?", REFUND, author="ana")
    arabic = bank.complaint("وين المبلغ المسترد لين الحين ما وصل", author="sami")
    assert texts(bank, arabic) == [REFUND_IN_ARABIC]
    assert texts(bank, bank.complaint("Refund of my cancelled flight?", author="cy")) != []


def test_what_was_reopened_comes_after_what_held_and_three_are_the_most(bank: Bank) -> None:
    said = "My refund of the cancelled flight is missing"
    reopened = answered(bank, said, "Wait for it, please.", author="ana")
    resolve(bank, reopened)
    bank.later(hours=1)
    bank.complaint("It is still missing!", author="ana")
    for number, author in enumerate(("bo", "cy", "di")):
        answered(bank, f"{said} {number}", f"We looked: it left us, part {number}.", author=author)
    found = offers(bank, bank.complaint(said, author="el"))
    assert len(found) == past_answers.OFFERED_MOST
    assert "reopened" not in [one.became for one in found]


@pytest.mark.parametrize("purpose", [Purpose.HOLDING, Purpose.ASKS])
def test_what_answers_nothing_is_not_kept(bank: Bank, purpose: Purpose) -> None:
    answered(bank, "Where is my cancelled refund?", REFUND, author="ana", purpose=purpose)
    assert texts(bank, bank.complaint("My cancelled refund, where is it", author="cy")) == []


def test_other_words_are_offered_nothing(bank: Bank) -> None:
    answered(bank, "Where is my refund for the cancelled flight?", REFUND, author="ana")
    assert texts(bank, bank.complaint("Your app shows an empty page", author="cy")) == []
    assert texts(bank, bank.complaint("Hello?", author="di")) == []


def test_it_goes_with_the_post_it_answered_and_with_its_erased_case(bank: Bank) -> None:
    said = "Where is my refund for the cancelled flight?"
    post = bank.post(said, author="ana")
    delivery = answer(bank, bank.take_in(post), REFUND)
    bank.end(delivery, Receipt("900", at=bank.now))
    erased = answered(bank, said, "It is paid.", author="bo")
    asks = bank.complaint("The refund of my cancelled flight, where is it", author="cy")
    assert len(texts(bank, asks)) == 2
    bank.later(minutes=1)
    bank.take_in(post.model_copy(update={"happening": Happening.REMOVED, "at": bank.now}))
    assert texts(bank, asks) == ["It is paid."]
    with bank.desk() as desk:
        erasing.erase_case(desk, case_id=erased, by=AMIRA, cause="request", reason="DSAR-1")
    assert texts(bank, asks) == []


SAID = "Where is my refund for the cancelled flight?"


def asks_the_like(bank: Bank) -> int:
    return bank.complaint("The refund of my cancelled flight, where is it", author="cy")


@pytest.mark.parametrize("by_us", [True, False], ids=["by us", "at the platform"])
def test_an_answer_that_was_taken_down_is_offered_no_more(bank: Bank, by_us: bool) -> None:
    bank.channel = bank.channel.model_copy(update={"can_remove_answers": True})
    case_id = answered(bank, SAID, REFUND, author="ana")
    asks = asks_the_like(bank)
    assert len(texts(bank, asks)) == 1
    with bank.desk() as desk:
        query = select(Message).where(
            Message.case_id == case_id, Message.direction == Direction.OUTBOUND
        )
        ours = desk.session.exec(query).one()
    bank.later(minutes=1)
    if by_us:
        with bank.desk() as desk:
            moderation.remove_answer(
                desk, case_id=case_id, message_id=ours.pk, reason="It was wrong", by=AMIRA
            )
        bank.end(bank.deliveries("moderation")[-1], Receipt(ours.external_id))
    else:
        gone = bank.post("", happening=Happening.REMOVED, external_id=ours.external_id, at=bank.now)
        bank.take_in(gone)
    assert texts(bank, asks) == []


def test_a_question_that_was_edited_finds_its_answer_no_more(bank: Bank) -> None:
    post = bank.post(SAID, author="ana")
    bank.end(answer(bank, bank.take_in(post), REFUND), Receipt("900", at=bank.now))
    asks = asks_the_like(bank)
    assert len(texts(bank, asks)) == 1
    bank.later(minutes=1)
    changed = {"happening": Happening.EDITED, "at": bank.now, "text": "Thank you, all is well"}
    bank.take_in(post.model_copy(update=changed))
    assert texts(bank, asks) == []


def test_whoever_asked_in_anothers_case_is_not_named(bank: Bank) -> None:
    bank.complaint("Hello?", author="ben")
    anas = bank.complaint(SAID, author="ana")
    with bank.desk() as desk:  # as staff can move a word by splitting what was one
        ben = desk.session.exec(select(Author.id).where(Author.handle == "ben")).one()
        moved = desk.session.exec(select(Message).where(Message.case_id == anas)).one()
        moved.author_id = ben
        desk.session.add(moved)
    text = f"Ben, C-{anas} of Ana is paid. @ben, see the app."
    bank.end(answer(bank, anas, text), Receipt("900", at=bank.now))
    assert texts(bank, asks_the_like(bank)) == [
        "{name}, {case} of {name} is paid. {handle}, see the app."
    ]


def test_what_was_answered_by_a_former_name_is_offered_to_nobody(bank: Bank) -> None:
    post = bank.post(SAID, author="ana")
    bank.end(answer(bank, bank.take_in(post), REFUND), Receipt("900", at=bank.now))
    asks = asks_the_like(bank)
    assert len(texts(bank, asks)) == 1
    who = post.author
    assert who is not None
    with bank.desk() as desk:
        person = Person(external_id=who.external_id, name="Zoe")
        author_names.introduce(
            desk, told=Introduced(channel=post.channel, account=post.account, person=person)
        )
    assert texts(bank, asks) == []


def test_the_oldest_of_a_place_make_room(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "KEPT_MOST", 1)
    said = "Where is my refund for the cancelled flight?"
    answered(bank, said, "The first.", author="ana")
    answered(bank, said, "The second.", author="bo")
    assert texts(bank, bank.complaint(said, author="cy")) == ["The second."]
