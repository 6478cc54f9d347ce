"""The SLA policy: an ordered list of rules; the first that matches a case says what is promised.

A case that no rule matches is flagged by whoever asked. A rule promises nothing by saying "none".
"""

from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from pydantic import Field, field_validator, model_validator

from bot.domain.content_version import content_version
from bot.domain.frozen import Strict
from bot.domain.sla.ladder import BREACH, NOTIFIED_BY_DEFAULT, WARNING, LadderStep, Mark
from bot.domain.sla.quiet import AlertRules
from bot.domain.sla.targets import Target, WarningMark


class Metric(StrEnum):
    """What is timed. The list grows; the column that stores it takes any name."""

    CLAIMED = "claimed"
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"
    APPROVAL = "approval"  # of an answer that waits for a second pair of eyes
    PRIVATE_WINDOW = "private_window"  # while the platform lets us answer a private word
    CHAT = "chat"  # a customer on the page of the secure chat waits for any word of ours
    REGULATORY = "regulatory"  # started by a person; the clock's name says which


REQUIRED_METRICS = (
    Metric.CLAIMED,
    Metric.FIRST_RESPONSE,
    Metric.NEXT_RESPONSE,
    Metric.RESOLUTION,
)

METRIC_TITLE: dict[Metric, str] = {
    Metric.CLAIMED: "Claim",
    Metric.FIRST_RESPONSE: "First response",
    Metric.NEXT_RESPONSE: "Next response",
    Metric.RESOLUTION: "Resolution",
    Metric.APPROVAL: "Approval",
    Metric.PRIVATE_WINDOW: "Time to answer privately",
    Metric.CHAT: "Word in the chat",
    Metric.REGULATORY: "Complaint deadline",
}


class PauseWhen(StrEnum):
    """When a clock is paused. The customer's next message always resumes it."""

    WITH_CUSTOMER = "with_customer"


class OnReopen(StrEnum):
    """What becomes of an ended clock when its case is reopened: a resolution, and the claim of a case
    that nobody owns."""

    CONTINUE = "continue"  # the time it had left goes on
    NEW = "new"  # a whole new target, from the moment of reopening
    NOTHING = "nothing"  # only the first one counts


class Subject(NamedTuple):
    """What a rule can look at."""

    brand: str
    team: str
    channel: str
    priority: str
    surface: str


class Match(Strict):
    """Which cases a rule is for. What is left out matches everything."""

    brand: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    priority: tuple[str, ...] = ()
    surface: tuple[Literal["public", "private"], ...] = ()

    @field_validator("*", mode="before")
    @classmethod
    def _one_or_many(cls, given: Any) -> Any:
        return (given,) if isinstance(given, str) else given

    def takes(self, subject: Subject) -> bool:
        """Whether every condition holds."""
        return all(
            not allowed or value in allowed
            for value, allowed in (
                (subject.brand, self.brand),
                (subject.team, self.team),
                (subject.channel, self.channel),
                (subject.priority, self.priority),
                (subject.surface, self.surface),
            )
        )

    @property
    def takes_everything(self) -> bool:
        """Whether no condition is set."""
        return not any((self.brand, self.team, self.channel, self.priority, self.surface))


class Promise(Strict):
    """One target with its warning, its ladder and its pauses.

    The warning is what ``warn`` says, else the first step of the ladder before 100 %.
    """

    target: Target
    warn: WarningMark | None = None
    steps: tuple[LadderStep, ...] = ()
    pauses: tuple[PauseWhen, ...] = ()
    on_reopen: OnReopen = OnReopen.NEW

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, given: Any) -> Any:
        return {"target": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _warns_before_it_breaks(self) -> "Promise":
        if self.target.is_none and (self.warn or self.steps):
            raise ValueError(
                "it warns about a target of “none”. Leave warn and steps out, or set a target"
            )
        if self.warn is None:
            return self
        own = self.warn.after
        if own is None or own.seconds is None or self.target.seconds is None:
            return self
        alike = own.in_business_time == self.target.in_business_time
        if alike and own.seconds >= self.target.seconds:
            raise ValueError(f"it warns after {own}, when {self.target} are already over")
        return self

    @model_validator(mode="after")
    def _each_step_has_its_own_mark(self) -> "Promise":
        marks = [step.mark.name for step in self.steps]
        twice = next((mark for mark in marks if marks.count(mark) > 1), None)
        if twice:
            raise ValueError(f"two steps are at {twice}. Make them one, with everybody it tells")
        return self

    @property
    def warning(self) -> WarningMark | None:
        """When the warning is due: what ``warn`` says, else the first step before the end."""
        step = self._warning_step
        return self.warn or (step.mark.as_warning() if step else None)

    @property
    def further_marks(self) -> tuple[Mark, ...]:
        """The marks of the ladder besides the warning and the due time."""
        warning = self._warning_step
        return tuple(
            step.mark for step in self.steps if step is not warning and step.mark.percent != 100
        )

    def recipients(self, step: str) -> tuple[str, ...]:
        """Who is notified at a step, by its name; the team, where the step names nobody."""
        if step == WARNING:
            found = self._warning_step
        else:
            name = "100%" if step == BREACH else step
            found = next((one for one in self.steps if one.mark.name == name), None)
        return found.tell if found else NOTIFIED_BY_DEFAULT

    @property
    def _warning_step(self) -> LadderStep | None:
        before = [step for step in self.steps if step.mark.is_before_the_end]
        if self.warn is not None:
            return next((step for step in before if str(step.mark) == str(self.warn)), None)
        return before[0] if before else None


class SlaRule(Strict):
    """One entry of ``[[rules]]``: for which cases, what is promised, by whose calendar."""

    name: str = Field(min_length=1)
    match: Match = Match()
    calendar: str = ""  # empty: the calendar of the case's team
    targets: dict[Metric, Promise]

    @field_validator("targets")
    @classmethod
    def _says_something_of_each(cls, targets: dict[Metric, Promise]) -> dict[Metric, Promise]:
        if Metric.REGULATORY in targets:
            raise ValueError(
                "regulatory clocks are not promised here: they are in regulatory.toml, and a "
                "person starts them. Take regulatory out"
            )
        missing = [str(metric) for metric in REQUIRED_METRICS if metric not in targets]
        if missing:
            raise ValueError(
                f"it says nothing of {', '.join(missing)}. Give a target, or “none” on purpose"
            )
        return targets

    @model_validator(mode="after")
    def _chat_is_private(self) -> "SlaRule":
        surfaces = self.match.surface
        if Metric.CHAT in self.targets and surfaces and "private" not in surfaces:
            raise ValueError(
                "it promises a word in the chat, but takes public words only, so nothing would "
                "count it. Put chat into a rule that takes private words"
            )
        return self


class SlaPolicy(Strict):
    """The rules in their order."""

    name: str = "standard"
    rules: tuple[SlaRule, ...] = Field(min_length=1)
    alerts: AlertRules = Field(default=AlertRules(), exclude=True)  # no part of any promise

    @field_validator("alerts")
    @classmethod
    def _loud_are_metrics(cls, alerts: AlertRules) -> AlertRules:
        for name in alerts.loud:
            if name not in set(Metric):
                raise ValueError(f"loud names “{name}”, which is none of {', '.join(Metric)}")
        return alerts

    @field_validator("rules")
    @classmethod
    def _each_can_be_reached(cls, rules: tuple[SlaRule, ...]) -> tuple[SlaRule, ...]:
        names = [rule.name for rule in rules]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two rules are called “{twice[0]}”. Give each its own name")
        for earlier, later in pairwise(rules):
            if earlier.match.takes_everything:
                raise ValueError(
                    f"the rule “{later.name}” is never reached: “{earlier.name}” before it takes "
                    "every case. Put the rule without a match last"
                )
        return rules

    @cached_property
    def version(self) -> str:
        """The hash of everything this policy says."""
        return content_version(self)

    def rule_for(self, subject: Subject) -> SlaRule | None:
        """The first rule that takes this case; none means the case must be flagged."""
        return next((rule for rule in self.rules if rule.match.takes(subject)), None)

    def rule_named(self, name: str) -> SlaRule | None:
        """The rule of that name, as a clock remembers it."""
        return next((rule for rule in self.rules if rule.name == name), None)
