"""*Root cause…*, *It is an idea*, *It is praise*: what a case is for the business."""

from functools import partial

from bot.desk.lessons import marks
from bot.domain.lessons.case_mark import MarkKind
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import CaseValue
from bot.slack.views.lessons.cause_form import CAUSE_FORM, cause_form
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm


def _draw(asked: Asked) -> Block:
    causes = asked.acting.desk.rules.complaints.causes_for(asked.shown.around.topic.name)
    return cause_form(asked.shown, causes=causes, key=asked.key)


def _name(acting: Acting, sent: Sent) -> None:
    marks.name_cause(acting.desk, case_id=sent.case_id, cause=sent.text("cause"), by=acting.by)


def _mark(acting: Acting, about: CaseValue, *, kind: MarkKind) -> None:
    marks.mark(acting.desk, case_id=about.case_id, kind=kind, by=acting.by)


def _take_back(acting: Acting, about: CaseValue, *, kind: MarkKind) -> None:
    marks.take_back(acting.desk, case_id=about.case_id, kind=kind, by=acting.by)


CAUSE = CaseForm(Verb.LESSON, draw=_draw, sends={CAUSE_FORM: _name})
IDEA = AtOnce(Verb.LESSON, CaseValue, partial(_mark, kind=MarkKind.IDEA))
NO_IDEA = AtOnce(Verb.LESSON, CaseValue, partial(_take_back, kind=MarkKind.IDEA))
PRAISE = AtOnce(Verb.LESSON, CaseValue, partial(_mark, kind=MarkKind.PRAISE))
NO_PRAISE = AtOnce(Verb.LESSON, CaseValue, partial(_take_back, kind=MarkKind.PRAISE))
