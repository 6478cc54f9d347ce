"""The form behind *Complaint…*: mark the case under a rule, or say what became of a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.sla.regulatory import NOT_LEGAL_ADVICE, STOP_TITLE, StopEvent
from bot.domain.text.moments import moment
from bot.language import listed, say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

COMPLAINT_FORM = "complaint"
_PRESETS_MOST = 100  # of a select menu
MARK, WITHDRAW = "mark", "withdraw"
ACCEPTED = "accepted"  # the value of the box


@dataclass(frozen=True)
class PresetShown:
    """A rule that can be chosen, or that the case is marked under."""

    name: str
    title: str
    jurisdiction: str
    events: tuple[StopEvent, ...] = ()  # what can be recorded for a mark
    asks_since: bool = False  # whether it counts from what only a person can say
    asks_acceptance: bool = False  # whether it matters that the customer accepted what was sent


def complaint_form(
    case: CaseShown,
    *,
    choices: Sequence[PresetShown],
    marked: Sequence[PresetShown],
    key: FormKey,
) -> Block:
    """What staff can do: one select of every sensible act, grouped by nothing, and a reason."""
    reason = parts.text_field("reason", most=500, multiline=True)
    who = [
        rich.words(parts.clip(case.author, 90), bold=True),
        rich.words(" " + say("on {channel}", channel=case.channel_title)),
    ]
    return parts.modal(
        callback_id=COMPLAINT_FORM,
        title=say("{case}: complaint", case=case.reference),
        submit=say("Save"),
        metadata=form_metadata(key),
        blocks=[
            rich.line(*who),
            parts.context(
                say("Received {when}; deadlines count from then.", when=moment(case.opened_at))
            ),
            *_standing(marked),
            parts.input_block(say("What is to be done?"), _acts(choices, marked), block_id="act"),
            parts.input_block(
                say("Reason"),
                reason,
                block_id="reason",
                hint=say("Stands in the record with your name and the time."),
                optional=True,
            ),
            *_since(choices),
            *_accepted(marked),
            parts.context(say(NOT_LEGAL_ADVICE)),
        ],
    )


def _acts(choices: Sequence[PresetShown], marked: Sequence[PresetShown]) -> Block:
    """Marking the case under each rule; and for each mark what can be recorded, or its withdrawal."""
    options = [
        parts.option(say("Mark: {rule}", rule=preset.title), f"{MARK}:{preset.name}")
        for preset in choices
    ]
    for preset in marked:
        options += [
            parts.option(f"{say(STOP_TITLE[event])}: {preset.title}", f"{event}:{preset.name}")
            for event in preset.events
        ]
        withdraw = say("Withdraw: {rule}", rule=preset.title)
        options.append(parts.option(withdraw, f"{WITHDRAW}:{preset.name}"))
    return {
        "type": "static_select",
        "action_id": "act",
        "placeholder": parts.plain_text(say("Choose"), 150),
        "options": options[:_PRESETS_MOST],
    }


def _since(choices: Sequence[PresetShown]) -> list[Block]:
    rules = [preset.title for preset in choices if preset.asks_since]
    if not rules:
        return []
    hint = say("Only for: {rules}. In your own time zone.", rules=listed(rules))
    return [
        parts.input_block(
            say("Since when does it count?"),
            {"type": "datetimepicker", "action_id": "since"},
            block_id="since",
            hint=hint,
            optional=True,
        )
    ]


def _accepted(marked: Sequence[PresetShown]) -> list[Block]:
    if not any(preset.asks_acceptance for preset in marked):
        return []
    return [
        parts.input_block(
            say("Does the customer accept the outcome?"),
            {
                "type": "checkboxes",
                "action_id": "accepted",
                "options": [parts.option(say("The customer accepted it"), ACCEPTED)],
            },
            block_id="accepted",
            hint=say("Say under “Reason” who accepted it, when and how."),
            optional=True,
        )
    ]


def _standing(marked: Sequence[PresetShown]) -> list[Block]:
    if not marked:
        return []
    names = listed(f"*{parts.safe(preset.title)}*" for preset in marked)
    return [parts.section(say("Marked as a complaint: {rules}.", rules=names))]
