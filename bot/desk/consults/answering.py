"""What a team answers: with the form, or with a reply under the question. It comes into the case's thread.

Each answer is a note of the case, so that it is masked, followed when it is edited, and used, as any is.
Whoever answers locks the case first, so of two who answer at once the second is told who was quicker.
"""

from datetime import datetime

from bot.desk import private_words
from bot.desk.cases import notes
from bot.desk.consults import asking, places
from bot.desk.consults.asking import NotWaiting
from bot.desk.desk import Desk, DeskError
from bot.desk.threads.thread_events import redraw_told
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.note import Note, in_a_form
from bot.domain.records.consult import Consult, ConsultEnd
from bot.domain.records.staff import Actor
from bot.language import say
from bot.storage import consults


class NotYourChannel(DeskError):
    """The question is about private words, and this person is not in the channel where it stands."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This question is about a private talk, and you are not in the channel where it stands."
            )
        )


def waiting(desk: Desk, *, consult_id: int, by: Actor) -> tuple[Consult, Case]:
    """Lock a question that waits, for whoever may answer it. Raises NotWaiting, NotYourChannel, NoSuchQuestion.

    They need not be let see the case itself: the question shows what they may read of it.
    """
    row, case = places.lock(desk.as_system(), consult_id=consult_id)
    if row is None or not row.waits:
        raise NotWaiting(row)
    is_private = row.surface == Surface.PRIVATE
    if is_private and row.slack_channel not in private_words.channels_read_by(desk, by.id):
        raise NotYourChannel
    return row, case


def answer(desk: Desk, *, consult_id: int, text: str, by: Actor, request_key: str) -> Note:
    """Answer with a form. Raises what ``waiting`` raises."""
    row, case = waiting(desk, consult_id=consult_id, by=by)
    note = notes.keep(
        desk,
        case=case,
        slack_channel=row.slack_channel,
        slack_ts=in_a_form(request_key),
        slack_user_id=by.id,
        text=text,
        at=desk.now,
    )
    _came(desk, row=row, case=case, note=note, by=by)
    return note


def reply(
    desk: Desk,
    *,
    consult_id: int,
    slack_ts: str,
    slack_user_id: str,
    text: str,
    at: datetime,
) -> Note | None:
    """Keep a reply under the question: the first by anybody but whoever asked answers it, further ones add
    to that. ``None`` when it is known."""
    row, case = places.lock(desk.as_system(), consult_id=consult_id)
    if row is None or notes.known(desk, slack_channel=row.slack_channel, slack_ts=slack_ts):
        return None
    note = notes.keep(
        desk,
        case=case,
        slack_channel=row.slack_channel,
        slack_ts=slack_ts,
        slack_user_id=slack_user_id,
        text=text,
        at=at,
    )
    if slack_user_id != row.asked_by:
        _came(desk, row=row, case=case, note=note, by=Actor.staff(slack_user_id))
    return note


def decline(desk: Desk, *, consult_id: int, note: str, by: Actor) -> None:
    """Say that it is not for this team. Raises what ``waiting`` raises."""
    row, case = waiting(desk, consult_id=consult_id, by=by)
    asking.end(desk, row=row, case=case, ended_as=ConsultEnd.NOT_FOR_US, by=by, note=note)
    to = places.whom(desk, row=row, case=case)
    template = "consult_not_for_us"
    places.tell(desk, row=row, case=case, template=template, fact=f"q{row.id}", by=by, to_person=to)


def changed(desk: Desk, *, note: Note) -> None:
    """Draw anew what shows this note as an answer in the case's thread: it was edited, or is gone."""
    if not consults.of_case(session=desk.session, case_id=note.case_id):
        return
    case = desk.session.get_one(Case, note.case_id)
    redraw_told(desk, case=case, templates={"consult_answered"})


def _came(desk: Desk, *, row: Consult, case: Case, note: Note, by: Actor) -> None:
    """The first answer ends the wait; each is told in the case's thread, with a ping."""
    if row.waits:
        row.note_id = note.pk
        asking.end(desk, row=row, case=case, ended_as=ConsultEnd.ANSWERED, by=by)
    places.tell(
        desk,
        row=row,
        case=case,
        template="consult_answered",
        fact=f"n{note.id}",
        by=by,
        note=note.pk,
        to_person=places.whom(desk, row=row, case=case),
    )
