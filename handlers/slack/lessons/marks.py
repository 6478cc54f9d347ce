"""*What the bank should learn…*: why a case came about, and whether an idea or praise is in it."""

from bot.desk.lessons import marks
from bot.domain.lessons.case_mark import MarkKind
from bot.domain.rules.role_rules import Verb
from bot.slack.views.lessons.cause_form import LEARN_FORM, learn_form
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, CaseForm


def _draw(asked: Asked) -> Block:
    causes = asked.acting.desk.rules.complaints.causes_for(asked.shown.around.topic.name)
    return learn_form(asked.shown, causes=causes, key=asked.key)


def _learn(acting: Acting, sent: Sent) -> None:
    kinds = {kind for kind in MarkKind if kind in sent.ticked}
    cause, case_id = sent.text("cause"), sent.case_id
    marks.learn(acting.desk, case_id=case_id, cause=cause, kinds=kinds, by=acting.by)


LEARN = CaseForm(Verb.LESSON, draw=_draw, sends={LEARN_FORM: _learn})
