"""What is wrong with one value of a row of weekly data, said to whoever typed it: in a form, as TOML, as CSV."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.rules.rule_faults import nearest
from bot.language import listed, say

_QUOTED = re.compile(r"'([^']*)'")
_PEOPLE = {"person", "stand_in", "reviewer"}


def said_of(problem: Mapping[str, Any], *, key: str, known: Iterable[str]) -> str:
    """Says what is wrong with this key, without naming it, in the language being spoken."""
    sort, told = str(problem["type"]), problem.get("ctx") or {}
    if sort == "extra_forbidden":
        return say("there is no such key. {near}", near=nearest(key, known))
    if sort == "missing":
        return say("it is missing. Write it")
    if sort in {"string_too_short", "too_short"}:
        return say("it is too short: {count} characters at least", count=told["min_length"])
    if sort in {"string_too_long", "too_long"}:
        return say("it is too long: {count} characters at most", count=told["max_length"])
    if sort in {"literal_error", "enum"}:
        choices = listed(f"“{name}”" for name in _QUOTED.findall(str(told["expected"])) if name)
        return say("it can be {choices} and nothing else", choices=choices)
    if sort == "string_type":
        return say("it is no text. Put it in quotation marks")
    if sort == "string_pattern_mismatch" and key in _PEOPLE:
        return say("it is nobody's Slack id. Those begin with U or W")
    if sort.startswith(("date_", "time_", "int_")):
        return _shape_of(sort)
    return str(told.get("error") or problem["msg"])


def _shape_of(sort: str) -> str:
    if sort.startswith("date_"):
        return say("it is no day. Write one like {day}", day="2026-12-31")
    if sort.startswith("time_"):
        return say("it is no time of day. Write one like {time}", time="09:30")
    return say("it is no whole number")
