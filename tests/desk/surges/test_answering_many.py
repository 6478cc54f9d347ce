"""Many are answered in one go: exactly what was looked at, each by its own way, once, and no text twice."""

import pytest
from sqlalchemy import event
from sqlmodel import col, select

from bot.desk.case_access import lock_case
from bot.desk.drafts import locks
from bot.desk.surges import answering, sending, texts
from bot.desk.surges.answering import Prepared
from bot.desk.surges.texts import Looked
from bot.desk.surges.whom import Whom
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import CaseState
from bot.domain.records.staff import Actor, Role
from bot.domain.records.surge import SurgeAnswerText
from bot.outbox.outcome import Receipt
from tests.desk.conftest import Bank
from tests.desk.surges.outages import break_down, gathered, look, the_surge

LENA = Actor.staff("U0LENA")
LEAD = frozenset({Role.LEAD})
SORRY = "Hello {name}, the app is down. We are on it, and sorry."


@pytest.fixture(autouse=True)
def _lena(bank: Bank) -> None:
    bank.staff("U0LENA")


def looked(bank: Bank, *wordings: str, to_all: bool = False) -> Looked:
    with bank.database.reading() as session:
        return texts.look_through(
            bank.desk_on(session),
            whom=Whom(the_surge(bank).pk, to_all=to_all),
            wordings=wordings or (SORRY,),
            by=LENA,
            roles=LEAD,
        )


def prepare(
    bank: Bank,
    *wordings: str,
    purpose: Purpose = Purpose.ANSWERS,
    to_all: bool = False,
    resolves: bool = False,
) -> Prepared:
    seen = looked(bank, *wordings, to_all=to_all)
    with bank.desk() as desk:
        return answering.write_down(desk, seen, purpose=purpose, resolves=resolves, by=LENA)


def send(bank: Bank, prepared: Prepared, *, without: int = 0) -> int:
    ticked = {one.case_id for one in prepared.listed} - {without}
    with bank.desk() as desk:
        return answering.send(desk, answer_id=prepared.answer_id, ticked=ticked, by=LENA)


def send_due(bank: Bank) -> None:
    with bank.desk() as desk:
        while sending.send_due(desk, limit=25):
            pass


def on_their_way(bank: Bank) -> dict[int, str]:
    """What is on its way, by case."""
    return {int(d.case_id or 0): str(d.payload["text"]) for d in bank.deliveries("reply")}


def reasons(bank: Bank) -> dict[int, str]:
    with bank.database.reading() as session:
        query = select(SurgeAnswerText).where(SurgeAnswerText.state == "refused")
        return {row.case_id: row.reason for row in session.exec(query)}


def publish(bank: Bank) -> None:
    for number, delivery in enumerate(bank.deliveries("reply")):
        if delivery.reference is None:
            bank.end(delivery, Receipt(reference=f"p{number}-{delivery.id}"))


def test_each_gets_exactly_what_was_shown_and_it_is_theirs(bank: Bank) -> None:
    cases = break_down(bank)
    look(bank)
    prepared = prepare(bank)
    assert [one.case_id for one in prepared.listed] == cases
    assert prepared.listed[0].text == "Hello Outage0, the app is down. We are on it, and sorry."
    assert bank.deliveries("reply") == []
    assert send(bank, prepared) == len(cases)
    send_due(bank)
    send_due(bank)
    assert on_their_way(bank) == {one.case_id: one.text for one in prepared.listed}
    publish(bank)
    assert {bank.case(case_id).state for case_id in cases} == {CaseState.WITH_CUSTOMER}


def test_who_was_unticked_gets_nothing(bank: Bank) -> None:
    cases = break_down(bank)
    look(bank)
    send(bank, prepare(bank), without=cases[2])
    send_due(bank)
    assert set(on_their_way(bank)) == set(cases) - {cases[2]}


def test_no_text_goes_twice_on_one_account(bank: Bank) -> None:
    cases = break_down(bank)
    look(bank)
    prepared = prepare(bank, "We are on it.", "We know, and work on it.")
    assert len(prepared.listed) == 2
    assert len(prepared.refused) == len(cases) - 2
    assert "takes no text twice" in prepared.refused[0].refusal
    send(bank, prepared)
    send_due(bank)
    publish(bank)
    again = prepare(bank, "We are on it.", "One more way to say it")
    assert [one.text for one in again.listed] == ["One more way to say it"]


@pytest.mark.parametrize("wordings", [("",), ("Hello {first_name}",)])
def test_wordings_that_cannot_be_are_told(bank: Bank, wordings: tuple[str, ...]) -> None:
    break_down(bank)
    look(bank)
    with pytest.raises(texts.WordingsAreWrong):
        prepare(bank, *wordings)


def test_a_wording_of_what_nobody_wrote_down_is_passed_over_while_another_can_be_said(
    bank: Bank,
) -> None:
    cases = break_down(bank)
    look(bank)
    prepared = prepare(bank, "Come to {branches}, {name}.", SORRY)
    assert len(prepared.listed) == len(cases)
    assert all("we are on it" in one.text.lower() for one in prepared.listed)
    alone = prepare(bank, "Come to {branches}, {name}.")
    assert alone.listed == []
    assert {one.refusal for one in alone.refused} == {
        "Nothing is written down for {branches} in replies.toml."
    }


def test_what_the_gate_refuses_is_listed_with_the_reason(bank: Bank) -> None:
    break_down(bank)
    look(bank)
    prepared = prepare(bank, "Hello {name}, call 07700 900123")
    assert prepared.listed == []
    assert "phone number" in prepared.refused[0].refusal


def test_who_wrote_again_meanwhile_is_left_out_with_the_reason(bank: Bank) -> None:
    cases = break_down(bank)
    look(bank)
    prepared = prepare(bank)
    bank.take_in(bank.post("and now my rent is late because the app is down", author="outage1"))
    send(bank, prepared)
    send_due(bank)
    assert set(on_their_way(bank)) == set(cases) - {cases[1]}
    assert reasons(bank) == {
        cases[1]: "They wrote again meanwhile. Please answer them by themselves."
    }


def test_whom_a_colleague_writes_to_is_left_out_with_the_reason(bank: Bank) -> None:
    cases = break_down(bank)
    look(bank)
    prepared = prepare(bank)
    with bank.desk() as desk:
        locks.take(desk, case=lock_case(desk, case_id=cases[0]), slack_user_id="U0TOM")
    send(bank, prepared)
    send_due(bank)
    assert "<@U0TOM>" in reasons(bank)[cases[0]]
    assert len(on_their_way(bank)) == len(cases) - 1


def test_who_lost_the_role_meanwhile_sends_nothing(bank: Bank) -> None:
    break_down(bank)
    look(bank)
    send(bank, prepare(bank))
    bank.staff("U0LENA", roles=["agent"])
    send_due(bank)
    assert on_their_way(bank) == {}
    assert len(reasons(bank)) == len(gathered(bank))


def test_the_same_press_twice_or_anothers_sends_nothing(bank: Bank) -> None:
    break_down(bank)
    look(bank)
    prepared = prepare(bank)
    with bank.desk() as desk, pytest.raises(answering.NotToBeSent):
        answering.send(desk, answer_id=prepared.answer_id, ticked={1}, by=Actor.staff("U0DANIEL"))
    send(bank, prepared)
    with pytest.raises(answering.NotToBeSent):
        send(bank, prepared)
    with bank.desk() as desk, pytest.raises(answering.NotToBeSent):
        answering.send(desk, answer_id=999, ticked={1}, by=LENA)


def test_nothing_ticked_is_told(bank: Bank) -> None:
    break_down(bank)
    look(bank)
    prepared = prepare(bank)
    with bank.desk() as desk, pytest.raises(answering.NothingTicked):
        answering.send(desk, answer_id=prepared.answer_id, ticked=set(), by=LENA)


def test_when_it_is_mended_everybody_who_wrote_is_told_once_and_each_case_is_resolved(
    bank: Bank,
) -> None:
    cases = break_down(bank)
    look(bank)
    send(bank, prepare(bank))
    send_due(bank)
    publish(bank)
    assert prepare(bank).listed == []
    mended = prepare(bank, "{name}, it works again.", to_all=True, resolves=True)
    assert [one.case_id for one in mended.listed] == cases
    late = bank.complaint("Website still down", author="late")
    look(bank)
    send(bank, mended)
    send_due(bank)
    publish(bank)
    assert {bank.case(case_id).state for case_id in cases} == {CaseState.RESOLVED}
    once_more = prepare(bank, "{name}, it works again.", to_all=True)
    assert [one.case_id for one in once_more.listed] == [late]


def test_holding_words_stop_no_clock_and_resolve_nothing(bank: Bank) -> None:
    cases = break_down(bank)
    look(bank)
    send(bank, prepare(bank, purpose=Purpose.HOLDING, resolves=True))
    send_due(bank)
    publish(bank)
    assert all(bank.case(case_id).unanswered_since for case_id in cases)
    with bank.database.reading() as session:
        asked = session.exec(select(Reply).where(col(Reply.resolves_as).is_not(None))).all()
    assert asked == []


def test_more_than_a_hundred_come_in_further_goes(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "LISTED_MOST", 5)
    cases = break_down(bank)
    look(bank)
    seen: list[int] = []
    for left in (7, 2, 0):
        prepared = prepare(bank)
        assert prepared.more == left
        seen += [one.case_id for one in prepared.listed]
        send(bank, prepared)
        send_due(bank)
    assert seen == cases


def test_whoever_is_not_reached_in_time_comes_with_the_next_press(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = break_down(bank)
    look(bank)
    monkeypatch.setattr(texts, "LOOKS_FOR_S", 0.0)
    seen: list[int] = []
    for left in range(len(cases) - 1, -1, -1):
        prepared = prepare(bank)
        assert prepared.more == left
        seen += [one.case_id for one in prepared.listed]
        send(bank, prepared)
        send_due(bank)
    assert seen == cases


def test_a_look_asks_the_database_little_for_each(bank: Bank) -> None:
    break_down(bank)
    look(bank)
    looked(bank)
    asked: list[str] = []

    def note(_c: object, _cur: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(bank.database.engine, "before_cursor_execute", note)
    try:
        few = looked(bank)
        first = len(asked)
        break_down(bank, people=2 * len(few.listed))
        look(bank)
        asked.clear()
        many = looked(bank)
    finally:
        event.remove(bank.database.engine, "before_cursor_execute", note)
    more = len(many.listed) - len(few.listed)
    assert more >= len(few.listed)
    assert len(asked) - first <= 5 * more
