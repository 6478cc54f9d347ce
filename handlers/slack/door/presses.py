"""What Slack tells about a pressed button or a sent form, read once into something small."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from bot.bootstrap import App
from bot.slack.api.values import (
    ButtonValue,
    CaseValue,
    FormKey,
    PledgeValue,
    RefusedReplyValue,
    UnreadableValue,
    read_metadata,
)
from handlers.slack.door.acting import Person, person_of
from handlers.slack.door.button_place import ButtonPlace, place_of_button
from handlers.slack.door.own_thread import require_own_thread

# Where each kind of element holds what was entered.
_CHOSEN = ("value", "selected_user", "selected_date", "selected_time", "selected_date_time")
CASE_PRESSED = "case_pressed"  # what a body is told when its button is read: only a listener can
_LONGEST_NUMBER = 18  # digits; what a database's whole number holds
_E = TypeVar("_E", bound=StrEnum)
About = TypeVar("About", bound=ButtonValue)


@dataclass(frozen=True)
class Press(Generic[About]):
    """A pressed button: who pressed, what it is about, and where it stands."""

    person: Person
    about: About
    key: str
    trigger_id: str
    place: ButtonPlace = field(default_factory=ButtonPlace)
    in_form: str = ""  # the id of the form it stands in, where it stands in one


CasePress = Press[CaseValue]


@dataclass(frozen=True)
class Sent:
    """A sent form: what was entered, by block, and the metadata it was opened with."""

    person: Person
    metadata: str
    values: dict[str, str]
    ticked: tuple[str, ...]  # every box of all its lists, in their order
    view_id: str

    @property
    def key(self) -> FormKey:
        """The key of a form about a case. Raises UnreadableValue."""
        return read_metadata(self.metadata)

    @property
    def case_id(self) -> int:
        """The case that the form is about. Raises UnreadableValue."""
        return self.key.case_id

    def text(self, block: str) -> str:
        """What was entered there; empty if nothing was."""
        return self.values.get(block, "")

    def choice(self, block: str, of: type[_E]) -> _E:
        """What was chosen there. Raises UnreadableValue for what is not offered any more."""
        return one_of(of, self.text(block))


def press_of(app: App, body: dict[str, Any], about: type[About]) -> Press[About]:
    """The press in a ``block_actions`` payload, its value read as what this action's buttons carry.

    Raises UnreadableValue for a button of another time, OfAnotherCase for one in another's thread.
    """
    action, container = body["actions"][0], body.get("container") or {}
    stands = container.get("message_ts") or container.get("view_id") or ""
    person = person_of(body)
    # Slack gives presses no id of their own.
    key = f"{stands}:{action['action_id']}:{action.get('action_ts', '')}:{person.slack_user_id}"
    press = Press(
        person=person,
        about=about.read(pressed_value(body)),
        key=f"action:{key}",
        trigger_id=str(body.get("trigger_id", "")),
        place=place_of_button(body),
        in_form=_form_of(body),
    )
    require_own_thread(app, about=press.about, place=press.place)
    if isinstance(press.about, CaseValue | RefusedReplyValue | PledgeValue):
        body[CASE_PRESSED] = press.about.case_id
    return press


def _form_of(body: dict[str, Any]) -> str:
    view = body.get("view") or {}
    return str(view.get("id") or "") if view.get("type") == "modal" else ""


def pressed_value(body: dict[str, Any]) -> str:
    """What the pressed button carries, or the chosen option of a menu."""
    action = body["actions"][0]
    option = action.get("selected_option") or {}
    return str(option.get("value") or action.get("value") or "")


def view_id_of(body: dict[str, Any]) -> str:
    """The form or tab in which something was pressed; empty when it was none."""
    return str((body.get("view") or {}).get("id") or "")


def one_of(of: type[_E], value: str) -> _E:
    """The member of that value. Raises UnreadableValue."""
    try:
        return of(value)
    except ValueError as error:
        raise UnreadableValue from error


def whole_number(value: str) -> int:
    """The number that a box or a choice carries. Raises UnreadableValue."""
    if not value.isdecimal() or len(value) > _LONGEST_NUMBER:
        raise UnreadableValue
    return int(value)


def sent_form(body: dict[str, Any]) -> Sent:
    """The form in a ``view_submission`` payload, or around what was pressed. Raises UnreadableValue."""
    view = body.get("view")
    if not view:
        raise UnreadableValue
    state = (view.get("state") or {}).get("values") or {}
    entered = {
        block: _entered(element)
        for block, elements in state.items()
        for element in elements.values()
    }
    return Sent(
        person=person_of(body),
        metadata=str(view.get("private_metadata", "")),
        values=entered,
        ticked=tuple(
            str(option["value"])
            for elements in state.values()
            for element in elements.values()
            for option in element.get("selected_options") or []
        ),
        view_id=str(view.get("id", "")),
    )


def _entered(element: dict[str, Any]) -> str:
    option = element.get("selected_option")
    chosen = option["value"] if option else next(filter(None, map(element.get, _CHOSEN)), "")
    return str(chosen)
