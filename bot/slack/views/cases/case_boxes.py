"""Cases to tick in a form: who wrote and their latest words, ten boxes a list."""

from collections.abc import Sequence

from bot.language import say
from bot.slack.views import parts
from bot.slack.views.cases.case_rows import latest_words
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

BOXES = 10  # in one list of checkboxes (docs.slack.dev, checkboxes element, 2026)


def case_boxes(cases: Sequence[CaseShown]) -> list[Block]:
    """A list for each ten of them; a box carries the case and its version, ``1042:7``."""
    return [_list(cases[place : place + BOXES], place) for place in range(0, len(cases), BOXES)]


def _list(cases: Sequence[CaseShown], place: int) -> Block:
    block_id = f"cases_{place}"
    boxes: Block = {
        "type": "checkboxes",
        "action_id": block_id,
        "options": [_option(case) for case in cases],
    }
    label = say("Which cases?") if not place else say("… and which of these?")
    return parts.input_block(label, boxes, block_id=block_id, optional=True)


def _option(case: CaseShown) -> Block:
    label = parts.clip(f"{case.reference} · {case.author}", 75)
    said = parts.clip(latest_words(case), 75)
    return parts.option(label, f"{case.case_id}:{case.version}", description=said)
