"""Whose a root cause is in the business and how far it has come: each step is a person's, and all of them stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.desk.desk import Desk, DeskError
from bot.desk.digests.issuing import house_day
from bot.desk.lessons.marks import NotOnTheList
from bot.desk.threads import postings
from bot.domain.lessons.cause_step import CauseState, CauseStep
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.language import say
from bot.storage import lessons, surge_answers
from bot.storage.record.audit import HOUSE

COUNTED = timedelta(days=28)
TOLD_BACK = timedelta(days=365)  # nobody is told of what they wrote longer ago
_REMARK_MOST = 500


class DayIsOver(DeskError):
    """It was to be mended on a day that has passed."""

    def __init__(self) -> None:
        super().__init__(say("That day is over. Choose today or a later one."))


@dataclass(frozen=True)
class Step:
    """What a person says of a cause. ``due_on``: of a planned one, by when it is to be mended."""

    state: CauseState
    owner: str = ""
    due_on: date | None = None
    remark: str = ""


@dataclass(frozen=True)
class CauseStands:
    """A cause as it stands: its newest step, if anybody said anything, and its cases of late."""

    cause: str
    title: str
    cases: int
    step: CauseStep | None = None
    to_tell: int = 0  # customers who do not know yet that it is mended
    refused: Sequence[tuple[int, str]] = ()  # of them, whose answer did not go: the case, and why

    @property
    def state(self) -> CauseState:
        """How far it has come."""
        return self.step.state if self.step else CauseState.OPEN


def change(desk: Desk, *, cause: str, step: Step, by: Actor) -> CauseStep:
    """Write the next step down, and tell a new owner; the day it is due is kept of a planned one alone.

    Raises NotOnTheList, DayIsOver.
    """
    if cause not in desk.rules.complaints.causes:
        raise NotOnTheList
    due_on = step.due_on if step.state is CauseState.PLANNED else None
    if due_on is not None and due_on < house_day(desk):
        raise DayIsOver
    before = lessons.newest_steps(session=desk.session, cause=cause).get(cause)
    row = CauseStep(
        cause=cause,
        state=step.state,
        owner=step.owner,
        due_on=due_on,
        remark=mask_all(step.remark.strip()[:_REMARK_MOST]),
        said_at=desk.now,
        said_by=str(by),
    )
    desk.session.add(row)
    desk.session.flush()
    desk.record(
        HOUSE,
        Trail.CAUSE_CHANGED,
        by=by,
        cause=cause,
        state=str(step.state),
        owner=step.owner,
        due_on=due_on.isoformat() if due_on else "",
    )
    if step.owner not in {"", by.slack_user_id, before.owner if before else ""}:
        _tell_owner(desk, row)
    return row


def _tell_owner(desk: Desk, row: CauseStep) -> None:
    postings.notice(
        desk,
        text="🔎 The root cause “{cause}” is yours now. `/case causes` says how far it is.",
        fact=f"cause_owner:{row.pk}",
        slack_channel=row.owner,
        cause=row.cause,
    )


def stands(desk: Desk) -> list[CauseStands]:
    """Every cause of the bank's list, the one with the most cases of the last four weeks first."""
    session = desk.session
    steps = lessons.newest_steps(session=session)
    until = desk.now + timedelta(seconds=1)  # with what was said this very moment
    cases = lessons.causes_between(session=session, start=desk.now - COUNTED, end=until)
    found = []
    for name, cause in desk.rules.complaints.causes.items():
        untold = _to_tell(desk, steps, name)
        found.append(
            CauseStands(
                cause=name,
                title=cause.said,
                cases=cases.get(name, 0),
                step=steps.get(name),
                to_tell=len(untold),
                refused=_refused(desk, name, untold),
            )
        )
    return sorted(found, key=lambda one: -one.cases)


def of(desk: Desk, *, cause: str) -> CauseStep | None:
    """The newest step of a cause. Raises NotOnTheList."""
    if cause not in desk.rules.complaints.causes:
        raise NotOnTheList
    return lessons.newest_steps(session=desk.session, cause=cause).get(cause)


def _to_tell(desk: Desk, steps: Mapping[str, CauseStep], name: str) -> list[int]:
    step = steps.get(name)
    if step is None or step.state is not CauseState.MENDED:
        return []
    since = desk.now - TOLD_BACK
    return lessons.to_tell(session=desk.session, cause=name, since=since)


def _refused(desk: Desk, name: str, untold: Sequence[int]) -> list[tuple[int, str]]:
    if not untold:
        return []
    return surge_answers.refused_of_cause(
        session=desk.session, cause=name, case_ids=frozenset(untold)
    )
