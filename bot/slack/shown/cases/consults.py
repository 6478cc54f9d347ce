"""Reads a question to a team as the views show it."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from bot import clock
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.cases.note import Note
from bot.domain.records.consult import Consult
from bot.domain.text.references import case_reference
from bot.outbox.delivery import Delivery
from bot.outbox.keys import consult_key
from bot.outbox.kinds import EventPayload
from bot.slack.api.names import Names
from bot.slack.views.consult import ConsultShown
from bot.slack.views.consults.asked_lines import AskedShown
from bot.storage import consults


def consult_shown(
    *, session: Session, row: Consult, names: Names, note_id: int = 0, with_words: bool = True
) -> ConsultShown:
    """How it stands now; ``note_id``: the answer that is meant, of several."""
    answered = note_id or row.note_id or 0
    note = session.get(Note, answered) if answered else None
    return ConsultShown(
        consult_id=row.pk,
        team=names.teams.get(row.team, row.team),
        asked_by=row.asked_by,
        due_at=row.due_at,
        waits=row.waits,
        is_late=row.is_late(clock.now()),
        ended_as=str(row.ended_as or ""),
        ended_by=row.ended_by,
        question=row.question if with_words else "",
        note=row.note if with_words else "",
        answer=note.text if note is not None and with_words else "",
        answered_by=note.slack_user_id if note is not None else "",
        adds=bool(note_id) and note_id != row.note_id,
        note_id=answered,
        link=_link(session, row, names),
    )


def consult_of(
    *, session: Session, payload: EventPayload, readable: frozenset[Surface], names: Names
) -> ConsultShown | None:
    """The question that an event is about; its words where those of its surface may stand."""
    row = session.get(Consult, payload.details.get("consult", 0))
    if row is None:
        return None
    note_id = payload.details.get("note", 0)
    with_words = row.surface in readable
    return consult_shown(
        session=session, row=row, names=names, note_id=note_id, with_words=with_words
    )


def waiting_shown(*, session: Session, case: Case, names: Names) -> tuple[ConsultShown, ...]:
    """What teams are asked about a case, and have not answered; without words."""
    rows = consults.of_case(session=session, case_id=case.number)
    return tuple(
        consult_shown(session=session, row=row, names=names, with_words=False)
        for row in rows
        if row.waits
    )


def asked_shown(
    *, session: Session, teams: Collection[str], channels: Collection[str], names: Names
) -> list[AskedShown]:
    """What these teams are asked and have not answered, what is due first, first; about a private talk only to
    whoever reads the channel where it is asked, one of ``channels``."""
    if not teams:
        return []
    rows = session.exec(consults.waiting().where(col(Consult.team).in_(sorted(teams))))
    return [
        AskedShown(
            case_reference(row.case_id),
            consult_shown(session=session, row=row, names=names, with_words=False),
        )
        for row in rows
        if row.surface == Surface.PUBLIC or row.slack_channel in channels
    ]


def _link(session: Session, row: Consult, names: Names) -> str:
    """The way to the question in the team's channel."""
    query = select(Delivery.reference).where(Delivery.dedupe_key == consult_key(row.pk))
    posted = session.exec(query).first()
    return names.message_link(row.slack_channel, posted or "")
