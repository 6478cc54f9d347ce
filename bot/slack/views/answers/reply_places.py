"""Where an answer can go: to everybody, or to the customer alone; and why not, or until when."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.records.cases.case import Surface
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.parts import Block


@dataclass(frozen=True)
class PlaceShown:
    """One place for an answer, as it stands now."""

    surface: Surface
    is_open: bool
    why_not: str = ""  # our own mrkdwn
    until: datetime | None = None  # when the platform closes it
    in_chat: bool = False  # in the secure chat that the customer is in
    once: bool = False  # whether the platform takes one such answer and no more


def place_blocks(places: tuple[PlaceShown, ...], *, chosen: str) -> list[Block]:
    """The choice between two open places; and a line on the one that is closed or closes."""
    opened = [place for place in places if place.is_open]
    blocks: list[Block] = []
    if len(opened) > 1:
        blocks.append(_choice(opened, chosen))
    closed = [parts.clip(place.why_not, 1000) for place in places if not place.is_open]
    limits = [_until(place) for place in opened if place.until is not None]
    lines = [line for line in (*closed, *limits) if line.strip()]
    return [*blocks, *([parts.context(*lines)] if lines else [])]


def _choice(opened: list[PlaceShown], chosen: str) -> Block:
    options = [_option(place) for place in opened]
    first = next((option for option in options if option["value"] == chosen), options[0])
    block = parts.input_block(
        say("Who reads it?"),
        {
            "type": "radio_buttons",
            "action_id": "surface",
            "options": options,
            "initial_option": first,
        },
        block_id="surface",
    )
    return {**block, "dispatch_action": True}  # the other place has another limit and another post


def _option(place: PlaceShown) -> Block:
    label = say("The customer alone") if _is_private(place) else say("Everybody")
    if place.in_chat:
        label = say("The customer alone, in the secure chat")
    limit = say("One private answer to this post") if place.once else ""
    return parts.option(label, place.surface.value, description=limit)


def _until(place: PlaceShown) -> str:
    when = moment(place.until) if place.until else ""
    if _is_private(place):
        return say("The customer can be answered privately until {when}.", when=when)
    return say("The customer can be answered in public until {when}.", when=when)


def _is_private(place: PlaceShown) -> bool:
    return place.surface == Surface.PRIVATE
