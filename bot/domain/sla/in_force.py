"""The rules that were in force at a place in the trail: what a replay asks of them, and no more."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.domain.business_calendar import BusinessCalendar
from bot.domain.sla.policy import SlaPolicy, SlaRule, Subject
from bot.domain.sla.regulatory import RegulatoryPreset


class InForce(Protocol):
    """What clocks need of the house rules. The house rules themselves are this as well."""

    @property
    def sla(self) -> SlaPolicy:
        """The policy."""

    def promises_for(self, subject: Subject) -> tuple[SlaRule, BusinessCalendar] | None:
        """The rule that takes a case, and the calendar it counts by."""

    def complaint_preset(self, name: str) -> RegulatoryPreset | None:
        """The preset of that name, if staff are offered it."""

    def regulatory_calendar(self, name: str) -> BusinessCalendar:
        """The calendar a regulatory clock names."""


@dataclass(frozen=True)
class PastRules:
    """Rules that were in force once, read back from their stored versions."""

    sla: SlaPolicy
    calendars: Mapping[str, BusinessCalendar]
    teams: Mapping[str, str]  # the calendar of each team; "" is that of any other
    presets: Mapping[str, RegulatoryPreset] = field(default_factory=dict)
    regulatory_calendars: Mapping[str, BusinessCalendar] = field(default_factory=dict)

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
    """Which rules were in force where in the trail: each from its entry on, the oldest first."""

    begins: tuple[int, ...]
    rules: tuple[InForce, ...]

    @classmethod
    def always(cls, rules: InForce) -> "Timeline":
        """One set of rules from the beginning."""
        return cls((0,), (rules,))

    def at(self, place: int) -> InForce:
        """The rules in force when the entry of this number was written."""
        return self.rules[max(0, bisect_left(self.begins, place) - 1)]
