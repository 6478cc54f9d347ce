"""Reads what was given to somebody, as their direct message shows it."""

from sqlmodel import Session, col, select

from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.handover import Handover
from bot.domain.records.staff import Actor
from bot.domain.text.references import case_reference
from bot.outbox.kinds import HandoverPayload
from bot.slack.api.names import Names
from bot.slack.views.models import Drawn
from bot.slack.views.ownership.handover_card import GivenShown, handover_card
from bot.storage.cases.case_threads import threads_of


def handover_drawn(*, session: Session, payload: HandoverPayload, names: Names) -> Drawn | None:
    """The message; None when nothing of it is there."""
    query = select(Handover, Case).join(Case, col(Case.id) == col(Handover.case_id))
    rows = session.exec(
        query.where(col(Handover.id).in_(payload.handovers)).order_by(col(Handover.id))
    ).all()
    if not rows:
        return None
    before = {handover.from_person for handover, _ in rows}
    return handover_card(
        [_given(session, handover, case, names) for handover, case in rows],
        by=Actor.parse(payload.by).slack_user_id,
        before=before.pop() if len(before) == 1 else "",
    )


def _given(session: Session, handover: Handover, case: Case, names: Names) -> GivenShown:
    threads = threads_of(session=session, case_id=case.number)
    hidden = bool(threads.current(Surface.PRIVATE) and handover.note)
    return GivenShown(
        reference=case_reference(case.number),
        thread_link=names.thread_link(threads.public_or_private()),
        channel_title=names.title(case.channel),
        note="" if hidden else handover.note,
        note_is_elsewhere=hidden,
    )
