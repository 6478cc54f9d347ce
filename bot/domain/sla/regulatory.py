"""Regulatory clocks: presets of what a rule demands once a person has marked a case as a complaint.

They count from receipt (the post's own time) by their own calendar, and no office hours pause them.
A preset is a reminder made with care and is not legal advice.
"""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated

from pydantic import Field, field_validator

from bot.domain.calendar.calendar_rules import CalendarRules
from bot.domain.content_version import content_version
from bot.domain.frozen import Strict
from bot.domain.sla.ladder import DUTY_MANAGER, TEAM, LadderStep, Mark, Recipients
from bot.domain.sla.policy import OnReopen, PauseWhen, Promise
from bot.domain.sla.targets import Target

NOT_LEGAL_ADVICE = "A reminder, not legal advice. Check it against the rule itself."
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")]


class StartEvent(StrEnum):
    """From what a clock counts."""

    RECEIPT = "receipt"  # the post's own time on the platform
    TOLD = "told"  # what happened elsewhere; whoever marks the case says when
    REOPENED = "reopened"  # the customer came back after an outcome was recorded
    DETERMINED = "determined"  # an investigation was completed, whatever it found
    ERROR_FOUND = "error_found"  # it was, and there is an error to be corrected


class StopEvent(StrEnum):
    """What keeps the promise."""

    FIRST_ANSWER = "first_answer"  # any answer of ours that was published
    SUMMARY = "summary"  # a summary of the outcome was sent
    FINAL = "final"  # the final response was sent, or the case resolved
    EXTENSION = "extension"  # the customer was told why it takes longer; a later deadline counts
    ERROR_FOUND = "error_found"  # an investigation was completed: there is an error
    NO_ERROR = "no_error"  # an investigation was completed: there is none
    CORRECTED = "corrected"  # the error was corrected, or the money is back


STOP_TITLE: dict[StopEvent, str] = {
    StopEvent.FIRST_ANSWER: "First answer published",
    StopEvent.SUMMARY: "Summary of the outcome sent",
    StopEvent.FINAL: "Final response sent",
    StopEvent.EXTENSION: "Customer told why it takes longer",
    StopEvent.ERROR_FOUND: "Investigated: an error",
    StopEvent.NO_ERROR: "Investigated: no error",
    StopEvent.CORRECTED: "Corrected, or money returned",
}
SENDS = frozenset({StopEvent.SUMMARY, StopEvent.FINAL, StopEvent.EXTENSION})
BEGINS: dict[StopEvent, frozenset[StartEvent]] = {
    StopEvent.ERROR_FOUND: frozenset({StartEvent.DETERMINED, StartEvent.ERROR_FOUND}),
    StopEvent.NO_ERROR: frozenset({StartEvent.DETERMINED}),
}
BY_A_RESOLUTION = frozenset({StopEvent.SUMMARY, StopEvent.FINAL})


class RegulatoryClock(Strict):
    """One deadline of a preset."""

    name: Slug
    title: str = Field(min_length=1)
    start: StartEvent = StartEvent.RECEIPT
    target: Target
    end_rule: str = Field(min_length=1)  # the same in words, for people
    calendar: str
    pauses: tuple[PauseWhen, ...] = ()
    marks: tuple[str, ...] = ("80 %",)
    tell: Recipients = (TEAM,)
    tell_late: Recipients = (TEAM, DUTY_MANAGER)
    stop: tuple[StopEvent, ...] = Field(min_length=1)
    on_reopen: OnReopen = OnReopen.CONTINUE
    # A window that closes breaks no promise: another deadline counts then. Left out of the version
    # where it says nothing, so that what was stored before it existed keeps its hash.
    is_window: bool = Field(default=False, exclude_if=lambda value: not value)
    # What settles it is the customer's word, not ours: neither a resolution nor a final response keeps it
    # unless somebody says that the customer accepted. Left out of the version for the same reason.
    needs_acceptance: bool = Field(default=False, exclude_if=lambda value: not value)

    @field_validator("target")
    @classmethod
    def _promises_something(cls, target: Target) -> Target:
        if target.is_none:
            raise ValueError("a regulatory clock has a target. Take the clock out, or give it one")
        return target

    @field_validator("marks")
    @classmethod
    def _marks_can_be_read(cls, marks: tuple[str, ...]) -> tuple[str, ...]:
        for mark in marks:
            Mark.model_validate(mark)
        return marks

    @property
    def promise(self) -> Promise:
        """The same as the rules of a service clock say it; the first mark is its warning."""
        steps = [
            LadderStep(at=mark, tell=self.tell)
            if Mark.model_validate(mark).is_before_the_end
            else LadderStep(at=mark, tell=self.tell_late)
            for mark in self.marks
        ]
        late = LadderStep(at="100 %", tell=self.tell_late)
        return Promise(
            target=self.target,
            steps=(*steps, late),
            pauses=self.pauses,
            on_reopen=self.on_reopen,
        )


class RegulatoryPreset(Strict):
    """One table ``[presets.NAME]`` of regulatory.toml."""

    name: str
    title: str = Field(min_length=1, max_length=70)
    jurisdiction: str = Field(min_length=1)
    source: str = Field(min_length=1)  # the rule itself
    transcribed_on: date  # written down from it then; the bank checks it before use
    note: str = ""
    disclaimer: str = NOT_LEGAL_ADVICE
    clocks: tuple[RegulatoryClock, ...] = Field(min_length=1)

    @field_validator("clocks")
    @classmethod
    def _names_differ(cls, clocks: tuple[RegulatoryClock, ...]) -> tuple[RegulatoryClock, ...]:
        names = [clock.name for clock in clocks]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice:
            raise ValueError(f"two of its clocks are called “{twice}”. Give each its own name")
        return clocks

    @cached_property
    def version(self) -> str:
        """The hash of everything this preset says."""
        return content_version(self)

    def clock_named(self, name: str) -> RegulatoryClock | None:
        """The clock a case remembers, by its full name ``preset:clock``."""
        return next((one for one in self.clocks if self.full_name(one) == name), None)

    def full_name(self, clock: RegulatoryClock) -> str:
        """What the clock is called on a case: ``uk_disp:final_response``."""
        return f"{self.name}:{clock.name}"

    def rule_name(self, clock: RegulatoryClock) -> str:
        """The rule as it is written on a clock: ``Final response – UK DISP …``. For people, never parsed."""
        return f"{clock.title} – {self.title}"

    @property
    def asks_acceptance(self) -> bool:
        """Whether one of its clocks is kept only where the customer accepted the outcome."""
        return any(clock.needs_acceptance for clock in self.clocks)

    @property
    def asks_since(self) -> bool:
        """Whether one of its clocks counts from what only a person can say."""
        return bool(self.starting(StartEvent.TOLD))

    def starting(self, *events: StartEvent) -> tuple[RegulatoryClock, ...]:
        """The clocks that any of these events starts."""
        return tuple(clock for clock in self.clocks if clock.start in events)


class RegulatoryFile(Strict):
    """regulatory.toml."""

    offered: tuple[str, ...] = ()  # what staff can choose from; empty means all
    calendars: dict[str, CalendarRules] = Field(default_factory=dict)
    presets: dict[Slug, RegulatoryPreset] = Field(default_factory=dict)

    @field_validator("presets", mode="before")
    @classmethod
    def _know_their_names(cls, presets: object) -> object:
        if not isinstance(presets, dict):
            return presets
        return {
            name: {**body, "name": name} if isinstance(body, dict) else body
            for name, body in presets.items()
        }

    @property
    def choices(self) -> dict[str, RegulatoryPreset]:
        """The presets that staff are offered, in their order."""
        names = self.offered or tuple(self.presets)
        return {name: self.presets[name] for name in names if name in self.presets}
