"""Reads a question to a team, with the words of its case that the team may see, as it stands in its channel."""

from dataclasses import replace

from sqlmodel import Session

from bot.domain.records.consult import Consult
from bot.outbox.kinds import ConsultMessage, ConsultPayload
from bot.slack.api.names import Names
from bot.slack.shown.cases.case import case_shown
from bot.slack.shown.cases.consults import consult_shown
from bot.slack.views.consults.question_post import QuestionShown, missing_post, question_post
from bot.slack.views.models import Drawn
from bot.storage.cases.merges import survivor_of


def consult_drawn(*, session: Session, payload: ConsultPayload, names: Names) -> Drawn | None:
    """A message about a question, ready to be posted; None when it would say that an answer is missing for
    which nobody waits any more."""
    shown = question_shown(session=session, consult_id=payload.consult_id, names=names)
    if shown is None:
        return None
    if payload.what == ConsultMessage.QUESTION:
        return question_post(shown)
    return missing_post(replace(shown, ring=tuple(payload.ring))) if shown.consult.waits else None


def question_shown(*, session: Session, consult_id: int, names: Names) -> QuestionShown | None:
    """The question with its case, as far as the team may see it; None when there is none of that number."""
    row = session.get(Consult, consult_id)
    if row is None:
        return None
    number = survivor_of(session=session, case_id=row.case_id)
    case = case_shown(session=session, case_id=number, names=names, surface=row.surface)
    if case is None:
        return None
    return QuestionShown(consult_shown(session=session, row=row, names=names), case)
