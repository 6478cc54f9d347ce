"""The epoch on what people can press: ``e1520640|v1:1042:7``. A restored backup begins another one.

It is put on where something leaves for Slack, and taken off where a press comes in, so that whoever
draws or reads a value knows nothing of it. Epoch 0, before any backup was restored, leaves no trace.

On a message each button and each option carries it; on a form or the Home tab its private metadata does.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

_STAMP = re.compile(r"e([0-9]{1,9})\|(.*)", re.DOTALL)
_PRESSED = ("button", "static_select", "overflow")


class Stamped(NamedTuple):
    """What came back, and the epoch in which it was drawn."""

    epoch: int
    plain: str


def stamped(plain: str, *, epoch: int) -> str:
    """The value as Slack keeps it."""
    return f"e{epoch}|{plain}" if epoch else plain


def read_stamp(value: str) -> Stamped:
    """The value as it was drawn."""
    match = _STAMP.fullmatch(value)
    return Stamped(int(match[1]), match[2]) if match else Stamped(0, value)


def on_call(arguments: Mapping[str, Any], *, epoch: Callable[[], int]) -> dict[str, Any]:
    """The arguments of a call to Slack, or of an answer to it, with the epoch on all that is pressed.

    ``epoch`` is asked for only where something could be.
    """
    found = dict(arguments)
    if not found.keys() & {"view", "blocks"}:
        return found
    now = epoch()
    return _stamped_call(found, now) if now else found


def _stamped_call(found: dict[str, Any], epoch: int) -> dict[str, Any]:
    if isinstance(found.get("view"), dict):
        view = dict(found["view"])
        view["private_metadata"] = stamped(view.get("private_metadata") or "", epoch=epoch)
        found["view"] = view
    if isinstance(found.get("blocks"), list):
        found["blocks"] = [_on_block(block, epoch) for block in found["blocks"]]
    return found


def pressed(body: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Where in a press, or in a form that came back, the epoch stands: a holder, and the key in it.

    ``body`` is changed by whoever takes the epoch off there.
    """
    view = body.get("view")
    if isinstance(view, dict):
        yield view, "private_metadata"
        return
    actions = body.get("actions")
    for action in actions if isinstance(actions, list) else ():
        chosen = action.get("selected_option") if isinstance(action, dict) else None
        holders = [each for each in (action, chosen) if isinstance(each, dict)]
        yield from ((each, "value") for each in holders if "value" in each)


def _on_block(block: Any, epoch: int) -> Any:
    if not isinstance(block, dict):
        return block
    found = dict(block)
    if isinstance(found.get("elements"), list):
        found["elements"] = [_on_element(each, epoch) for each in found["elements"]]
    if isinstance(found.get("accessory"), dict):
        found["accessory"] = _on_element(found["accessory"], epoch)
    return found


def _on_element(element: Any, epoch: int) -> Any:
    """A button, or a menu with its options, in groups or not; nothing else is pressed on a message."""
    if not isinstance(element, dict) or element.get("type") not in _PRESSED:
        return element
    found = _on_value(element, epoch)
    if "options" in found:
        found["options"] = [_on_value(each, epoch) for each in found["options"]]
    if "option_groups" in found:
        found["option_groups"] = [
            {**group, "options": [_on_value(each, epoch) for each in group["options"]]}
            for group in found["option_groups"]
        ]
    if "initial_option" in found:
        found["initial_option"] = _on_value(found["initial_option"], epoch)
    return found


def _on_value(holder: dict[str, Any], epoch: int) -> dict[str, Any]:
    if not isinstance(holder.get("value"), str):
        return dict(holder)
    return {**holder, "value": stamped(holder["value"], epoch=epoch)}
