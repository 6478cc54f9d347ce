"""The ends of a case: resolve, no reply needed, not ours; and reopen."""

from bot.desk.cases import closures
from bot.desk.clocks import complaint_clocks
from bot.desk.lessons import marks
from bot.desk.listening import topics
from bot.domain.records.cases.closure import NotActionableReason, Outcome
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.slack.api.values import CaseValue
from bot.slack.views.cases.closing_forms import (
    NOT_ACTIONABLE_FORM,
    RESOLVE_FORM,
    not_actionable_form,
    resolve_form,
)
from bot.slack.views.cases.misdirected_form import MISDIRECTED_FORM, misdirected_form
from bot.slack.views.listening.topic_form import TOPIC_FIELD
from bot.slack.views.parts import Block
from handlers.slack.answers.endings import acceptance_in
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent
from handlers.slack.door.verb_rows import Asked, AtOnce, CaseForm


def _end_misdirected(acting: Acting, sent: Sent) -> None:
    meant, remark = sent.text("meant").strip(), sent.text("remark").strip()
    named = say("Meant: {bank}.", bank=meant) if meant else ""
    closures.not_actionable(
        acting.desk,
        case_id=sent.case_id,
        reason=NotActionableReason.NOT_OURS,
        remark=f"{named} {remark}".strip(),
        by=acting.by,
    )


def _resolve_form(asked: Asked) -> Block:
    waiting = complaint_clocks.waiting_for_acceptance(asked.acting.desk, case=asked.case)
    rules = asked.acting.desk.rules
    return resolve_form(
        asked.shown,
        key=asked.key,
        topics=rules.topics,
        causes=rules.complaints.causes_for(asked.shown.around.topic.name),
        needs_acceptance=waiting,
    )


def _resolve(acting: Acting, sent: Sent) -> None:
    acceptance = acceptance_in(sent)
    with told_at("remark", closures.WithoutAnswer):
        closures.resolve(
            acting.desk,
            case_id=sent.case_id,
            outcome=sent.choice("outcome", Outcome),
            remark=sent.text("remark"),
            by=acting.by,
            acceptance=acceptance,
        )
    if cause := sent.text("cause"):
        marks.name_cause(acting.desk, case_id=sent.case_id, cause=cause, by=acting.by)
    if sent.text(TOPIC_FIELD):
        topics.set_topic(
            acting.desk, case_id=sent.case_id, topic=sent.text(TOPIC_FIELD), by=acting.by
        )


RESOLVE = CaseForm(
    Verb.RESOLVE,
    draw=_resolve_form,
    sends={
        RESOLVE_FORM: _resolve,
    },
    only_open=True,
)
NOT_ACTIONABLE = CaseForm(
    Verb.NOT_ACTIONABLE,
    draw=lambda asked: not_actionable_form(asked.shown, key=asked.key),
    sends={
        NOT_ACTIONABLE_FORM: lambda acting, sent: closures.not_actionable(
            acting.desk,
            case_id=sent.case_id,
            reason=sent.choice("outcome", NotActionableReason),
            remark=sent.text("remark"),
            by=acting.by,
        )
    },
    only_open=True,
)
NOT_OURS = CaseForm(
    Verb.NOT_ACTIONABLE,
    draw=lambda asked: misdirected_form(asked.shown, key=asked.key),
    sends={MISDIRECTED_FORM: _end_misdirected},
)
REOPEN = AtOnce(
    Verb.REOPEN,
    CaseValue,
    lambda acting, about: closures.reopen(acting.desk, case_id=about.case_id, by=acting.by),
)
