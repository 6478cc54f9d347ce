"""What clocks need of the house rules, those in force now or at a place in the trail, and no more."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.sla.policy import SlaPolicy, SlaRule, Subject
from bot.domain.sla.regulatory import RegulatoryClock, RegulatoryPreset


class ClockRules(Protocol):
    """What clocks need of the house rules. The house rules themselves are this as well."""

    @property
    def sla(self) -> SlaPolicy:
        """The policy."""

    @property
    def private_windows(self) -> Mapping[str, float]:
        """For how many hours a channel takes a private answer, where it does not for ever."""

    def promises_for(self, subject: Subject) -> tuple[SlaRule, BusinessCalendar] | None:
        """The rule that takes a case, and the calendar it counts by."""

    def complaint_preset(self, name: str) -> RegulatoryPreset | None:
        """The preset of that name, if staff are offered it."""

    def regulatory_calendar(self, name: str) -> BusinessCalendar:
        """The calendar a regulatory clock names."""


class Demanded(NamedTuple):
    """One regulatory clock, with the preset that demands it and the calendar it counts by."""

    preset: RegulatoryPreset
    clock: RegulatoryClock
    calendar: BusinessCalendar


@dataclass(frozen=True)
class PastRules:
    """Rules that were in force once, read back from their stored versions."""

    sla: SlaPolicy
    calendars: Mapping[str, BusinessCalendar]
    teams: Mapping[str, str]  # the calendar of each team; "" is that of any other
    presets: Mapping[str, RegulatoryPreset] = field(default_factory=dict)
    regulatory_calendars: Mapping[str, BusinessCalendar] = field(default_factory=dict)
    private_windows: Mapping[str, float] = field(default_factory=dict)

    def promises_for(self, subject: Subject) -> tuple[SlaRule, BusinessCalendar] | None:
        """The rule that took a case then, and the calendar it counted by."""
        rule = self.sla.rule_for(subject)
        if rule is None:
            return None
        of_team = self.teams.get(subject.team, self.teams[""])
        return rule, self.calendars[rule.calendar or of_team]

    def complaint_preset(self, name: str) -> RegulatoryPreset | None:
        """The preset staff were offered under that name."""
        return self.presets.get(name)

    def regulatory_calendar(self, name: str) -> BusinessCalendar:
        """The calendar a regulatory clock named."""
        return self.regulatory_calendars[name]


@dataclass(frozen=True)
class Timeline:
    """Which rules were in force where in the trail: each from its entry on, the oldest first.

    ``names`` has those of entries that name what they were decided by.
    """

    begins: tuple[int, ...]
    rules: tuple[ClockRules, ...]
    names: Mapping[str, ClockRules] = field(default_factory=dict)

    @classmethod
    def always(cls, rules: ClockRules) -> "Timeline":
        """One set of rules from the beginning."""
        return cls((0,), (rules,))

    def at(self, place: int, *, name: str = "") -> ClockRules:
        """The rules by which the entry of this number was decided: those it names, if they were ever
        in force, else those in force when it was written."""
        return self.names.get(name) or self.rules[max(0, bisect_left(self.begins, place) - 1)]

    def preset(self, name: str, version: str) -> RegulatoryPreset | None:
        """That version of a preset, if it was ever in force."""
        found = (rules.complaint_preset(name) for rules in self.rules)
        return next((one for one in found if one is not None and one.version == version), None)

    def demanded(self, name: str, *, preset: str, calendar: str) -> Demanded | None:
        """What was demanded under that name by these versions; none where they were never in force."""
        for rules in self.rules:
            found = demanded(rules, name)
            if found and (found.preset.version, found.calendar.version) == (preset, calendar):
                return found
        return None


def demanded(rules: ClockRules, name: str) -> Demanded | None:
    """What these rules demand by the regulatory clock of that full name, if staff are offered it."""
    preset = rules.complaint_preset(name.partition(":")[0])
    clock = preset.clock_named(name) if preset is not None else None
    if preset is None or clock is None:
        return None
    return Demanded(preset, clock, rules.regulatory_calendar(clock.calendar))
