"""*Complaint…*: in the menu, with one form, that marks a case under a rule or says what became of a mark."""

from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk.clocks import complaint_clocks, complaints
from bot.domain.records.case import Case
from bot.domain.rules.role_rules import Verb
from bot.domain.sla.regulatory import RegulatoryPreset, StopEvent
from bot.slack.api.values import CaseValue, FormKey
from bot.slack.views.clocks.complaint_form import (
    COMPLAINT_FORM,
    MARK,
    WITHDRAW,
    PresetShown,
    complaint_form,
)
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from bot.storage.clocks.rule_versions import load_preset
from handlers.slack.door.acting import Acting
from handlers.slack.door.case_forms import open_case_form, when_sent
from handlers.slack.door.presses import CasePress, Sent, one_of, press_of


def register(bolt: Bolt, app: App) -> None:
    """One form."""

    @bolt.action("complaint")  # of headlines that were drawn before the menu was there
    def complaint(ack: Ack, body: dict[str, Any]) -> None:
        open_complaint(app, press_of(body, CaseValue))
        ack()

    when_sent(bolt, app, COMPLAINT_FORM, verb=Verb.COMPLAINT, do=_do)


def open_complaint(app: App, press: CasePress) -> None:
    """Open the form for this case."""
    open_case_form(app, press, verb=Verb.COMPLAINT, form=_form)


def _form(acting: Acting, case: Case, shown: CaseShown, key: FormKey) -> Block:
    choices, marked = _presets(acting, case)
    return complaint_form(shown, choices=choices, marked=marked, key=key)


def _do(acting: Acting, key: FormKey, sent: Sent) -> None:
    desk, case_id, by = acting.desk, key.case_id, acting.by
    what, _, preset = sent.values.get("act", "").partition(":")
    reason = sent.values.get("reason", "")
    if what == MARK:
        complaints.mark(desk, case_id=case_id, preset=preset, by=by, reason=reason)
    elif what == WITHDRAW:
        complaints.withdraw(desk, case_id=case_id, preset=preset, by=by, reason=reason)
    else:
        event = one_of(StopEvent, what)
        complaints.record_outcome(
            desk, case_id=case_id, preset=preset, event=event, by=by, reason=reason
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
    by_hand = (StopEvent.SUMMARY, StopEvent.EXTENSION, StopEvent.FINAL)
    return PresetShown(
        name=preset.name,
        title=preset.title,
        jurisdiction=preset.jurisdiction,
        events=tuple(event for event in by_hand if event in waits_for),
    )
