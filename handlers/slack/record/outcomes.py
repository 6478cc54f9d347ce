"""*Outcome of the complaint…*: what the register says came of it."""

from bot.desk.clocks import complaint_clocks
from bot.desk.clocks.complaints import NotMarked
from bot.desk.record import register
from bot.desk.record.register import Entry
from bot.domain.records.complaint_outcome import Finding
from bot.domain.rules.role_rules import Verb
from bot.slack.views.clocks.outcome_form import OUTCOME_FORM, TOLD, Lists, outcome_form
from bot.slack.views.parts import Block
from bot.storage.clocks.rule_versions import load_preset
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.presses import Sent, one_of
from handlers.slack.door.verb_rows import Asked, CaseForm


def _draw(asked: Asked) -> Block:
    desk = asked.acting.desk
    marks = complaint_clocks.active_marks(desk, case_id=asked.case.number)
    if not marks:
        raise NotMarked(asked.case)
    presets = [load_preset(session=desk.session, version=each.preset_version) for each in marks]
    rules = desk.rules.complaints
    lists = Lists(
        marks=[(each.name, each.title) for each in presets],
        products=[(name, each.title) for name, each in rules.products.items()],
        causes=rules.causes_for(asked.shown.around.topic.name),
        currencies=rules.currencies,
        cause=asked.shown.around.lessons.cause,
    )
    return outcome_form(asked.shown, lists=lists, key=asked.key)


def _enter(acting: Acting, sent: Sent) -> None:
    entry = Entry(
        finding=one_of(Finding, sent.text("finding")),
        reasons=sent.text("reasons"),
        told_ombudsman=TOLD in sent.ticked,
        redress=sent.text("redress"),
        currency=sent.text("currency"),
        product=sent.text("product"),
        cause=sent.text("cause"),
    )
    with told_at("reasons", register.ReasonsUnsaid), told_at("redress", register.NoAmount):
        register.enter(
            acting.desk,
            case_id=sent.case_id,
            preset=sent.text("preset"),
            entry=entry,
            by=acting.by,
        )


COMPLAINT_OUTCOME = CaseForm(Verb.COMPLAINT, draw=_draw, sends={OUTCOME_FORM: _enter})
