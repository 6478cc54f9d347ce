"""*Complaint…*: in the menu, with one form, that marks a case under a rule or says what became of a mark."""

import uuid
from typing import Any

from slack_bolt import Ack
from slack_bolt import App as Bolt

from bot.bootstrap import App
from bot.desk import cases, complaint_clocks, complaints
from bot.domain.case import Case
from bot.domain.role_rules import Verb
from bot.domain.sla.regulatory import RegulatoryPreset, StopEvent
from bot.slack.shown import case_shown
from bot.slack.values import FormKey, read_metadata
from bot.slack.views.complaint_modal import (
    COMPLAINT_FORM,
    MARK,
    WITHDRAW,
    PresetShown,
    complaint_form,
)
from bot.slack.views.parts import Block
from bot.storage.rule_versions import load_preset
from handlers.slack.acting import Acting, act, look, names
from handlers.slack.opening import open_form
from handlers.slack.presses import Press, press_of, sent_form


def register(bolt: Bolt, app: App) -> None:
    """One form."""

    @bolt.action("complaint")  # of headlines that were drawn before the menu was there
    def complaint(ack: Ack, body: dict[str, Any]) -> None:
        open_complaint(app, press_of(body))
        ack()

    @bolt.view(COMPLAINT_FORM)
    def complaint_sent(ack: Ack, body: dict[str, Any]) -> None:
        sent = sent_form(body)
        key = read_metadata(sent.metadata)
        what, _, preset = sent.values["act"].partition(":")
        reason = sent.values.get("reason", "")

        def do(acting: Acting) -> None:
            _do(acting, case_id=key.case_id, what=what, preset=preset, reason=reason)

        act(app, verb=Verb.COMPLAINT, person=sent.person, key=f"form:{key.request_key}", do=do)
        ack(response_action="clear")


def _do(acting: Acting, *, case_id: int, what: str, preset: str, reason: str) -> None:
    desk, by = acting.desk, acting.by
    if what == MARK:
        complaints.mark(desk, case_id=case_id, preset=preset, by=by, reason=reason)
    elif what == WITHDRAW:
        complaints.withdraw(desk, case_id=case_id, preset=preset, by=by, reason=reason)
    else:
        event = StopEvent(what)
        complaints.record_outcome(desk, case_id=case_id, preset=preset, event=event, by=by)


def open_complaint(app: App, press: Press) -> None:
    """Open the form for this case."""

    def see(acting: Acting) -> Block:
        case = cases.locked(acting.desk, case_id=press.number)
        shown = case_shown(
            session=acting.desk.session, case_id=case.number, names=names(acting.desk)
        )
        if shown is None:
            raise cases.NoSuchCase(press.number)
        choices, marked = _presets(acting, case)
        key = FormKey(case.number, case.version, str(uuid.uuid4()))
        return complaint_form(shown, choices=choices, marked=marked, key=key)

    view = look(app, verb=Verb.COMPLAINT, person=press.person, see=see)
    open_form(app.slack, trigger_id=press.trigger_id, view=view)


def _presets(acting: Acting, case: Case) -> tuple[list[PresetShown], list[PresetShown]]:
    session = acting.desk.session
    standing = complaint_clocks.standing(session=session, case_id=case.number)
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
