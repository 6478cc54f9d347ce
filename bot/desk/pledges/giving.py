"""An answer promises something: written down when a person says so, and given once the answer is out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.desk import case_access
from bot.desk.desk import Desk, DeskError
from bot.desk.pledges import standing
from bot.desk.threads import thread_events
from bot.domain.pledges.finding import Due, pledges_in
from bot.domain.records.answers.reply import Purpose, Reply
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Direction, Message
from bot.domain.records.pledge import Deed, Pledge, PledgeEnd
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.answer_parts import whole
from bot.language import say
from bot.storage import pledges

OFFERED = "pledge_offered"  # what is said under an answer that was given in the platform's own app
_ENDED_BY_WORDS = {Deed.UPDATE: frozenset(Purpose) - {Purpose.NOTHING}}
_BY_AN_ANSWER = frozenset({Purpose.ANSWERS})


class MomentPassed(DeskError):
    """Nobody can be reminded of what is over."""

    def __init__(self) -> None:
        super().__init__(say("That moment has passed. Choose a later one."))


class NothingPromised(DeskError):
    """The answer does not promise that, or its moment has passed, or it was written down already."""

    def __init__(self) -> None:
        super().__init__(
            say("There is nothing to be reminded of: it was written down already, or is over.")
        )


@dataclass(frozen=True)
class Chosen:
    """What whoever sends an answer wants to be reminded of."""

    deed: Deed
    due_at: datetime


def found(desk: Desk, *, case: Case, text: str, said_at: datetime | None = None) -> list[Due]:
    """What a text promises, by the hours of the case's team."""
    calendar = desk.rules.calendar_of_team(case.team)
    return pledges_in(text, said_at=said_at or desk.now, calendar=calendar)


def write_down(desk: Desk, *, reply: Reply, chosen: Sequence[Chosen], by: Actor) -> None:
    """Keep what this answer promises; it counts once it is published. Once for each answer.

    Raises MomentPassed.
    """
    if not chosen or pledges.of_reply(session=desk.session, reply_id=reply.pk):
        return
    if any(each.due_at <= desk.now for each in chosen):
        raise MomentPassed
    for each in chosen:
        row = Pledge(
            case_id=reply.case_id,
            reply_id=reply.pk,
            deed=each.deed,
            due_at=each.due_at,
            promised_by=by.id,
            written_at=desk.now,
        )
        _add(desk, row, by=by)


def given(desk: Desk, *, case: Case, reply: Reply, at: datetime) -> None:
    """The answer is out, or its first post: what it promises is owed from now on, and what it gives was kept.

    Where other words were approved that promise nothing, nothing is owed.
    """
    keep_by_answer(desk, case=case, purpose=reply.purpose, at=at, by=reply.by, reply_id=reply.pk)
    written = pledges.of_reply(session=desk.session, reply_id=reply.pk)
    if not written or not found(desk, case=case, text=whole(reply.text), said_at=reply.written_at):
        return
    for row in written:
        _give(desk, case=case, row=row, at=at)
    standing.draw(desk, case=case)


def by_native(desk: Desk, *, message_id: int, by: Actor) -> Case:
    """Take down what an answer promised that was given in the platform's own app, for whoever says so.

    Raises NoSuchCase, NothingPromised.
    """
    message = desk.session.get(Message, message_id)
    if message is None or message.direction != Direction.OUTBOUND:
        raise NothingPromised
    case = case_access.lock_case(desk, case_id=message.case_id)
    promised = offered_of(desk, case=case, message=message)
    if not promised:
        raise NothingPromised
    for due in promised:
        row = Pledge(
            case_id=case.number,
            message_id=message.pk,
            deed=due.deed,
            due_at=due.at,
            promised_by=by.id,
            written_at=desk.now,
        )
        _add(desk, row, by=by)
        _give(desk, case=case, row=row, at=message.posted_at)
    standing.draw(desk, case=case)
    thread_events.redraw_told(desk, case=case, templates={OFFERED})
    return case


def offered_of(desk: Desk, *, case: Case, message: Message) -> list[Due]:
    """What a native answer promises that nobody took down yet and whose moment is ahead."""
    if pledges.of_message(session=desk.session, message_id=message.pk):
        return []
    promised = found(desk, case=case, text=message.text, said_at=message.posted_at)
    return [due for due in promised if due.at > desk.now]


def _add(desk: Desk, row: Pledge, *, by: Actor) -> None:
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        row.case_id,
        Trail.PLEDGE,
        by=by,
        pledge=row.id,
        deed=row.deed,
        due_at=row.due_at,
        reply=row.reply_id,
        message=row.message_id,
    )


def _give(desk: Desk, *, case: Case, row: Pledge, at: datetime) -> None:
    row.case_id, row.given_at = case.number, at
    row.holder = standing.owner_of(desk, case_id=case.number, promised_by=row.promised_by)
    desk.session.add(row)
    desk.record(case.number, Trail.PLEDGE_GIVEN, by=Actor.system(), pledge=row.id, at=at)


def keep_by_answer(
    desk: Desk,
    *,
    case: Case,
    purpose: Purpose,
    at: datetime,
    by: Actor,
    reply_id: int | None = None,
) -> None:
    """An answer keeps the promise of one; an update that of an update. One in the platform's own app too."""
    kept = [
        row
        for row in pledges.owed(session=desk.session, case_id=case.number)
        if purpose in _what_keeps(row.deed)
        and (reply_id is None or row.reply_id != reply_id)
        and (row.given_at is None or row.given_at <= at)
    ]
    for row in kept:
        end(desk, row=row, outcome=PledgeEnd.KEPT, at=at, by=by)
    if kept:
        standing.draw(desk, case=case)


def _what_keeps(deed: Deed) -> frozenset[Purpose]:
    return _ENDED_BY_WORDS.get(deed, _BY_AN_ANSWER if deed is Deed.ANSWER else frozenset())


def end(desk: Desk, *, row: Pledge, outcome: PledgeEnd, at: datetime, by: Actor) -> None:
    """Write down what became of a pledge of a locked case. One that was late stays broken; one that was
    kept in time, of which we heard late, was not."""
    if outcome is PledgeEnd.KEPT:
        _judge(row, at=at)
    row.outcome, row.ended_at, row.ended_by = outcome, at, str(by)
    desk.session.add(row)
    verb = Trail.PLEDGE_KEPT if outcome is PledgeEnd.KEPT else Trail.PLEDGE_DROPPED
    desk.record(row.case_id, verb, by=by, pledge=row.id, deed=row.deed, due_at=row.due_at)


def drop_all(desk: Desk, *, case: Case, by: Actor) -> None:
    """Drop what is owed in a locked case whose words are gone: nobody can keep it any more."""
    for row in pledges.owed(session=desk.session, case_id=case.number):
        end(desk, row=row, outcome=PledgeEnd.DROPPED, at=desk.now, by=by)
    case.pledge_due_at = None
    desk.session.add(case)


def _judge(row: Pledge, *, at: datetime) -> None:
    """Whether it was broken, by when it was kept. What was broken before it was moved stays written down."""
    if at > row.due_at:
        row.broken_at = row.due_at
    elif row.broken_at == row.due_at:
        row.broken_at = None
