"""Our only answer is gone: a person says what that means, and until then the case counts as it is."""

import pytest
from sqlmodel import select

from bot.desk.answers import replies
from bot.desk.desk import DeskError
from bot.desk.digests import issuing
from bot.desk.moderation import moderation, removed_answers
from bot.desk.ownership import claims
from bot.digest.figure import Figure
from bot.digest.report import Report
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.records.answers.answer_removal import AnswerRemoval
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import CaseState, Surface
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.sla.clock import ClockState, SlaClock
from bot.domain.sla.policy import Metric
from bot.domain.sla.replays.replay import canonical, replay
from bot.outbox.outcome import Receipt
from bot.slack.api.names import Names
from bot.slack.shown.lists import Lists, Which
from bot.storage.clocks.history import history_of
from bot.storage.clocks.stored_clocks import clocks_of
from tests.desk.conftest import Bank

AMIRA = Actor.staff("U0AMIRA")


@pytest.fixture
def case_id(bank: Bank) -> int:
    """A case of Amira's that was answered once, from here."""
    number = bank.complaint()
    with bank.desk() as desk:
        claims.claim(desk, case_id=number, by=AMIRA, slack_user_id=AMIRA.id)
    answer(bank, number, "r1")
    return number


def answer(bank: Bank, case_id: int, key: str, purpose: Purpose = Purpose.ANSWERS) -> None:
    bank.later(minutes=2)
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text=f"We are sorry: {key}.",
            surface=Surface.PUBLIC,
            purpose=purpose,
            by=AMIRA,
            request_key=key,
        )
    bank.end(bank.deliveries("reply")[-1], Receipt(f"9{key}", at=bank.now))


def gone(bank: Bank, key: str = "9r1", *, ours: bool = True) -> Inbound:
    """What the platform tells of its removal: a webhook of our own post, or a look at all posts."""
    bank.later(minutes=2)
    return Inbound(
        channel="x",
        account="1001001001",
        happening=Happening.REMOVED,
        external_id=key,
        conversation="1",
        is_ours=ours,
        at=bank.now,
    )


def answers(bank: Bank, case_id: int) -> list[Message]:
    with bank.database.reading() as session:
        query = select(Message).where(
            Message.case_id == case_id, Message.direction == Direction.OUTBOUND
        )
        return list(session.exec(query))


def next_response(bank: Bank, case_id: int) -> SlaClock | None:
    with bank.database.reading() as session:
        found = clocks_of(session=session, case_id=case_id)
    return next((clock for clock in found if clock.metric is Metric.NEXT_RESPONSE), None)


def replays(bank: Bank, case_id: int) -> bool:
    with bank.database.reading() as session:
        recorded = clocks_of(session=session, case_id=case_id)
        history = history_of(session=session, case_id=case_id)
    assert history is not None
    return canonical(replay(history, rules=bank.rules, now=bank.now)) == canonical(recorded)


def report(bank: Bank) -> Report:
    bank.later(minutes=1)
    with bank.desk() as desk:
        return issuing.issue_now(desk, digest="daily", by=Actor.staff("U0DANIEL"))


def decides(bank: Bank, case_id: int, *, owed: bool) -> None:
    decide = removed_answers.owed if owed else removed_answers.leave
    with bank.desk() as desk:
        decide(desk, message_id=answers(bank, case_id)[0].pk, by=AMIRA)


def removal(bank: Bank) -> AnswerRemoval:
    with bank.database.reading() as session:
        return session.exec(select(AnswerRemoval)).one()


@pytest.mark.parametrize("ours", [True, False])
def test_the_owner_is_asked_by_name_what_it_means(bank: Bank, case_id: int, *, ours: bool) -> None:
    bank.take_in(gone(bank, ours=ours))
    event = bank.deliveries("slack.event")[-1].payload
    assert (event["template"], event["to_person"]) == ("answer_gone", "U0AMIRA")
    assert removal(bank).decided_at is None
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER


def test_until_somebody_decides_it_is_counted_apart_and_not_as_answered(
    bank: Bank, case_id: int
) -> None:
    before = report(bank)
    assert (before.count(Figure.ANSWERED), before.count(Figure.ANSWER_GONE)) == (1, 0)
    bank.take_in(gone(bank))
    after = report(bank)
    assert (after.count(Figure.ANSWERED), after.count(Figure.ANSWER_GONE)) == (0, 1)
    assert after.count(Figure.NOT_ANSWERED) == 1
    decides(bank, case_id, owed=False)
    left = report(bank)
    assert (left.count(Figure.ANSWERED), left.count(Figure.ANSWER_GONE)) == (1, 0)


def test_owed_again_starts_a_clock_from_now_and_the_case_waits_for_staff(
    bank: Bank, case_id: int
) -> None:
    bank.take_in(gone(bank))
    bank.later(minutes=30)
    decides(bank, case_id, owed=True)
    case, clock = bank.case(case_id), next_response(bank, case_id)
    assert (case.state, case.unanswered_since) == (CaseState.CLAIMED, bank.now)
    assert clock is not None
    assert (clock.state, clock.started_at) == (ClockState.RUNNING, bank.now)
    assert (removal(bank).owed, removal(bank).decided_by) == (True, "staff:U0AMIRA")
    assert report(bank).count(Figure.WAITING) == 1
    answer(bank, case_id, "r2")
    clock = next_response(bank, case_id)
    assert clock is not None
    assert clock.met_at == bank.now
    assert bank.case(case_id).state == CaseState.WITH_CUSTOMER
    assert replays(bank, case_id)


def test_left_at_that_no_clock_starts_and_who_decided_stands_there(
    bank: Bank, case_id: int
) -> None:
    bank.take_in(gone(bank))
    decides(bank, case_id, owed=False)
    assert next_response(bank, case_id) is None
    assert bank.case(case_id).first_answered_at is not None
    assert (removal(bank).owed, removal(bank).decided_by) == (False, "staff:U0AMIRA")
    assert bank.templates()[-1] == "answer_left"
    assert replays(bank, case_id)


def test_it_is_decided_once(bank: Bank, case_id: int) -> None:
    bank.take_in(gone(bank))
    decides(bank, case_id, owed=False)
    with pytest.raises(DeskError, match="decided that already"):
        decides(bank, case_id, owed=True)


def test_an_answer_given_meanwhile_decides_it(bank: Bank, case_id: int) -> None:
    bank.take_in(gone(bank))
    answer(bank, case_id, "r2")
    assert removal(bank).decided_at == bank.now
    with pytest.raises(DeskError, match="answered again meanwhile"):
        decides(bank, case_id, owed=True)


def test_where_another_answer_stands_nobody_is_asked(bank: Bank, case_id: int) -> None:
    answer(bank, case_id, "r2")
    bank.take_in(gone(bank))
    assert "answer_gone" not in bank.templates()
    bank.take_in(gone(bank, "9r2"))  # and now it was the only one
    assert bank.templates()[-1] == "answer_gone"


def test_a_removed_question_of_ours_is_no_answer(bank: Bank) -> None:
    number = bank.complaint()
    answer(bank, number, "r1", Purpose.ASKS)
    bank.take_in(gone(bank))
    assert "answer_gone" not in bank.templates()


def test_where_the_customer_waits_again_a_clock_runs_already(bank: Bank, case_id: int) -> None:
    bank.later(minutes=1)
    bank.take_in(bank.post("Hello?", conversation="1"))
    bank.take_in(gone(bank))
    assert "answer_gone" not in bank.templates()
    assert bank.case(case_id).unanswered_since is not None


def test_what_we_took_down_ourselves_is_asked_about_too(bank: Bank, case_id: int) -> None:
    bank.channel = bank.channel.model_copy(update={"can_remove_answers": True})
    with bank.desk() as desk:
        ours = answers(bank, case_id)[0].pk
        moderation.remove_answer(
            desk, case_id=case_id, message_id=ours, reason="Wrong customer", by=AMIRA
        )
    bank.take_in(gone(bank))  # the platform tells, before its receipt comes
    assert "answer_gone" not in bank.templates()
    bank.end(bank.deliveries("moderation")[-1], Receipt("9r1", at=bank.now))
    assert bank.templates()[-2:] == ["remove_answer_done", "answer_gone"]


def test_it_stands_first_on_its_owners_list_and_on_its_row(bank: Bank, case_id: int) -> None:
    other = bank.complaint("Another thing", author="ben")
    with bank.desk() as desk:
        claims.claim(desk, case_id=other, by=AMIRA, slack_user_id=AMIRA.id)
    bank.take_in(gone(bank))
    names = Names(titles={"x": "X"})
    with bank.database.reading() as session:
        lists = Lists(session=session, slack_user_id=AMIRA.id, names=names, now=bank.now)
        shown = lists.cases(Which.MINE, limit=5)
    assert [(each.case_id, each.answer_gone) for each in shown] == [(case_id, True), (other, False)]
