"""The values of a search: states by any of their names, days as people say them."""

import re
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches

from bot.domain.calendar.days import is_within
from bot.domain.languages.names import code_called
from bot.domain.records.cases.case import OPEN_STATES, CaseState
from bot.language import listed, say

_ENDED = frozenset(CaseState) - OPEN_STATES
_STATES: dict[str, frozenset[CaseState]] = {
    **{str(state): frozenset({state}) for state in CaseState},
    "open": frozenset(OPEN_STATES),
    "ended": _ENDED,
    "done": _ENDED,
    "any": frozenset(CaseState),
    "all": frozenset(CaseState),
    "unclaimed": frozenset({CaseState.NEW}),
    "in_hand": frozenset({CaseState.CLAIMED}),
    "with_the_customer": frozenset({CaseState.WITH_CUSTOMER}),
    "waiting": frozenset({CaseState.WITH_CUSTOMER}),
    "no_reply": frozenset({CaseState.NOT_ACTIONABLE}),
    "no_reply_needed": frozenset({CaseState.NOT_ACTIONABLE}),
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_AGO = re.compile(r"(\d{1,4})\s*(h|d|w|m)[a-z]*(?:\s*ago)?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_HOURS = {"h": 1, "d": 24, "w": 7 * 24}


class BadValue(ValueError):
    """A value that cannot be read. Its text says what can be written."""


def read_states(value: str) -> frozenset[CaseState]:
    """``new``, ``open``, ``new,claimed``; the beginning of a name is enough. Raises BadValue."""
    found: frozenset[CaseState] = frozenset()
    for name in value.split(","):
        found |= _one_state(re.sub(r"[\s-]+", "_", name.strip().casefold()))
    return found


def read_language(value: str) -> str:
    """``ar``, ``Arabic``, ``عربي``: its code. Raises BadValue."""
    if code := code_called(value):
        return code
    sentence = say("There is no language “{name}”.", name=value[:20])
    raise BadValue(f"{sentence} {say('Write it like {example}.', example='language:ar')}")


def read_moment(value: str, *, now: datetime, to_its_end: bool = False) -> datetime:
    """The beginning (or end) of a day, or so long ago, in ``now``'s zone. Raises BadValue.

    A day's name means the last such day, today included; ``week`` and ``month`` their beginning.
    """
    said = value.casefold()
    ago = _AGO.fullmatch(said)
    if ago and ago[2] in _HOURS:
        return now - timedelta(hours=int(ago[1]) * _HOURS[ago[2]])
    day = _day(said, now.date())
    if day is None or not is_within(day):
        raise BadValue(
            say("“{value}” is no day I can read.", value=value[:20])
            + " "
            + say("Write it like today, monday, 3d, 2w or 2026-03-01.")
        )
    return datetime.combine(day + timedelta(days=to_its_end), time(), tzinfo=now.tzinfo)


def _one_state(name: str) -> frozenset[CaseState]:
    if name in _STATES:
        return _STATES[name]
    meant = {_STATES[known] for known in _STATES if name and known.startswith(name)}
    if len(meant) == 1:
        return meant.pop()
    near = get_close_matches(name, _STATES, n=1)
    hint = " " + say("Did you mean “{near}”?", near=near[0]) if near else ""
    known = listed([*CaseState, "open"])
    sentence = say("There is no state “{name}”.", name=name[:20])
    raise BadValue(sentence + hint + " " + say("There are: {known}.", known=known))


def _day(said: str, today: date) -> date | None:
    if said in ("today", "now"):
        return today
    if said == "yesterday":
        return today - timedelta(days=1)
    if said in ("week", "thisweek", "this-week"):
        return today - timedelta(days=today.weekday())
    if said in ("month", "thismonth", "this-month"):
        return today.replace(day=1)
    named = [n for n, name in enumerate(_WEEKDAYS) if len(said) > 2 and name.startswith(said)]
    if named:
        return today - timedelta(days=(today.weekday() - named[0]) % 7)
    return _date(said)


def _date(said: str) -> date | None:
    iso, day_first = _ISO.fullmatch(said), _DAY_FIRST.fullmatch(said)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if day_first:
            return date(int(day_first[3]), int(day_first[2]), int(day_first[1]))
    except ValueError:
        return None
    return None
