"""What an answer promised: given when it is out, kept or broken, and with whoever has the case."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot.desk.answers import replies
from bot.desk.cases import closures, merging
from bot.desk.erasure import erasing
from bot.desk.house import weekly_data
from bot.desk.ownership import claims
from bot.desk.pledges import deciding, giving, watching
from bot.desk.pledges.giving import Chosen
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import CaseThread, Surface
from bot.domain.records.cases.closure import Outcome
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.pledge import Deed, Pledge, PledgeEnd
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.rules.house.weekly_data import AbsenceRow, Kind
from bot.domain.triage.worklist import Pressure
from bot.outbox.kinds import EventPayload
from bot.outbox.outcome import Receipt, Refused
from bot.storage.triage.worklist import Worklist
from tests.desk.answers.test_native_answers import native
from tests.desk.conftest import Bank
from tests.desk.talks import private, with_private_words

AMIRA, LENA = Actor.staff("U0AMIRA"), Actor.staff("U0LENA")
WORDS = "Sorry about that. We'll call you by 5 pm."
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _people(bank: Bank) -> None:
    for who in ("U0AMIRA", "U0LENA", "U0DANIEL"):
        bank.staff(who)


def promise(
    bank: Bank,
    case_id: int,
    *,
    text: str = WORDS,
    deed: Deed = Deed.CALL,
    within: timedelta = 2 * HOUR,
    purpose: Purpose = Purpose.HOLDING,
    is_out: bool = True,
    key: str = "form-1",
    surface: Surface = Surface.PUBLIC,
) -> int:
    """Amira sends an answer that promises something; the number of what it promised."""
    with bank.desk() as desk:
        reply = replies.reply(
            desk,
            case_id=case_id,
            text=text,
            surface=surface,
            purpose=purpose,
            by=AMIRA,
            request_key=key,
        )
        chosen = [Chosen(deed, bank.now + within)]
        giving.write_down(desk, reply=reply, chosen=chosen, by=AMIRA)
        giving.write_down(desk, reply=reply, chosen=chosen, by=AMIRA)  # sent twice
    if is_out:
        publish(bank)
    with bank.database.reading() as session:
        [row] = session.exec(select(Pledge).where(Pledge.reply_id == reply.id)).all()
        return row.pk


def publish(bank: Bank) -> None:
    delivery = bank.deliveries("reply")[-1]
    bank.end(delivery, Receipt(reference=f"ours-{delivery.id}", at=bank.now))


def pledge(bank: Bank, number: int) -> Pledge:
    with bank.database.reading() as session:
        return session.get_one(Pledge, number)


def tick(bank: Bank) -> None:
    with bank.desk() as desk:
        watching.look_due(desk)
    with bank.desk() as desk:
        assert watching.look_due(desk) == 0


def told(bank: Bank, template: str) -> list[str]:
    """Whom direct messages of this kind went to."""
    found = [EventPayload.read(each.payload) for each in bank.deliveries("slack.event")]
    return [each.slack_channel for each in found if each.template == template]


def trail(bank: Bank, case_id: int) -> list[str]:
    with bank.database.reading() as session:
        found = session.exec(select(AuditEntry).where(AuditEntry.case_id == case_id))
        return [each.verb for each in found if each.verb.startswith("pledge")]


def due_of(bank: Bank, case_id: int) -> datetime | None:
    return bank.case(case_id).pledge_due_at


def test_it_is_owed_from_when_its_answer_is_out(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id, is_out=False)
    assert not pledge(bank, number).is_open
    assert due_of(bank, case_id) is None
    publish(bank)
    row = pledge(bank, number)
    assert row.is_open
    assert (row.holder, row.promised_by) == ("U0AMIRA", "U0AMIRA")
    assert due_of(bank, case_id) == row.due_at
    assert trail(bank, case_id) == ["pledge", "pledge_given"]


def test_of_an_answer_that_never_went_nothing_is_owed(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id, is_out=False)
    bank.end(bank.deliveries("reply")[-1], Refused(code="no", explanation="No."))
    bank.later(hours=9)
    tick(bank)
    assert not pledge(bank, number).is_open
    assert told(bank, "pledge_broken") == []


def test_where_other_words_went_that_promise_nothing_nothing_is_owed(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id, is_out=False)
    with bank.desk() as desk:
        reply = desk.session.get_one(Reply, desk.session.get_one(Pledge, number).reply_id)
        reply.text = "Sorry about that."
        desk.session.add(reply)
    publish(bank)
    assert not pledge(bank, number).is_open


def test_kept_in_time_it_is_owed_no_more_and_nobody_is_told(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    bank.later(hours=1)
    with bank.desk() as desk:
        deciding.keep(desk, case_id=case_id, pledge_id=number, by=LENA)
    row = pledge(bank, number)
    assert (row.outcome, row.ended_by, row.broken_at) == (PledgeEnd.KEPT, "staff:U0LENA", None)
    assert due_of(bank, case_id) is None
    bank.later(hours=5)
    tick(bank)
    assert told(bank, "pledge_soon") == told(bank, "pledge_broken") == []
    with bank.desk() as desk, pytest.raises(deciding.NothingOwed):
        deciding.drop(desk, case_id=case_id, pledge_id=number, by=AMIRA)


def test_said_to_be_kept_after_its_time_it_was_broken(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    bank.later(hours=3)
    with bank.desk() as desk:
        deciding.keep(desk, case_id=case_id, pledge_id=number, by=AMIRA)
    row = pledge(bank, number)
    assert row.broken_at == row.due_at


def test_kept_in_time_it_is_not_broken_though_the_receipt_comes_late(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id, deed=Deed.UPDATE)
    bank.later(hours=1)
    in_time = bank.now
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="Here is what we know.",
            surface=Surface.PUBLIC,
            purpose=Purpose.ANSWERS,
            by=AMIRA,
            request_key="form-2",
        )
    bank.later(hours=2)
    tick(bank)
    assert pledge(bank, number).broken_at is not None
    bank.end(bank.deliveries("reply")[-1], Receipt(reference="ours-2", at=in_time))
    row = pledge(bank, number)
    assert (row.outcome, row.ended_at, row.broken_at) == (PledgeEnd.KEPT, in_time, None)


def test_whoever_has_it_is_reminded_then_told_and_then_whoever_has_duty(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    bank.later(hours=1, minutes=29)
    tick(bank)
    assert told(bank, "pledge_soon") == []
    bank.later(minutes=1)
    tick(bank)
    assert told(bank, "pledge_soon") == ["U0AMIRA"]
    bank.later(minutes=30)
    tick(bank)
    assert told(bank, "pledge_broken") == []  # the second itself is in time
    bank.later(seconds=1)
    tick(bank)
    assert told(bank, "pledge_broken") == ["U0AMIRA"]
    bank.later(minutes=15)
    tick(bank)
    with bank.desk() as desk:
        duty = list(desk.rules.duty_targets(bank.now, "desk"))
    assert told(bank, "pledge_broken") == ["U0AMIRA", *(d for d in duty if d != "U0AMIRA")]
    assert pledge(bank, number).broken_at == pledge(bank, number).due_at
    assert trail(bank, case_id)[-1] == "pledge_broken"


def test_a_broken_one_comes_before_what_is_only_about_to_be_late(bank: Bank) -> None:
    calm, broken = bank.complaint(author="bo"), bank.complaint()
    promise(bank, broken, within=HOUR / 10)

    def places() -> dict[int, Pressure]:
        with bank.database.reading() as session:
            found = Worklist(session=session, now=bank.now).places([calm, broken])
        return {number: place.pressure for number, place in found.items()}

    assert places()[broken] is Pressure.AT_RISK
    bank.later(minutes=7)
    assert places()[broken] is Pressure.LATE
    assert places()[calm] > Pressure.LATE


def test_moved_it_is_reminded_of_anew_and_what_was_broken_stays_so(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    bank.later(hours=3)
    tick(bank)
    first = pledge(bank, number).broken_at
    with bank.desk() as desk:
        later = bank.now + 2 * HOUR
        deciding.move(desk, case_id=case_id, pledge_id=number, due_at=later, by=AMIRA)
    assert pledge(bank, number).broken_at == first
    assert due_of(bank, case_id) == later
    bank.later(hours=3)
    tick(bank)
    assert pledge(bank, number).broken_at == later
    assert told(bank, "pledge_broken").count("U0AMIRA") == 2
    with bank.desk() as desk, pytest.raises(giving.MomentPassed):
        deciding.move(desk, case_id=case_id, pledge_id=number, due_at=first or later, by=AMIRA)


def test_it_goes_with_the_case_to_whoever_takes_it_and_both_are_told(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    with bank.desk() as desk:
        claims.release(desk, case_id=case_id, by=AMIRA)
    tick(bank)
    assert pledge(bank, number).holder == "U0AMIRA"  # nobody has it: whoever promised sees to it
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=LENA, slack_user_id="U0LENA")
    tick(bank)
    row = pledge(bank, number)
    assert (row.holder, row.promised_by) == ("U0LENA", "U0AMIRA")
    assert told(bank, "pledge_passed") == ["U0AMIRA", "U0LENA"]


def test_told_in_a_thread_what_was_promised_in_private_is_told_there_alone(bank: Bank) -> None:
    with_private_words(bank)
    bank.lay_over({"events": {"events": {"pledge_broken": "thread"}}})
    case_id = bank.complaint()
    bank.take_in(private(bank, "Please call me"))
    promise(bank, case_id, surface=Surface.PRIVATE)
    bank.later(hours=3)
    tick(bank)
    found = [EventPayload.read(each.payload) for each in bank.deliveries("slack.event")]
    with bank.database.reading() as session:
        surfaces = {
            session.get_one(CaseThread, each.thread_id).surface
            for each in found
            if each.template == "pledge_broken"
        }
    assert surfaces == {Surface.PRIVATE}


def test_of_whoever_had_it_and_left_nothing_is_told(bank: Bank) -> None:
    case_id = bank.complaint()
    promise(bank, case_id)
    with bank.desk() as desk:
        claims.release(desk, case_id=case_id, by=AMIRA)
    with bank.desk() as desk:
        claims.claim(desk, case_id=case_id, by=LENA, slack_user_id="U0LENA")
    bank.staff("U0AMIRA", is_gone=True)
    tick(bank)
    assert told(bank, "pledge_passed") == ["U0LENA"]


def test_of_an_erased_case_nothing_is_owed(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    with bank.desk() as desk:
        erasing.erase_case(desk, case_id=case_id, by=LENA, cause="request", reason="DSAR-17")
    row = pledge(bank, number)
    assert (row.outcome, row.ended_by) == (PledgeEnd.DROPPED, "staff:U0LENA")
    assert due_of(bank, case_id) is None
    bank.later(hours=3)
    tick(bank)
    assert told(bank, "pledge_broken") == []


def test_while_its_holder_is_away_their_stand_in_is_told(bank: Bank) -> None:
    case_id = bank.complaint()
    promise(bank, case_id)
    with bank.desk() as desk:
        away = AbsenceRow(
            person="U0AMIRA", start=bank.now, until=bank.now + 9 * HOUR, stand_in="U0LENA"
        )
        weekly_data.add(desk, kind=Kind.ABSENCES, row=away, by=Actor.operator("ops"))
    bank.later(hours=3)
    tick(bank)
    assert told(bank, "pledge_broken")[0] == "U0LENA"


def test_merged_it_goes_on_where_its_case_does(bank: Bank) -> None:
    case_id, other = bank.complaint(), bank.complaint(author="bo")
    number = promise(bank, case_id)
    with bank.desk() as desk:
        claims.claim(desk, case_id=other, by=LENA, slack_user_id="U0LENA")
    with bank.desk() as desk:
        merging.merge(desk, case_id=case_id, into=other, by=LENA)
    tick(bank)
    row = pledge(bank, number)
    assert (row.case_id, row.holder) == (other, "U0LENA")
    assert due_of(bank, other) == row.due_at
    assert due_of(bank, case_id) is None
    with bank.desk() as desk:  # the button on the old headline
        deciding.keep(desk, case_id=case_id, pledge_id=number, by=LENA)
    assert due_of(bank, other) is None


def test_it_outlives_the_end_of_its_case(bank: Bank) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id)
    with bank.desk() as desk:
        closures.resolve(
            desk, case_id=case_id, outcome=Outcome.EXPLAINED, remark="", by=AMIRA, acceptance=""
        )
    bank.later(hours=3)
    tick(bank)
    assert "U0AMIRA" in told(bank, "pledge_broken")
    with bank.desk() as desk:
        deciding.keep(desk, case_id=case_id, pledge_id=number, by=AMIRA)


@pytest.mark.parametrize(
    ("deed", "purpose", "is_kept"),
    [
        (Deed.ANSWER, Purpose.ANSWERS, True),
        (Deed.ANSWER, Purpose.HOLDING, False),
        (Deed.UPDATE, Purpose.HOLDING, True),
        (Deed.CALL, Purpose.ANSWERS, False),
    ],
)
def test_the_next_answer_keeps_what_it_gives(
    bank: Bank, deed: Deed, purpose: Purpose, is_kept: bool
) -> None:
    case_id = bank.complaint()
    number = promise(bank, case_id, deed=deed)
    bank.later(minutes=30)
    with bank.desk() as desk:
        replies.reply(
            desk,
            case_id=case_id,
            text="Here is what we know.",
            surface=Surface.PUBLIC,
            purpose=purpose,
            by=AMIRA,
            request_key="form-2",
        )
    publish(bank)
    assert (pledge(bank, number).outcome is PledgeEnd.KEPT) is is_kept


def test_an_answer_in_the_native_app_keeps_what_was_promised_before_it(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    number = promise(bank, case_id, deed=Deed.ANSWER)
    bank.take_in(native(bank, first, "As we said.", at=bank.now - HOUR))
    assert pledge(bank, number).is_open
    bank.later(hours=1)
    bank.take_in(native(bank, first, "Your card works again."))
    row = pledge(bank, number)
    assert (row.outcome, row.ended_by) == (PledgeEnd.KEPT, "platform:x")
    assert due_of(bank, case_id) is None


def test_what_an_answer_in_the_native_app_promises_is_offered_and_taken_down(bank: Bank) -> None:
    first = bank.post("My card was declined")
    case_id = bank.take_in(first)
    bank.take_in(native(bank, first, "We will call you within two hours."))
    assert "pledge_offered" in bank.templates()
    with bank.database.reading() as session:
        query = select(Message).where(Message.direction == Direction.OUTBOUND)
        message_id = session.exec(query).one().pk
    with bank.desk() as desk:
        giving.by_native(desk, message_id=message_id, by=LENA)
    assert due_of(bank, case_id) == bank.now + 2 * HOUR
    with bank.desk() as desk, pytest.raises(giving.NothingPromised):
        giving.by_native(desk, message_id=message_id, by=LENA)


def test_a_moment_that_has_passed_is_refused(bank: Bank) -> None:
    case_id = bank.complaint()
    with pytest.raises(giving.MomentPassed):
        promise(bank, case_id, within=-HOUR)
