"""What it means that our only answer was removed: one is owed again, or it is left at that."""

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.clocks import case_clocks
from bot.desk.desk import Desk, DeskError
from bot.desk.messages import recording
from bot.desk.threads import case_threads, postings
from bot.domain.records.answers.answer_removal import AnswerRemoval
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.of_answers import AnswerLeft, AnswerOwed
from bot.domain.text.moments import colleague, moment
from bot.language import say
from bot.storage.cases.claims import open_claim


class NothingToDecide(DeskError):
    """Somebody decided already, or the customer was answered again; the sentence says which."""


def owed(desk: Desk, *, message_id: int, by: Actor) -> Case:
    """An answer is owed again: its clock starts now. Raises NothingToDecide, NotOpen."""
    case, message, removal = _locked(desk, message_id=message_id)
    removal.owed = True
    _decide(desk, removal=removal, by=by)
    waits = _last_word(desk, case=case)
    case.first_answered_at = None
    case.unanswered_since = desk.now
    claimed = open_claim(session=desk.session, case_id=case.number) is not None
    case.move_to(CaseState.CLAIMED if claimed else CaseState.NEW, now=desk.now)
    desk.session.add(case)
    surface = waits.surface if waits is not None else message.surface
    said = AnswerOwed(
        message=message.id, waits=waits.id if waits is not None else None, surface=str(surface)
    )
    desk.record(case.number, said, by=by)
    is_timed = case_clocks.on_owed_again(desk, case=case, message=waits, surface=surface)
    if not is_timed:
        recording.flag_without_clock(desk, case=case)
    _tell(desk, case=case, message=message, template="answer_owed", by=by)
    return case


def leave(desk: Desk, *, message_id: int, by: Actor) -> Case:
    """The customer was answered, though the answer is gone. Raises NothingToDecide, NotOpen."""
    case, message, removal = _locked(desk, message_id=message_id)
    _decide(desk, removal=removal, by=by)
    case.touch()
    desk.session.add(case)
    desk.record(case.number, AnswerLeft(message=message.id), by=by)
    _tell(desk, case=case, message=message, template="answer_left", by=by)
    return case


def _locked(desk: Desk, *, message_id: int) -> tuple[Case, Message, AnswerRemoval]:
    message = desk.session.get(Message, message_id)
    if message is None:
        raise NothingToDecide(say("There is nothing to decide about that answer."))
    case = case_access.lock_open_case(desk, case_id=message.case_id)
    query = select(AnswerRemoval).where(AnswerRemoval.message_id == message_id)
    removal = desk.session.exec(query.with_for_update()).first()
    if removal is None:
        raise NothingToDecide(say("There is nothing to decide about that answer."))
    if removal.decided_at is not None:
        raise NothingToDecide(_decided(removal))
    return case, message, removal


def _decided(removal: AnswerRemoval) -> str:
    by, at = Actor.parse(removal.decided_by or "system"), removal.decided_at
    if not by.slack_user_id or at is None:
        return say("The customer was answered again meanwhile, so there is nothing to decide.")
    return say(
        "{who} decided that already, {when}.", who=colleague(by.slack_user_id), when=moment(at)
    )


def _decide(desk: Desk, *, removal: AnswerRemoval, by: Actor) -> None:
    removal.decided_at, removal.decided_by = desk.now, str(by)
    desk.session.add(removal)


def _last_word(desk: Desk, *, case: Case) -> Message | None:
    query = (
        select(Message)
        .where(Message.case_id == case.number, Message.direction == Direction.INBOUND)
        .order_by(col(Message.posted_at).desc(), col(Message.id).desc())
    )
    return desk.session.exec(query.limit(1)).first()


def _tell(desk: Desk, *, case: Case, message: Message, template: str, by: Actor) -> None:
    postings.event(
        desk,
        thread=case_threads.get_or_open(desk, case=case, surface=message.surface).thread,
        template=template,
        fact=f"m{message.id}",
        by=by,
        message_id=message.id,
    )
    postings.redraw(desk, case=case)
