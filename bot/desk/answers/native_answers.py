"""Saying what an answer given in the native app was: it counts as *answers* until somebody says else."""

from datetime import datetime

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.clocks import case_clocks, escalations, native_clocks
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import case_threads, postings
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.cases.closure import Closure
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_answers import AnswerWas
from bot.language import say
from bot.storage.cases.claims import open_claim


class CannotSay(DeskError):
    """It was said already, or it is no such answer; the sentence says which."""


def say_otherwise(desk: Desk, *, message_id: int, purpose: Purpose, by: Actor) -> Case:
    """The answer asked, held off, or moved to private: the clocks run on as if it had met none.

    Raises CannotSay, NotOpen.
    """
    case, message = _native(desk, message_id=message_id)
    if purpose is Purpose.ANSWERS:
        raise CannotSay(say("It counts as an answer already."))
    take_back(desk, case=case, message=message, purpose=purpose, by=by)
    thread = case_threads.get_or_open(desk, case=case, surface=message.surface).thread
    postings.event(
        desk,
        thread=thread,
        template="answer_was",
        fact=f"m{message.id}",
        by=by,
        message_id=message.id,
        purpose=str(purpose),
    )
    postings.redraw_said(desk, case=case, message_id=message.pk)
    postings.redraw(desk, case=case)
    return case


def _native(desk: Desk, *, message_id: int) -> tuple[Case, Message]:
    message = desk.session.get(Message, message_id)
    if message is None or message.direction != Direction.OUTBOUND or message.reply_id is not None:
        raise CannotSay(say("That is no answer that was given in the platform's own app."))
    case = case_access.lock_open_case(desk, case_id=message.case_id)
    desk.session.refresh(message)
    if message.purpose != Purpose.ANSWERS:
        raise CannotSay(say("Somebody has said already what that answer was."))
    if has_ended_since(desk, case=case, at=message.posted_at):
        raise CannotSay(
            say("The case was ended after that answer, so its clocks stay as they are.")
        )
    return case, message


def has_ended_since(desk: Desk, *, case: Case, at: datetime) -> bool:
    """Whether somebody ended the case after the answer of that time."""
    ended = select(Closure.id).where(Closure.case_id == case.number, col(Closure.closed_at) > at)
    return desk.session.exec(ended.limit(1)).first() is not None


def take_back(desk: Desk, *, case: Case, message: Message, purpose: Purpose, by: Actor) -> None:
    """Take back what was credited to a message that answered nothing; the caller has locked the case."""
    message.purpose = purpose
    desk.session.add(message)
    desk.session.flush()
    _credit_less(desk, case=case, message=message)
    desk.record(case.number, AnswerWas(message=message.id, purpose=str(purpose)), by=by)
    # What ran out behind that answer runs again, past its marks: its alerts were never spent on anybody.
    escalations.ring_again(desk, case_ids=[case.number])


def _credit_less(desk: Desk, *, case: Case, message: Message) -> None:
    session = desk.session
    case.first_answered_at = min(native_clocks.others(desk, message=message), default=None)
    session.add(case)
    session.flush()
    if message.purpose == Purpose.NOTHING:
        native_clocks.on_nothing_said(desk, case=case, message=message)
    waiting = native_clocks.on_no_answer(desk, case=case, message=message)
    if waiting is not None:
        case.unanswered_since = waiting.at
    crossed = case_clocks.oldest_unseen(desk, case=case, at=message.posted_at, seen_until=None)
    if message.purpose == Purpose.ASKS and crossed is None:
        case_clocks.on_asked(desk, case=case, at=message.posted_at)
    runs_on = message.purpose in {Purpose.HOLDING, Purpose.NOTHING}
    if runs_on and waiting:
        with_us_again(desk, case=case)
    case.touch()
    session.add(case)


def with_us_again(desk: Desk, *, case: Case) -> None:
    """Take a case back from its customer, who still waits for an answer; whoever owns it goes on."""
    if case.state == CaseState.WITH_CUSTOMER:
        owned = open_claim(session=desk.session, case_id=case.number) is not None
        case.move_to(CaseState.CLAIMED if owned else CaseState.NEW, now=desk.now)
