"""What a button and a form carry: a case, the version they were drawn for, and a form's own key.

Never content: it is looked up again, and a version that has moved on tells a stale button.
"""

import json
import re
from dataclasses import dataclass

from bot.language import say

_VALUE = re.compile(r"v1:([0-9]{1,18}):([0-9]{1,18})")
_CHOICE = re.compile(r"([a-z_]{1,60}):([0-9]{1,18}):([0-9]{1,18})")


class UnreadableValue(ValueError):
    """A button or form that this version of Earshot did not draw."""

    def __init__(self) -> None:
        super().__init__(say("That button is from another time. Please use the ones on the case."))


@dataclass(frozen=True)
class Pressed:
    """A button's value, read. ``number`` is the case's, or for a doubt the delivery's."""

    number: int
    version: int


def button_value(number: int, version: int) -> str:
    """``v1:1042:7``."""
    return f"v1:{number}:{version}"


def read_value(value: str) -> Pressed:
    """The case and version in the value of a button or a menu's option. Raises UnreadableValue."""
    match = _VALUE.fullmatch(value)
    if match is None:
        return read_choice(value).pressed
    return Pressed(number=int(match[1]), version=int(match[2]))


@dataclass(frozen=True)
class Chosen:
    """A menu option's value, read: what is to be done, and to which case."""

    verb: str
    pressed: Pressed


def choice_value(verb: str, case_id: int, version: int) -> str:
    """``release:1042:7``, for an option of the menu on a headline."""
    return f"{verb}:{case_id}:{version}"


def read_choice(value: str) -> Chosen:
    """The verb and the case in a menu option's value. Raises UnreadableValue."""
    match = _CHOICE.fullmatch(value)
    if match is None:
        raise UnreadableValue
    return Chosen(verb=match[1], pressed=Pressed(number=int(match[2]), version=int(match[3])))


@dataclass(frozen=True)
class FormKey:
    """A form's private metadata. ``text`` and ``purpose`` are frozen in the exact preview."""

    case_id: int
    version: int
    request_key: str
    surface: str = "public"
    answers: str = ""  # which post it answers, and how that read, as a short fingerprint
    text: str = ""
    purpose: str = ""


def form_metadata(key: FormKey) -> str:
    """The form's key as compact JSON; Slack takes at most 3,000 characters."""
    content = {
        "v": 1,
        "case": key.case_id,
        "version": key.version,
        "request_key": key.request_key,
        "surface": key.surface,
        "answers": key.answers,
        "text": key.text,
        "purpose": key.purpose,
    }
    filled = {name: value for name, value in content.items() if value != ""}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def read_metadata(private_metadata: str) -> FormKey:
    """The key of a form that came back. Raises UnreadableValue."""
    try:
        content = json.loads(private_metadata)
        if content["v"] != 1:
            raise UnreadableValue
        return FormKey(
            case_id=int(content["case"]),
            version=int(content["version"]),
            request_key=str(content["request_key"]),
            surface=str(content.get("surface", "public")),
            answers=str(content.get("answers", "")),
            text=str(content.get("text", "")),
            purpose=str(content.get("purpose", "")),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableValue from error
