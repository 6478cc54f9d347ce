"""The form behind *Complaint…*: mark the case under a rule, or say what became of a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.sla.regulatory import NOT_LEGAL_ADVICE, STOP_TITLE, StopEvent
from bot.slack.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown
from bot.slack.views.moments import moment
from bot.slack.views.parts import Block

COMPLAINT_FORM = "complaint"
_PRESETS_MOST = 100  # of a select menu
MARK, WITHDRAW = "mark", "withdraw"


@dataclass(frozen=True)
class PresetShown:
    """A rule that can be chosen, or that the case is marked under."""

    name: str
    title: str
    jurisdiction: str
    events: tuple[StopEvent, ...] = ()  # what can be recorded for a mark


def complaint_form(
    case: CaseShown,
    *,
    choices: Sequence[PresetShown],
    marked: Sequence[PresetShown],
    key: FormKey,
) -> Block:
    """What staff can do: one select of every sensible act, grouped by nothing, and a reason."""
    options = [parts.option(f"Mark: {preset.title}", f"{MARK}:{preset.name}") for preset in choices]
    for preset in marked:
        options += [
            parts.option(f"{STOP_TITLE[event]}: {preset.title}", f"{event}:{preset.name}")
            for event in preset.events
        ]
        options.append(parts.option(f"Withdraw: {preset.title}", f"{WITHDRAW}:{preset.name}"))
    select = {
        "type": "static_select",
        "action_id": "act",
        "placeholder": parts.plain_text("Choose", 150),
        "options": options[:_PRESETS_MOST],
    }
    reason = {
        "type": "plain_text_input",
        "action_id": "reason",
        "multiline": True,
        "max_length": 500,
    }
    who = [
        rich.words(parts.clip(case.author, 90), bold=True),
        rich.words(f" on {case.channel_title}"),
    ]
    return parts.modal(
        callback_id=COMPLAINT_FORM,
        title=f"{case.reference}: complaint",
        submit="Save",
        metadata=form_metadata(key),
        blocks=[
            rich.line(*who),
            parts.context(f"Received {moment(case.opened_at)}; deadlines count from then."),
            *_standing(marked),
            parts.input_block("What is to be done?", select, block_id="act"),
            parts.input_block(
                "Reason",
                reason,
                block_id="reason",
                hint="Stands in the record with your name and the time.",
                optional=True,
            ),
            parts.context(NOT_LEGAL_ADVICE),
        ],
    )


def _standing(marked: Sequence[PresetShown]) -> list[Block]:
    if not marked:
        return []
    names = ", ".join(f"*{parts.safe(preset.title)}*" for preset in marked)
    return [parts.section(f"Marked as a complaint: {names}.")]
