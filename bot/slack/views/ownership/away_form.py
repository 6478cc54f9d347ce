"""The form of an absence: until when, from when, and who goes on meanwhile."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.domain.text.moments import moment
from bot.language import say, say_count
from bot.slack.views import parts
from bot.slack.views.parts import Block

AWAY_FORM = "away"
BACK = "away_back"


def away_form(
    *,
    holds: int,
    until: datetime | None,
    key: str,
    suggested: datetime,
    people: Sequence[tuple[str, str]] = (),
) -> Block:
    """``until``: the end of the absence somebody is in already; then it offers to come back."""
    blocks: list[Block] = []
    if until is not None:
        back = parts.button(say("I am back"), action_id=BACK, value=key, style="primary")
        blocks.append(
            parts.section(say("You are away until {until}.", until=moment(until)), accessory=back)
        )
    held = say_count(
        holds,
        "You hold {count} open case. It goes on to your colleague, or back to the queue.",
        "You hold {count} open cases. They go on to your colleague, or back to the queue.",
    )
    blocks += [
        parts.section(held if holds else say("You hold no case just now.")),
        _time(say("I am away until"), "until", initial=suggested),
        _time(
            say("Starting"),
            "start",
            hint=say("Left empty, it begins now."),
        ),
        parts.input_block(
            say("Who goes on with my cases?"),
            parts.people_picker(people, action_id="stand_in"),
            block_id="stand_in",
            hint=say("Left empty, they go back to the queue. Alerts meant for you go there too."),
            optional=True,
        ),
    ]
    return parts.modal(
        callback_id=AWAY_FORM,
        title=say("I am away"),
        submit=say("Save"),
        metadata=json.dumps({"v": 1, "key": key}),
        blocks=blocks,
    )


def read_key(private_metadata: str) -> str:
    """The form's own key. Raises ValueError, KeyError."""
    return str(json.loads(private_metadata)["key"])


def _time(label: str, name: str, *, initial: datetime | None = None, hint: str = "") -> Block:
    element: Block = {"type": "datetimepicker", "action_id": name}
    if initial is not None:
        element["initial_date_time"] = int(initial.timestamp())
    return parts.input_block(label, element, block_id=name, hint=hint, optional=initial is None)
