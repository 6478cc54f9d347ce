"""Arguments for any view, made from its annotations: the same strange text everywhere, lists of sixty.

So a view that is written tomorrow is drawn here from the longest and strangest input without anybody
thinking of it. What no stranger can write (ids, addresses of ours, closed vocabularies) is in SAFE.
"""

import collections.abc
import dataclasses
import inspect
import itertools
import types
import typing
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from bot.domain.languages.names import LANGUAGES
from bot.domain.records.cases.case import Surface
from bot.domain.records.columns import Table
from bot.domain.rules.house.alarm_kinds import ALARMS
from bot.domain.rules.house.weekly_data import Kind
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import FormKey
from bot.slack.views import parts
from bot.slack.views.answers.reply_places import PlaceShown
from bot.slack.views.models import CaseShown
from tests.slack.views.strange import NOON, strange_case

MANY = 60
_inside: ContextVar[bool] = ContextVar("inside", default=False)
_numbers = itertools.count(900_000_000)  # as long as ids get, each once
KEY = FormKey(case_id=1042, version=3, request_key="k" * 36)
# By the name of a field or parameter.
SAFE: dict[str, Any] = {
    **dict.fromkeys(
        ("owner", "slack_user_id", "person", "by", "to_person", "from_person", "colleague_id"),
        "U0TOM",
    ),
    **dict.fromkeys(("key", "request_key", "metadata", "private_metadata", "block_id"), "k" * 36),
    **dict.fromkeys(("callback_id", "verb"), "hide"),
    "target": "15 minutes",
    "fill": "k" * 36,
    "time_zone": "Europe/London",
    "zone": "Europe/London",
    "slack_channel": "C0NORTHBANK",
    "channel_title": "Facebook",
    "value": "v1:1042:7",
    "thread_link": "https://northbank.example/archives/C1/p1",
    "case_link": "https://northbank.example/archives/C1/p1",
    "step": "150%",
    "metric": "first_response",
    "kind": "resolved",
    "surface": "public",
}
# Where a name means something else in one place: (class or function, name).
SAFE_IN: dict[tuple[str, str], Any] = {
    ("SaidShown", "what"): "posted",
    ("ListShown", "name"): "queue",
    ("FiguresShown", "more"): "v1|daily|2026-11-21",
    ("HomePlace", "alone"): "queue",
    ("ControlsShown", "counts"): {"mine": MANY, "queue": MANY, "team": MANY},
    ("EventShown", "template"): "reply_queued",
    ("EventShown", "details"): {},
    ("WaitingShown", "reference"): "C-1042",
    ("ApprovalKey", "answered"): "1780000000",
    ("found", "query"): "card",
    ("FoundShown", "query"): "x" * 300,
    ("menu", "kind"): Kind.CANNED,  # one of those that a colleague reviews
    ("text", "most"): 600,
    ("CauseShown", "name"): "x" * 40,  # names in complaints.toml
    ("CauseKey", "cause"): "x" * 40,
    ("remark_block", "accessory"): parts.button("؟", action_id="act_1"),
    ("moderation_form", "verb"): Verb.REMOVE_ANSWER,
    ("language_form", "written"): sorted(LANGUAGES),
    ("priority_form", "levels"): [f"level-{n}" for n in range(MANY)],
}


# What the sentences of alarms are filled in with.
_BLANKS = {
    blank
    for words in ALARMS.values()
    for sentence in words.sentences
    for _, blank, _, _ in Formatter().parse(sentence)
    if blank
}


def call(view: Callable[..., Any], text: str) -> Any:
    """Draw the view with strange arguments."""
    return view(*_positional(view, text), **_keywords(view, text))


def _positional(view: Callable[..., Any], text: str) -> list[Any]:
    hints = typing.get_type_hints(view)
    return [
        _argument(view.__name__, name, hints[name], text)
        for name, parameter in inspect.signature(view).parameters.items()
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY
    ]


def _keywords(view: Callable[..., Any], text: str) -> dict[str, Any]:
    hints = typing.get_type_hints(view)
    return {
        name: _argument(view.__name__, name, hints[name], text)
        for name, parameter in inspect.signature(view).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }


def _argument(owner: str, name: str, hint: Any, text: str) -> Any:
    if (owner, name) in SAFE_IN:
        return SAFE_IN[owner, name]
    if (owner, name) == ("Alarm", "values"):
        return dict.fromkeys(_BLANKS, text) | {
            "person": "U0TOM",
            "channel": "C0NORTHBANK",
            "erased_at": NOON.isoformat(),
        }
    if name == "action_id":
        return f"act_{next(_numbers)}"
    if name == "places":  # one for each surface
        return tuple(PlaceShown(each, True, text, NOON, True) for each in Surface)
    if owner == "HomeShown" and name == "lists":  # there are three, by name
        return tuple(
            dataclasses.replace(_object(hint.__args__[0], text), name=each)
            for each in ("mine", "queue", "team")
        )
    if name in SAFE and hint in (str, str | None):
        return SAFE[name]
    return made(hint, text)


def made(hint: Any, text: str) -> Any:
    """A strange value of this type."""
    if hint is CaseShown:
        hints = typing.get_type_hints(CaseShown)
        around = {name: made(hints[name], text) for name in ("talk", "public", "around")}
        return dataclasses.replace(
            strange_case(text, owner="U0TOM"), case_id=next(_numbers), **around
        )
    if hint is FormKey:
        return KEY
    if hint is int:
        return next(_numbers)
    if hint in _PLAIN:
        return text if hint is str else _PLAIN[hint]
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return made(next(kind for kind in inside if kind is not type(None)), text)
    if origin is typing.Literal:
        return inside[0]
    if origin is not None:
        return _many(origin, inside, text)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type):
        return _object(hint, text)
    raise TypeError(f"Say in tests/slack/views/strange_arguments.py how to make a {hint}.")


_PLAIN: dict[Any, Any] = {
    str: "",
    Any: {},
    bool: True,
    float: 1e9,
    ZoneInfo: ZoneInfo("Europe/London"),
    datetime: NOON,
    date: NOON.date(),
    timedelta: timedelta(days=400),
    type(None): None,
    object: {},
    datetime | None: datetime(2026, 3, 6, 13, tzinfo=UTC),
}


def _many(origin: Any, inside: tuple[Any, ...], text: str) -> Any:
    if origin is typing.Annotated:
        return made(inside[0], text)
    if origin is tuple and inside == (str, str):
        return ("v1:1042:7", text)  # the value that comes back, and how it is called
    if origin is tuple and not (len(inside) == 2 and inside[1] is Ellipsis):
        return tuple(made(kind, text) for kind in inside)
    if origin in (dict, collections.abc.Mapping):
        return {}
    if origin is collections.abc.Callable:
        return lambda *_: made(inside[1], text)
    items = _some(inside[0], text)
    if origin in (set, frozenset, collections.abc.Set):
        return frozenset(items)
    return tuple(items) if origin is tuple else items


def _some(kind: Any, text: str) -> list[Any]:
    """Sixty; of what stands inside of another list a few, or drawing takes minutes."""
    count = 6 if _inside.get() else MANY
    token = _inside.set(True)
    try:
        return [made(kind, text) for _ in range(count)]
    finally:
        _inside.reset(token)


def _object(kind: type, text: str) -> Any:
    hints = typing.get_type_hints(kind)
    if dataclasses.is_dataclass(kind):
        names = [f.name for f in dataclasses.fields(kind) if f.init]
    elif issubclass(kind, BaseModel):
        names = list(kind.model_fields)
    else:
        names = list(getattr(kind, "_fields", ()))
    if not names:
        raise TypeError(f"Say in tests/slack/views/strange_arguments.py how to make a {kind}.")
    values = {name: _argument(kind.__name__, name, hints[name], text) for name in names}
    if issubclass(kind, BaseModel) and not issubclass(kind, Table):
        return kind.model_construct(**values)
    return kind(**values)
