"""Reads what a refusal in a direct message is about: the case, and where a click opens it."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.domain.text.references import case_reference
from bot.outbox.kinds import RefusalPayload
from bot.slack.api.names import Names
from bot.slack.views.models import Drawn
from bot.slack.views.refusal import refusal_message
from bot.storage.cases.case_threads import threads_of

_WAITED_FOR = timedelta(minutes=15)  # whoever pressed has gone on by then


def refusal_drawn(
    *, session: Session, payload: RefusalPayload, names: Names, now: datetime
) -> Drawn | None:
    """The message; None when the press is so long ago that nobody waits for an answer to it."""
    if now - datetime.fromisoformat(payload.at) > _WAITED_FOR:
        return None
    if not payload.case_id:
        return refusal_message(payload.sentence)
    threads = threads_of(session=session, case_id=payload.case_id)
    return refusal_message(
        payload.sentence,
        case=case_reference(payload.case_id),
        thread_link=names.thread_link(threads.public_or_private()),
    )
