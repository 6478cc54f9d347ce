"""The forms of *Snooze…*, *Merge…*, *Split…*, *Link…*, *Unlink…* and *Priority…*."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.text.moments import as_read, moment
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.around import because_words, level_name
from bot.slack.views.cases.case_rows import latest_words
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block
from bot.slack.views.states import STATE_WORDS

SNOOZE_FORM, MERGE_FORM, MERGE_CONFIRMED = "snooze", "merge", "merge_confirmed"
SPLIT_FORM, UNLINK_FORM, PRIORITY_FORM = "split", "unlink", "set_priority"
LINK_FORM, LINK_CONFIRMED = "link", "link_confirmed"
OTHER_TIME = "other"
_RADIOS_MOST = 10  # Slack takes no more
_PRESETS_MOST = 6
_OPTIONS_MOST = 100
_TICKED_MOST = 10  # Slack's checkboxes take ten (docs.slack.dev, checkboxes element, 2026)
_GROUPS_MOST = 5


@dataclass(frozen=True)
class Choice:
    """Something to choose: what comes back, and how it is called."""

    value: str
    label: str
    description: str = ""


def who_line(case: CaseShown) -> Block:
    """Whose case it is."""
    return rich.line(
        rich.words(parts.clip(case.author, 90), bold=True),
        rich.words(f" · {case.channel_title}"),
    )


def snooze_form(case: CaseShown, *, presets: Sequence[tuple[str, datetime]], key: FormKey) -> Block:
    """Until when, by a name or by date and time; and why."""
    options = [
        parts.option(label, str(int(at.timestamp()))) for label, at in presets[:_PRESETS_MOST]
    ]
    options.append(parts.option(say("At another time, chosen below"), OTHER_TIME))
    radio = {
        "type": "radio_buttons",
        "action_id": "preset",
        "options": options,
        "initial_option": options[0],
    }
    when = "\n".join(f"{label}: {moment(at)}" for label, at in presets[:_PRESETS_MOST])
    return parts.modal(
        callback_id=SNOOZE_FORM,
        title=say("Snooze {case}", case=case.reference),
        submit=say("Snooze"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            parts.input_block(say("Until when?"), radio, block_id="preset"),
            parts.context(when),
            parts.input_block(
                say("Another time"),
                {"type": "datetimepicker", "action_id": "at"},
                block_id="at",
                hint=say("In your own time zone."),
                optional=True,
            ),
            _words(say("Reason"), hint=say("Stands in the thread when the case wakes.")),
            parts.context(say("Clocks run on. The customer's next word wakes it at once.")),
        ],
    )


def merge_form(case: CaseShown, *, choices: Sequence[Choice], key: FormKey) -> Block:
    """Into which case: from the list, or by its number."""
    blocks = [who_line(case), *which_case(choices)]
    return parts.modal(
        callback_id=MERGE_FORM,
        title=say("Merge {case}", case=case.reference),
        submit=say("Look at both"),
        metadata=form_metadata(key),
        blocks=blocks,
    )


def merge_confirmation(
    case: CaseShown, target: CaseShown, *, same_author: bool, key: FormKey
) -> Block:
    """Exactly what would happen, before it does."""
    names = {"case": case.reference, "target": target.reference}
    blocks = [
        parts.section(say("*{case} goes on in {target}.*", **names)),
        *as_it_stands(case),
        *as_it_stands(target),
    ]
    if not same_author:
        warning = say(
            "⚠️ *These are two different customers.* An answer from {target} reaches its own "
            "customer only. If they have the same trouble, link the cases instead.",
            **names,
        )
        blocks.append(parts.section(warning))
    if target.owner and target.owner != case.owner:
        blocks.append(parts.section(say("<@{owner}> will have both.", owner=target.owner)))
    blocks.append(
        parts.context(
            say(
                "The older start counts. Later words go to {target}. It can be taken back.", **names
            )
        )
    )
    return parts.modal(
        callback_id=MERGE_CONFIRMED,
        title=say("Merge {case}", case=case.reference),
        submit=say("Merge"),
        metadata=form_metadata(key),
        blocks=blocks,
    )


def as_it_stands(case: CaseShown) -> list[Block]:
    """One of two cases: whose it is, how it stands, and the customer's latest words."""
    state = say(STATE_WORDS[case.state])
    standing = say("*{case}*  ·  {state}", case=case.reference, state=state)
    blocks = [who_line(case), parts.context(standing)]
    said = latest_words(case, most=300)
    return [*blocks, rich.quote(said, most=300)] if said else blocks


def split_form(case: CaseShown, *, posts: Sequence[Choice], key: FormKey) -> Block:
    """Which of the customer's messages become a case of their own."""
    blocks = [who_line(case)]
    shown = posts[: _TICKED_MOST * _GROUPS_MOST]
    for place in range(0, len(shown), _TICKED_MOST):
        some = shown[place : place + _TICKED_MOST]
        label = say("Which messages?") if not place else say("… and which of these?")
        blocks.append(_ticks(label, some, block_id=f"posts_{place}", optional=True))
    if len(posts) > len(shown):
        blocks.append(parts.context(say("Only the newest are shown.")))
    hint = say("They become a case of their own, counted from when they were posted.")
    return parts.modal(
        callback_id=SPLIT_FORM,
        title=say("Split {case}", case=case.reference),
        submit=say("Make a new case"),
        metadata=form_metadata(key),
        blocks=[*blocks, parts.context(hint)],
    )


def link_form(case: CaseShown, *, choices: Sequence[Choice], key: FormKey) -> Block:
    """To which case: from the list, or by its number."""
    return parts.modal(
        callback_id=LINK_FORM,
        title=say("Link {case}", case=case.reference),
        submit=say("Look at both"),
        metadata=form_metadata(key),
        blocks=[who_line(case), *which_case(choices)],
    )


def link_confirmation(case: CaseShown, other: CaseShown, *, key: FormKey) -> Block:
    """Both as they stand, and why they belong together."""
    return parts.modal(
        callback_id=LINK_CONFIRMED,
        title=say("Link {case}", case=case.reference),
        submit=say("Link"),
        metadata=form_metadata(key),
        blocks=[
            *as_it_stands(case),
            *as_it_stands(other),
            _words(say("What they have in common"), hint=say("Stands in both threads.")),
        ],
    )


def unlink_form(case: CaseShown, *, key: FormKey) -> Block:
    """Which link goes."""
    options = [
        parts.option(case_reference(other.case_id), str(other.case_id))
        for other in case.around.linked[:_OPTIONS_MOST]
    ]
    select: Block = {"type": "static_select", "action_id": "into", "options": options}
    return parts.modal(
        callback_id=UNLINK_FORM,
        title=say("Unlink {case}", case=case.reference),
        submit=say("Unlink"),
        metadata=form_metadata(key),
        blocks=[parts.input_block(say("Which link?"), select, block_id="into")],
    )


def priority_form(case: CaseShown, *, levels: Sequence[str], key: FormKey) -> Block:
    """Which priority, and why; what the rules found stands above."""
    options = [parts.option(level_name(level), level) for level in levels[:_RADIOS_MOST]]
    radio: Block = {"type": "radio_buttons", "action_id": "priority", "options": options}
    now = [option for option in options if option["value"] == case.priority]
    if now:
        radio["initial_option"] = now[0]
    because = because_words(case.around.priority_because)
    found = [parts.context(say("The rules found: {words}.", words=because))] if because else []
    reason = _words(say("Reason"), hint=say("Stands in the record with your name."), optional=False)
    told = say("Promises may differ by priority. Running clocks keep their start and their misses.")
    return parts.modal(
        callback_id=PRIORITY_FORM,
        title=say("{case}: priority", case=case.reference),
        submit=say("Save"),
        metadata=form_metadata(key),
        blocks=[
            who_line(case),
            *found,
            parts.input_block(say("Priority"), radio, block_id="priority"),
            reason,
            parts.context(told),
        ],
    )


def post_choice(number: int, text: str, at: datetime) -> Choice:
    """One of the customer's messages, short enough for a box to tick; ``at`` in the reader's zone,
    for Slack draws no moment beside a box."""
    words = " ".join(text.split()) or say("No words")
    return Choice(str(number), parts.clip(words, 75), as_read(at))


def which_case(choices: Sequence[Choice]) -> list[Block]:
    blocks: list[Block] = []
    if choices:
        options = [
            parts.option(each.label, each.value, description=each.description)
            for each in choices[:_OPTIONS_MOST]
        ]
        select: Block = {"type": "static_select", "action_id": "into", "options": options}
        blocks.append(parts.input_block(say("Which case?"), select, block_id="into", optional=True))
    number = parts.text_field("number", most=20, placeholder="C-1042")
    label = say("Or by its number") if choices else say("Its number")
    blocks.append(parts.input_block(label, number, block_id="number", optional=bool(choices)))
    return blocks


def _ticks(label: str, choices: Sequence[Choice], *, block_id: str, optional: bool) -> Block:
    options = [
        parts.option(each.label, each.value, description=each.description) for each in choices
    ]
    boxes: Block = {"type": "checkboxes", "action_id": block_id, "options": options}
    return parts.input_block(label, boxes, block_id=block_id, optional=optional)


def _words(label: str, *, hint: str, optional: bool = True) -> Block:
    element = parts.text_field("reason", most=500, multiline=True)
    return parts.input_block(label, element, block_id="reason", hint=hint, optional=optional)
