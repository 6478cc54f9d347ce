"""When the steps of a question to a team come: by the calendar of the team that was asked."""

from collections.abc import Iterator
from datetime import datetime

from bot.desk.desk import Desk
from bot.domain.records.consult import Consult
from bot.domain.rules.consult_rules import ConsultStep
from bot.domain.sla.targets import Target


def to_come(desk: Desk, *, row: Consult) -> Iterator[tuple[datetime, ConsultStep]]:
    """The steps that are not told yet, in the order of the file, each with its moment."""
    marks = desk.rules.routing.consults.marks(
        asked_at=row.asked_at,
        due_at=row.due_at,
        within=Target.model_validate(row.within),
        calendar=desk.rules.calendar_of_team(row.team),
    )
    return ((at, step) for at, step in marks if at > row.told_until)


def next_at(desk: Desk, *, row: Consult) -> datetime | None:
    """When the next step comes; none where all are told."""
    return min((at for at, _ in to_come(desk, row=row)), default=None)
