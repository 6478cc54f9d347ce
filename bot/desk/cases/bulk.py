"""One verb on several cases at once: each stands for itself, and what was left out is said with why."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.desk import case_access
from bot.desk.cases import closures
from bot.desk.desk import Desk, DeskError
from bot.domain.records.cases.case import Case
from bot.domain.records.cases.closure import NotActionableReason
from bot.domain.records.staff import Actor
from bot.domain.text.references import case_reference
from bot.language import say

SEVERAL_MOST = 50


class TooMany(DeskError):
    """Nobody looks at so many with care."""


class ChangedMeanwhile(DeskError):
    """The case is not as it was when it was ticked."""

    def __init__(self, case: Case) -> None:
        name = case_reference(case.number)
        super().__init__(say("{case} changed meanwhile. Please look at it again.", case=name))


@dataclass(frozen=True)
class Seen:
    """A case as it was when it was ticked."""

    case_id: int
    version: int


@dataclass(frozen=True)
class Done:
    """What came of it: the cases, and for each that was left out the sentence why."""

    done: tuple[int, ...]
    left_out: tuple[tuple[int, str], ...]


def not_actionable(
    desk: Desk, *, seen: Sequence[Seen], reason: NotActionableReason, remark: str, by: Actor
) -> Done:
    """No reply needed, on each of them; each has its own entry in its trail. Raises TooMany."""
    if not seen:
        raise TooMany(say("Tick at least one case."))
    if len(seen) > SEVERAL_MOST:
        raise TooMany(say("At most {count} cases at once.", count=SEVERAL_MOST))
    done: list[int] = []
    left_out: list[tuple[int, str]] = []
    case_access.lock_existing_cases(
        desk, case_ids=[one.case_id for one in seen]
    )  # so that two never cross
    for one in sorted(seen, key=lambda each: each.case_id):
        try:
            with desk.session.begin_nested():
                _end(desk, one=one, reason=reason, remark=remark, by=by)
            done.append(one.case_id)
        except DeskError as error:
            left_out.append((one.case_id, str(error)))
    return Done(tuple(done), tuple(left_out))


def _end(desk: Desk, *, one: Seen, reason: NotActionableReason, remark: str, by: Actor) -> None:
    case = case_access.lock_open_case(desk, case_id=one.case_id)
    if case.version != one.version:
        raise ChangedMeanwhile(case)
    closures.not_actionable(desk, case_id=one.case_id, reason=reason, remark=remark, by=by)
