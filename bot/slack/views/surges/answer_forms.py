"""Answering many of a surge: the wordings; then the exact text for each customer, with boxes to untick.

Ten boxes in one list, a hundred blocks in a form (docs.slack.dev, block kit, 2026): a hundred customers at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.records.answers.reply import PURPOSE_MEANING, Purpose
from bot.domain.text import slots
from bot.domain.text.references import case_reference
from bot.language import say, say_count
from bot.slack.views import parts, rich
from bot.slack.views.parts import Block
from bot.slack.views.surges.surge_forms import SurgeKey

WORDINGS_FORM, ANSWERS_FORM = "surge_wordings", "surge_answers"
ANOTHER = "surge_another_wording"
RESOLVES = "resolves"
_BOXES = 10
WORDINGS_MOST = 5
_TEXT_MOST = 1000
_REFUSED_MOST = 40


@dataclass(frozen=True)
class AnswerShown:
    """The exact text for one customer, or why there is none."""

    case_id: int
    author: str
    text: str = ""
    refusal: str = ""


def wordings_form(
    *,
    about: str,
    customers: int,
    wordings: Sequence[str],
    to_all: bool,
    key: SurgeKey,
    fields: int = 1,
) -> Block:
    """A wording, or more, and what they do for the customers. ``to_all``: everybody who wrote is told."""
    fields = min(max(fields, len(wordings)), WORDINGS_MOST)
    title = say("It is mended") if to_all else say("Answer many")
    if not customers:
        nothing = parts.section(say("Nobody waits for that just now."))
        return parts.modal(callback_id=WORDINGS_FORM, title=title, blocks=[nothing])
    whom = say_count(
        customers,
        "*{name}*: {count} customer. You see the exact text for each before anything goes.",
        "*{name}*: {count} customers. You see the exact text for each before anything goes.",
        name=parts.safe(about),
    )
    return parts.modal(
        callback_id=WORDINGS_FORM,
        title=title,
        submit=say("Look at the answers"),
        metadata=str(key),
        blocks=[
            parts.section(whom),
            parts.context(
                say("Filled in for each customer: {slots}.", slots=" ".join(_SLOTS.values())),
                say("Platforms take no text twice: write several wordings, or {name}.", **_SLOTS),
            ),
            *(
                _wording(number, wordings[number] if number < len(wordings) else "")
                for number in range(fields)
            ),
            *([_another(fields)] if fields < WORDINGS_MOST else []),
            parts.input_block(
                say("What do they do for the customer?"), _purposes(), block_id="purpose"
            ),
            *([_resolves()] if to_all else []),
        ],
    )


def answers_form(
    listed: Sequence[AnswerShown], refused: Sequence[AnswerShown], *, more: int, key: SurgeKey
) -> Block:
    """Exactly what would be published, ticked; and for whom there is nothing, with why. ``key``: of the
    answers that were written down."""
    blocks: list[Block] = []
    for place in range(0, len(listed), _BOXES):
        blocks += _group(listed[place : place + _BOXES], place)
    if more > 0:
        left = say_count(
            more,
            "{count} more customer comes after these.",
            "{count} more customers come after these.",
        )
        blocks.append(parts.context(left))
    if refused:
        blocks.append(parts.section(say("*Left out:*")))
    blocks += [
        parts.context(f"{case_reference(one.case_id)}  ·  {parts.clip(one.refusal, 300)}")
        for one in refused[:_REFUSED_MOST]
    ]
    count = say_count(len(listed), "Send {count}", "Send {count}")
    return parts.modal(
        callback_id=ANSWERS_FORM,
        title=say("Send these answers?"),
        submit=count if listed else "",
        close=say("Back"),
        metadata=str(key),
        blocks=blocks or [parts.section(say("Nobody waits for that just now."))],
    )


_SLOTS = {name: f"`{{{name}}}`" for name in slots.SLOTS}


def _wording(number: int, initial: str) -> Block:
    element = parts.text_field("wording", most=_TEXT_MOST, multiline=True, initial=initial)
    label = say("What should they read?") if not number else say("Another way to say it")
    return parts.input_block(
        label,
        element,
        block_id=f"wording_{number}",
        optional=number > 0,
    )


def _another(fields: int) -> Block:
    button = parts.button(say("Another way to say it"), action_id=ANOTHER, value=f"{fields}")
    return parts.actions(ANOTHER, [button])


def _purposes() -> Block:
    kinds = (Purpose.ANSWERS, Purpose.HOLDING)
    options = [parts.option(say(PURPOSE_MEANING[kind]), kind) for kind in kinds]
    return {
        "type": "radio_buttons",
        "action_id": "purpose",
        "options": options,
        "initial_option": options[0],
    }


def _resolves() -> Block:
    box = parts.option(say("Resolve each case once its answer is published"), RESOLVES)
    boxes: Block = {"type": "checkboxes", "action_id": RESOLVES, "options": [box]}
    return parts.input_block(say("And then?"), boxes, block_id=RESOLVES, optional=True)


def _group(some: Sequence[AnswerShown], place: int) -> list[Block]:
    """The exact texts of ten, and a box for each."""
    lines = []
    for number, one in enumerate(some, start=place + 1):
        lines.append(rich.words(f"{number}. {parts.clip(one.author, 60)}\n", bold=True))
        lines.append(rich.words(f"{one.text}\n"))
    options = [
        parts.option(f"{number}. {parts.clip(one.author, 60)}", f"{one.case_id}")
        for number, one in enumerate(some, start=place + 1)
    ]
    block_id = f"customers_{place}"
    boxes: Block = {
        "type": "checkboxes",
        "action_id": block_id,
        "options": options,
        "initial_options": options,
    }
    label = say("Who gets it?") if not place else say("… and who of these?")
    return [rich.line(*lines), parts.input_block(label, boxes, block_id=block_id, optional=True)]
