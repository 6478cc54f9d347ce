"""Waiting until the bot has heard of what people wrote: events are sent while nobody waits for them."""

from typing import Any

from tests.slack.workplace import Workplace

_ROUNDS = 50


def heard(workplace: Workplace) -> None:
    """Return once every event was delivered, or fail."""
    world, courier = workplace.sandbox.world, workplace.sandbox.slack.workspace.courier
    version = world.wait(-1, 0)
    for _ in range(_ROUNDS):
        if all(shipment.attempts for shipment in list(courier.sent)):
            return
        version = world.wait(version, 0.2)
    raise AssertionError("The bot did not hear of everything that was written.")


def do(workplace: Workplace, verb: str, **given: Any) -> None:
    """What a person does to a message; the bot knows of it when this returns."""
    workplace.do(verb, **given)
    heard(workplace)
