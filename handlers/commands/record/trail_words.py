"""The trail in plain words for a terminal. An entry holds ids and codes; `--json` tells them as they are."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.digest.words.lengths import duration
from bot.domain.records.staff import ActorKind
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.details import RULES
from bot.domain.records.trail.verbs import Trail
from bot.domain.sla.policy import METRIC_TITLE
from bot.domain.text.references import case_reference

_HASH = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_CODES = ("outcome", "code", "surface", "purpose", "kind", "what")  # their words are joined by _

_STEPS = (Trail.CLOCK_WARNING, Trail.CLOCK_BREACH)


@dataclass(frozen=True)
class TrailWords:
    """Says entries. ``people``: Slack user id to name; ``channels``: ``x`` to ``X``."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)

    def line(self, entry: AuditEntry) -> str:
        """When, what, who, and about what; nothing in it that moves a terminal's cursor."""
        told = {
            key: v for key, v in entry.details.items() if key != "step" or entry.verb not in _STEPS
        }
        about = ", ".join(self._phrases(told))  # a verb that names its step says it once
        verb = entry.verb.replace("_", " ")
        return _harmless(f"{_when(entry.at)}  {verb:20} {self._actor(entry):24} {about}".rstrip())

    def _actor(self, entry: AuditEntry) -> str:
        who = entry.actor_id
        match entry.actor_kind:
            case ActorKind.STAFF:
                return self.people.get(who) or who
            case ActorKind.PLATFORM:
                return self.channels.get(who, who)
            case ActorKind.SYSTEM:
                return "Earshot"
        return f"{entry.actor_kind} {who}".rstrip()

    def _phrases(self, details: Mapping[str, Any]) -> Iterator[str]:
        """A few words on each detail that holds something."""
        for key, value in details.items():
            if value is None or value in ("", [], {}):
                continue
            known = _PHRASES.get(key)
            phrase = known(value) if known and _fits(value) else self._plain(key, value)
            if phrase:
                yield phrase

    def _plain(self, key: str, value: Any) -> str:
        words = key.replace("_", " ").removesuffix(" at")
        if isinstance(value, bool):
            return words if value else f"not {words}"
        if isinstance(value, Mapping):
            return f"{words} ({', '.join(self._phrases(value))})"
        if isinstance(value, list) and any(isinstance(each, dict | list) for each in value):
            return f"{words}: {len(value)}"
        told = value if isinstance(value, list) else [value]
        return f"{words} {', '.join(self._value(key, each) for each in told)}"

    def _value(self, key: str, value: Any) -> str:
        text = str(value)
        if _HASH.fullmatch(text):
            return f"{text[:8]}…"  # what a line has room for
        if _MOMENT.match(text):
            return _when(datetime.fromisoformat(text))
        if key == "from" and isinstance(value, int):
            return case_reference(value)
        return self.people.get(text) or (text.replace("_", " ") if key in _CODES else text)


def _fits(value: object) -> bool:
    """Whether a phrase can be made of it: of numbers, words, and lists of them."""
    told = value if isinstance(value, list) else [value]
    return not any(isinstance(each, dict | list) for each in told)


def _late(seconds: Any) -> str:
    return f"late by {duration(timedelta(seconds=int(seconds)))}" if int(seconds) > 0 else ""


def _because(found: Any) -> str:
    words = found if isinstance(found, list) else [found]
    return f"because of {', '.join(map(str, words))}"


def _cases(numbers: Any) -> str:
    told = numbers if isinstance(numbers, list) else [numbers]
    return ", ".join(case_reference(n) if isinstance(n, int) else str(n) for n in told)


def _metric(metric: Any) -> str:
    return {str(key): title for key, title in METRIC_TITLE.items()}.get(str(metric), str(metric))


_PHRASES: dict[str, Callable[[Any], str]] = {
    "because": _because,
    "cases": _cases,
    "has_clock": lambda told: "" if told else "no clock",
    "into": lambda told: f"into {_cases(told)}",
    "late_s": _late,
    "metric": _metric,
    "other": _cases,
    "previous": lambda told: f"follows {_cases(told)}",
    RULES: lambda _told: "",  # for a replay, not for people
    "text_sha256": lambda told: f"fingerprint of the text {str(told)[:8]}…",
}


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def _harmless(line: str) -> str:
    """What would move a terminal's cursor could hide a line from whoever reads."""
    return "".join(each if each.isprintable() else "\ufffd" for each in line)
