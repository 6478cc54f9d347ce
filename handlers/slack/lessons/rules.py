"""*This rule hurts customers…* on a case, with what became of earlier remarks."""

from bot.desk.lessons import rule_remarks
from bot.domain.rules.role_rules import Verb
from bot.slack.shown.voice import rule_shown
from bot.slack.views.lessons.rule_form import RULE_FORM, rule_form
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, CaseForm


def _draw(asked: Asked) -> Block:
    before = [
        rule_shown(session=asked.acting.desk.session, remark=each, names=asked.names)
        for each in rule_remarks.of_case(asked.acting.desk, case_id=asked.case.number)
    ]
    return rule_form(asked.shown, before=before, key=asked.key)


def _write(acting: Acting, sent: Sent) -> None:
    with told_at("rule", rule_remarks.NothingSaid):
        rule_remarks.write(
            acting.desk,
            case_id=sent.case_id,
            rule=sent.text("rule"),
            happened=sent.text("happened"),
            by=acting.by,
        )


RULE_HURTS = CaseForm(Verb.LESSON, draw=_draw, sends={RULE_FORM: _write})
