"""A cause that was mended: its customers are told in one go, those of cases long ended too, each once."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.desk.cases import closures
from bot.desk.lessons import causes, marks
from bot.desk.lessons.causes import Step
from bot.desk.surges import answering, sending, texts, whom
from bot.desk.surges.answering import Prepared
from bot.desk.surges.whom import NotMended, Whom
from bot.domain.lessons.cause_step import CauseState
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.staff import Actor, Role
from bot.domain.records.surge import SurgeAnswerText
from bot.outbox.outcome import Receipt
from tests.desk.conftest import Bank

LENA = Actor.staff("U0LENA")
MENDED = Whom(cause="refund_slow", to_all=True)


@pytest.fixture(autouse=True)
def _lena(bank: Bank) -> None:
    bank.staff("U0LENA")


def with_cause(bank: Bank, author: str, *, ended: CaseState | None = None) -> int:
    case_id = bank.complaint(author=author)
    with bank.desk() as desk:
        marks.name_cause(desk, case_id=case_id, cause="refund_slow", by=LENA)
        if ended is not None:
            outcome = Outcome.EXPLAINED
            closures.resolve(desk, case_id=case_id, outcome=outcome, remark="By phone", by=LENA)
    return case_id


def mend(bank: Bank) -> None:
    with bank.desk() as desk:
        causes.change(desk, cause="refund_slow", step=Step(CauseState.MENDED), by=LENA)


def prepare(bank: Bank) -> Prepared:
    with bank.desk() as desk:
        looked = texts.look_through(
            desk,
            whom=MENDED,
            wordings=["Good news, {name}: refunds take a day again."],
            by=LENA,
            roles=frozenset({Role.LEAD}),
        )
        return answering.write_down(desk, looked, purpose=Purpose.ANSWERS, resolves=True, by=LENA)


def tell(bank: Bank, prepared: Prepared) -> None:
    with bank.desk() as desk:
        ticked = {one.case_id for one in prepared.listed}
        answering.send(desk, answer_id=prepared.answer_id, ticked=ticked, by=LENA)
    with bank.desk() as desk:
        sending.send_due(desk, limit=25)
    with bank.database.reading() as session:
        rows = session.exec(select(SurgeAnswerText)).all()
    assert {row.reason for row in rows} == {""}
    for number, delivery in enumerate(bank.deliveries("reply")):
        if delivery.reference is None:
            bank.end(delivery, Receipt(reference=f"p{number}-{delivery.id}"))


def test_before_it_is_mended_nobody_is_told(bank: Bank) -> None:
    with_cause(bank, "ana")
    with pytest.raises(NotMended):
        prepare(bank)


def test_customers_of_open_resolved_and_closed_cases_are_told_once(bank: Bank) -> None:
    closed = with_cause(bank, "ana", ended=CaseState.CLOSED)
    bank.later(days=40)
    with bank.desk() as desk:
        closures.close_due(desk)
    resolved = with_cause(bank, "ben", ended=CaseState.RESOLVED)
    waits = with_cause(bank, "cem")
    mend(bank)
    prepared = prepare(bank)
    assert [one.case_id for one in prepared.listed] == [closed, resolved, waits]
    tell(bank, prepared)
    told = {each.case_id: each.payload["text"] for each in bank.deliveries("reply")}
    assert told == {one.case_id: one.text for one in prepared.listed}
    states = {case_id: bank.case(case_id).state for case_id in (closed, resolved, waits)}
    assert states == {
        closed: CaseState.CLOSED,
        resolved: CaseState.RESOLVED,
        waits: CaseState.RESOLVED,
    }
    assert prepare(bank).listed == []


def test_a_customer_of_two_cases_is_told_in_the_newest(bank: Bank) -> None:
    with_cause(bank, "ana", ended=CaseState.CLOSED)
    bank.later(days=40)
    with bank.desk() as desk:
        closures.close_due(desk)
    newest = with_cause(bank, "ana")
    with bank.desk() as desk:
        assert whom.cases(desk, MENDED) == [newest]


def test_whoever_is_hit_again_after_it_was_mended_is_told_again(bank: Bank) -> None:
    with_cause(bank, "ana")
    mend(bank)
    tell(bank, prepare(bank))
    bank.later(days=40)
    with bank.desk() as desk:
        closures.close_due(desk)
    again = with_cause(bank, "ana")
    with bank.desk() as desk:
        assert whom.cases(desk, MENDED) == [again]


def test_what_was_named_more_than_a_year_ago_is_let_rest(bank: Bank) -> None:
    with_cause(bank, "ana")
    bank.now += timedelta(days=366)
    with bank.desk() as desk:
        assert whom.cases(desk, MENDED) == []


def let_go(bank: Bank, prepared: Prepared, *, by: Actor = LENA) -> None:
    with bank.desk() as desk:
        ticked = {one.case_id for one in prepared.listed}
        answering.send(desk, answer_id=prepared.answer_id, ticked=ticked, by=by)


def send_due(bank: Bank, *, limit: int = 25) -> None:
    with bank.desk() as desk:
        sending.send_due(desk, limit=limit)


def notices(bank: Bank) -> list[tuple[str, str]]:
    sent = bank.deliveries("slack.notice")
    return [(str(one.payload["slack_channel"]), str(one.payload["text"])) for one in sent]


def test_whoever_let_it_go_is_told_once_what_did_not_go_and_the_page_says_why(bank: Bank) -> None:
    first, second = with_cause(bank, "ana"), with_cause(bank, "ben")
    mend(bank)
    let_go(bank, prepare(bank))
    bank.later(minutes=1)
    bank.complaint("And one thing more", author="ben")
    before = notices(bank)
    send_due(bank, limit=1)
    assert notices(bank) == before  # not all were tried
    send_due(bank)
    send_due(bank)
    [told] = notices(bank)[len(before) :]
    # What the cause is called is said in the reader's language, when it is drawn.
    assert told == (
        LENA.id,
        f"🔴 1 of 2 answers on “refund_slow” did not go: C-{second}. `/case causes` says why.",
    )
    assert {each.case_id for each in bank.deliveries("reply")} == {first}
    with bank.desk() as desk:
        [stands] = [one for one in causes.stands(desk) if one.cause == "refund_slow"]
    why = "They wrote again meanwhile. Please answer them by themselves."
    assert (stands.to_tell, list(stands.refused)) == (1, [(second, why)])


def test_of_two_who_look_at_the_same_time_one_tells(bank: Bank) -> None:
    with_cause(bank, "ana")
    mend(bank)
    first, second = prepare(bank), prepare(bank)
    let_go(bank, second)
    let_go(bank, first)
    send_due(bank)
    assert len(bank.deliveries("reply")) == 1
    with bank.database.reading() as session:
        rows = {row.answer_id: row for row in session.exec(select(SurgeAnswerText))}
    assert rows[first.answer_id].state == "queued"
    assert rows[second.answer_id].reason.startswith("A colleague told them already")
