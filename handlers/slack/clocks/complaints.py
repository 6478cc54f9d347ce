"""*Complaint…*: in the menu, with one form, that marks a case under a rule or says what became of a mark."""

from bot.desk.clocks import complaint_clocks, complaints
from bot.domain.records.cases.case import Case
from bot.domain.rules.role_rules import Verb
from bot.domain.sla.regulatory import RegulatoryPreset, StopEvent
from bot.slack.views.clocks.complaint_form import (
    ACCEPTED,
    COMPLAINT_FORM,
    MARK,
    WITHDRAW,
    PresetShown,
    complaint_form,
)
from bot.slack.views.parts import Block
from bot.storage.clocks.rule_versions import load_preset
from handlers.slack.door.acting import Acting
from handlers.slack.door.field_errors import told_at
from handlers.slack.door.moments import picked
from handlers.slack.door.presses import Sent, one_of
from handlers.slack.door.verb_rows import Asked, CaseForm


def _form(asked: Asked) -> Block:
    choices, marked = _presets(asked.acting, asked.case)
    return complaint_form(asked.shown, choices=choices, marked=marked, key=asked.key)


def _mark_or_record(acting: Acting, sent: Sent) -> None:
    desk, case_id, by, reason = acting.desk, sent.case_id, acting.by, sent.text("reason")
    what, _, preset = sent.text("act").partition(":")
    if what == MARK:
        since = picked(sent.text("since"))
        with told_at("since", complaints.StartUnsaid):
            complaints.mark(desk, case_id=case_id, preset=preset, by=by, reason=reason, since=since)
    elif what == WITHDRAW:
        complaints.withdraw(desk, case_id=case_id, preset=preset, by=by, reason=reason)
    else:
        event = one_of(StopEvent, what)
        with told_at("reason", complaints.NothingSent, complaints.AcceptanceUnsaid):
            complaints.record_outcome(
                desk,
                case_id=case_id,
                preset=preset,
                event=event,
                by=by,
                reason=reason,
                accepted=ACCEPTED in sent.ticked,
            )


def _presets(acting: Acting, case: Case) -> tuple[list[PresetShown], list[PresetShown]]:
    session = acting.desk.session
    standing = complaint_clocks.active_marks(acting.desk, case_id=case.number)
    marked = [load_preset(session=session, version=mark.preset_version) for mark in standing]
    taken = {preset.name for preset in marked}
    offered = acting.desk.rules.regulatory.choices.values()
    choices = [_shown(preset) for preset in offered if preset.name not in taken]
    return choices, [_shown(preset) for preset in marked]


def _shown(preset: RegulatoryPreset) -> PresetShown:
    waits_for = {event for clock in preset.clocks for event in clock.stop}
    by_hand = (each for each in StopEvent if each is not StopEvent.FIRST_ANSWER)
    return PresetShown(
        name=preset.name,
        title=preset.title,
        jurisdiction=preset.jurisdiction,
        events=tuple(event for event in by_hand if event in waits_for),
        asks_since=preset.asks_since,
        asks_acceptance=preset.asks_acceptance,
    )


COMPLAINT = CaseForm(Verb.COMPLAINT, draw=_form, sends={COMPLAINT_FORM: _mark_or_record})
