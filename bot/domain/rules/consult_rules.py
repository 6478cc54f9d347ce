"""``[consults]`` of routing.toml: by when a team that is asked should answer, and who is reminded of it."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator, model_validator

from bot.domain.calendar.business_calendar import BusinessCalendar
from bot.domain.frozen import Strict
from bot.domain.sla.ladder import Mark
from bot.domain.sla.targets import Target

_CHOICES_MOST = 10


class Reminded(StrEnum):
    """Who is told at a step."""

    TEAM = "team"  # the one that was asked, in its channel, with whoever is on duty there
    LEAD = "lead"  # the leads of that team
    ASKER = "asker"  # or whoever has the case, where the asker is not there


class Handling(StrEnum):
    """What becomes, as a rule, of what the front team cannot answer by itself."""

    ONE_STOP = "one_stop"  # the case stays, and specialists are asked
    CONCIERGE = "concierge"  # the case is handed over to them
    HYBRID = "hybrid"  # either, as it fits


def _one_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, str) else given


class ConsultStep(Strict):
    """One step of the ladder: at which mark, and who is told."""

    at: str
    tell: Annotated[tuple[Reminded, ...], BeforeValidator(_one_or_many), Field(min_length=1)]

    @field_validator("at")
    @classmethod
    def _mark_can_be_read(cls, at: str) -> str:
        Mark.model_validate(at)
        return at


class ConsultRules(Strict):
    """How long a team has, and the ladder. Counted by the calendar of the team that is asked."""

    answer_within: Target = Target.model_validate("2 business hours")
    choices: tuple[Target, ...] = tuple(
        Target.model_validate(each)
        for each in (
            "30 business minutes",
            "1 business hour",
            "2 business hours",
            "4 business hours",
        )
    )
    steps: tuple[ConsultStep, ...] = (
        ConsultStep(at="50 %", tell=(Reminded.TEAM,)),
        ConsultStep(at="100 %", tell=(Reminded.TEAM, Reminded.LEAD)),
        ConsultStep(at="150 %", tell=(Reminded.ASKER,)),
    )

    @model_validator(mode="after")
    def _each_has_an_end(self) -> "ConsultRules":
        if any(each.is_none for each in (self.answer_within, *self.choices)):
            raise ValueError("a question has to be answered by a time: “none” is no time")
        if len(self.choices) >= _CHOICES_MOST:
            raise ValueError(f"the form has room for {_CHOICES_MOST - 1} choices. Leave some out")
        return self

    @property
    def offered(self) -> tuple[Target, ...]:
        """What whoever asks can choose from; what is meant first, first."""
        return (self.answer_within, *(each for each in self.choices if each != self.answer_within))

    def marks(
        self, *, asked_at: datetime, due_at: datetime, within: Target, calendar: BusinessCalendar
    ) -> Iterator[tuple[datetime, ConsultStep]]:
        """When each step comes, in the order of the file."""
        for step in self.steps:
            mark = Mark.model_validate(step.at)
            at = mark.at(asked_at, due_at, target=within, calendar=calendar)
            if at is not None:
                yield at, step
