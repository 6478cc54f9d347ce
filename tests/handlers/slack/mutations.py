"""What Slack might send one day: real events, presses and forms, with parts that are something else."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from tests.handlers.slack import doors
from tests.handlers.slack.registered import Registry
from tests.slack.workplace import AMIRA, CHANNEL, Workplace

_STRANGE: list[Any] = [None, 0, -1, 2**70, 1.5, True, "", "x", "\ud800", "a\0b", "9" * 400, [], {}]
_STRANGE += [[None], [[]], {"id": 1}, {"type": None}, "1e999", "0" * 3000, [{}], {"value": {}}]
_GONE = 0.25  # of the changed parts


def events(workplace: Workplace, *, case_id: int) -> Iterator[dict[str, Any]]:
    """What the simulated Slack told the bot of this case and its people."""
    thread = workplace.thread(case_id).slack_ts
    told = workplace.do("say", user=AMIRA, channel=CHANNEL, thread_ts=thread, text="We look.")
    workplace.do("edit_message", user=AMIRA, channel=CHANNEL, ts=told["ts"], text="We looked.")
    workplace.do("open_home", user=AMIRA)
    for shipment in list(workplace.sandbox.slack.workspace.courier.sent):
        yield json.loads(shipment.body)


def interactions(
    workplace: Workplace, listening: Registry, *, case_id: int
) -> Iterator[dict[str, Any]]:
    """One payload for each listener that a person reaches, but for the command."""
    visitor = doors.Visitor(AMIRA)
    for door, name in doors.interactions(listening):
        if door.kind != "command":
            yield doors.payload_of(workplace, visitor, door.kind, name, case_id)


def mutated(body: Any, dice: random.Random) -> Any:
    """One or two of its parts are something else, or gone."""
    changed = copy.deepcopy(body)
    for _ in range(dice.randint(1, 2)):
        places = list(_places(changed))
        if not places:
            break
        inside, name = dice.choice(places)
        if dice.random() < _GONE:
            del inside[name]
        else:
            inside[name] = copy.deepcopy(dice.choice(_STRANGE))
    return changed


def _places(told: Any) -> Iterator[tuple[Any, Any]]:
    pairs = told.items() if isinstance(told, dict) else enumerate(told)
    for name, value in list(pairs):
        yield told, name
        if isinstance(value, dict | list):
            yield from _places(value)
