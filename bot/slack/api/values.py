"""What a button and a form carry: a case, the version they were drawn for, and a form's own key.

Never content: it is looked up again, and a version that has moved on tells a stale button.
"""

import json
import re
from dataclasses import astuple, dataclass, fields
from typing import Self

from bot.domain.channels.inbound import storable
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Surface
from bot.language import say

_VALUE = re.compile(r"v1:([0-9]{1,18}):([0-9]{1,18})")
_MOST = 10**18  # what a database's whole number holds
RESOLVE = "resolve"
_CHOICE = re.compile(r"([a-z_]{1,60}):([0-9]{1,18}):([0-9]{1,18})")


class UnreadableValue(ValueError):
    """A button or form that this version of Earshot did not draw."""

    def __init__(self) -> None:
        super().__init__(say("That button is from another time. Please use the ones on the case."))


@dataclass(frozen=True)
class ButtonValue:
    """What a button is about: one or two numbers, told apart by the button's action, not its value.

    ``str()`` writes it as it stands in Slack, ``v1:1042:7``; a value of one number ends in ``:0``.
    """

    def __str__(self) -> str:
        first, second = (*astuple(self), 0)[:2]
        return f"v1:{first}:{second}"

    @classmethod
    def read(cls, value: str) -> Self:
        """The value of a button or of a menu's option. Raises UnreadableValue."""
        match = _VALUE.fullmatch(value) or _CHOICE.fullmatch(value)
        if match is None:
            raise UnreadableValue
        return cls(*(int(number) for number in match.groups()[-2:][: len(fields(cls))]))


@dataclass(frozen=True)
class CaseValue(ButtonValue):
    """A case, and the version of it that the button was drawn for."""

    case_id: int
    version: int = 0


@dataclass(frozen=True)
class ReplyValue(ButtonValue):
    """An answer of ours, as under *Undo*."""

    reply_id: int


@dataclass(frozen=True)
class RefusedReplyValue(ButtonValue):
    """An answer that did not go out, of which *Try again* makes a new one."""

    case_id: int
    reply_id: int


@dataclass(frozen=True)
class MessageValue(ButtonValue):
    """A message, as under an answer that was given in the platform's own app."""

    message_id: int


@dataclass(frozen=True)
class PledgeValue(ButtonValue):
    """What an answer in a case promised, as on the headline."""

    case_id: int
    pledge_id: int


@dataclass(frozen=True)
class DeliveryValue(ButtonValue):
    """A delivery of which nobody knows whether it arrived."""

    delivery_id: int


@dataclass(frozen=True)
class OfferValue(ButtonValue):
    """A case that was offered to somebody, as under the message that asks."""

    offer_id: int


@dataclass(frozen=True)
class ConfirmationValue(ButtonValue):
    """A question whether a command is by whom it names."""

    confirmation_id: int


@dataclass(frozen=True)
class AlarmValue(ButtonValue):
    """An alarm, as under its message."""

    alarm_id: int


@dataclass(frozen=True)
class SurgeValue(ButtonValue):
    """A surge, as under its post."""

    surge_id: int


@dataclass(frozen=True)
class ConsultValue(ButtonValue):
    """A question to a team, as under its post; ``note_id``: the answer to it that is meant."""

    consult_id: int
    note_id: int = 0


@dataclass(frozen=True)
class ReviewValue(ButtonValue):
    """A review of an answer, as under the message that it was given."""

    review_id: int


@dataclass(frozen=True)
class CustomerValue(ButtonValue):
    """A note about the customer of a case, or another account of theirs, as on their card."""

    case_id: int
    number: int


@dataclass(frozen=True)
class MenuValue:
    """A menu option's value: the name of an offer, and the case it is for. ``release:1042:7``."""

    name: str
    about: CaseValue

    def __str__(self) -> str:
        return f"{self.name}:{self.about.case_id}:{self.about.version}"

    @classmethod
    def read(cls, value: str) -> Self:
        """The name and the case. Raises UnreadableValue."""
        match = _CHOICE.fullmatch(value)
        if match is None:
            raise UnreadableValue
        return cls(match[1], CaseValue(int(match[2]), int(match[3])))


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
    then: str = ""  # RESOLVE: the case is resolved once the answer is published


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
        "then": key.then,
    }
    filled = {name: value for name, value in content.items() if value != ""}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def _number(told: object) -> int:
    if not isinstance(told, int) or not 0 <= told < _MOST:
        raise UnreadableValue
    return told


def read_metadata(private_metadata: str) -> FormKey:
    """The key of a form that came back. Raises UnreadableValue."""
    try:
        content = storable(json.loads(private_metadata))
        if content["v"] != 1:
            raise UnreadableValue
        purpose = content.get("purpose", "")
        return FormKey(
            case_id=_number(content["case"]),
            version=_number(content["version"]),
            request_key=str(content["request_key"]),
            surface=Surface(content.get("surface", Surface.PUBLIC)),
            answers=str(content.get("answers", "")),
            text=str(content.get("text", "")),
            purpose=Purpose(purpose) if purpose else "",
            then=RESOLVE if content.get("then") else "",
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableValue from error
