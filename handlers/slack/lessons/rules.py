"""*This rule hurts customers…* on a case, with what became of earlier remarks."""

from bot.desk.lessons import rule_remarks
from bot.domain.lessons.rule_remark import RuleRemark
from bot.domain.records.staff import Actor
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.slack.api.names import Names
from bot.slack.views import parts
from bot.slack.views.lessons.rule_form import RULE_FORM, RuleShown, rule_form
from bot.slack.views.parts import Block
from bot.storage.case_threads import threads_of
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, CaseForm


def rule_shown(
    acting: Acting, remark: RuleRemark, *, names: Names, is_quoted: bool = True
) -> RuleShown:
    """One remark as the forms show it, with the way to its case."""
    number = case_reference(remark.case_id)
    thread = threads_of(session=acting.desk.session, case_id=remark.case_id).public_or_private()
    return RuleShown(
        remark_id=remark.pk,
        case=parts.link(names.thread_link(thread), number) or number,
        rule=remark.rule,
        happened=remark.happened if is_quoted else "",
        by=Actor.parse(remark.written_by).slack_user_id,
        at=remark.written_at,
        answer=remark.answer,
        answer_text=remark.answer_text,
        answered_by=Actor.parse(remark.answered_by).slack_user_id if remark.answered_by else "",
    )


def _draw(asked: Asked) -> Block:
    before = [
        rule_shown(asked.acting, each, names=asked.names)
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
