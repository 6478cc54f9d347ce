"""Marking a case for the business: its root cause, an idea, praise. Each is the decision of a person, taken back by
another, with a trail."""

from collections.abc import Collection

from bot.desk import case_access
from bot.desk.clocks.complaints import MergedAway
from bot.desk.desk import Desk, DeskError
from bot.desk.threads import postings
from bot.domain.lessons.case_mark import CaseMark, MarkKind
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage import lessons


class NotOnTheList(DeskError):
    """The list of the bank was changed meanwhile."""

    def __init__(self) -> None:
        super().__init__(say("That is not on the list any more. Please open the form again."))


class AsItWas(DeskError):
    """Somebody did or undid the same already."""

    def __init__(self, case: Case) -> None:
        number = case_reference(case.number)
        super().__init__(say("{case} stands like that already.", case=number))


def name_cause(desk: Desk, *, case_id: int, cause: str, by: Actor) -> Case:
    """Say why it came about; another cause takes the place of the one before, none takes it back.

    Raises NoSuchCase, NotForYou, MergedAway, NotOnTheList.
    """
    case = _locked(desk, case_id=case_id)
    if cause and cause not in desk.rules.complaints.causes:
        raise NotOnTheList
    before = _standing(desk, case=case, kind=MarkKind.CAUSE)
    if (before.cause if before else "") == cause:
        return case
    if before is not None:
        _take_back(desk, before, by=by)
    if cause:
        _add(desk, case=case, kind=MarkKind.CAUSE, cause=cause, by=by)
        desk.record(case.number, Trail.CAUSE_NAMED, by=by, cause=cause)
    elif before is not None:
        desk.record(case.number, Trail.CAUSE_TAKEN_BACK, by=by, cause=before.cause)
    _shown_anew(desk, case=case)
    return case


def learn(desk: Desk, *, case_id: int, cause: str, kinds: Collection[MarkKind], by: Actor) -> Case:
    """Say all of it at once: the cause, and what else is in it; what is not said any more is taken back.

    Raises NoSuchCase, NotForYou, MergedAway, NotOnTheList.
    """
    case = name_cause(desk, case_id=case_id, cause=cause, by=by)
    for kind in (MarkKind.IDEA, MarkKind.PRAISE):
        stands = _standing(desk, case=case, kind=kind) is not None
        if stands != (kind in kinds):
            (take_back if stands else mark)(desk, case_id=case_id, kind=kind, by=by)
    return case


def follow_merge(desk: Desk, *, case: Case, into: Case, by: Actor) -> None:
    """The cause of a case that goes on in another is that one's too, since it was named; unless it has one of its
    own. Both are locked."""
    told = _standing(desk, case=case, kind=MarkKind.CAUSE)
    if told is not None and _standing(desk, case=into, kind=MarkKind.CAUSE) is None:
        own = told.model_dump(include={"kind", "cause", "marked_at", "marked_by"})
        desk.session.add(CaseMark(case_id=into.number, **own))
        desk.record(into.number, Trail.CAUSE_NAMED, by=by, cause=told.cause)


def follow_unmerge(desk: Desk, *, case: Case, into: Case, by: Actor) -> None:
    """What it brought goes with it again."""
    own = _standing(desk, case=case, kind=MarkKind.CAUSE)
    brought = _standing(desk, case=into, kind=MarkKind.CAUSE)
    if own is None or brought is None:
        return
    if (own.cause, own.marked_at) == (brought.cause, brought.marked_at):
        _take_back(desk, brought, by=by)
        desk.record(into.number, Trail.CAUSE_TAKEN_BACK, by=by, cause=brought.cause)


def mark(desk: Desk, *, case_id: int, kind: MarkKind, by: Actor) -> Case:
    """Say that there is an idea in it, or praise. Raises NoSuchCase, NotForYou, MergedAway, AsItWas."""
    case = _locked(desk, case_id=case_id)
    if _standing(desk, case=case, kind=kind) is not None:
        raise AsItWas(case)
    _add(desk, case=case, kind=kind, by=by)
    desk.record(case.number, Trail.LESSON_MARKED, by=by, kind=str(kind))
    _shown_anew(desk, case=case)
    return case


def of_praise(desk: Desk, *, case: Case, by: Actor) -> None:
    """Mark a locked case as praise, which its end says that it is; one that is marked already is left."""
    if _standing(desk, case=case, kind=MarkKind.PRAISE) is None:
        _add(desk, case=case, kind=MarkKind.PRAISE, by=by)
        desk.record(case.number, Trail.LESSON_MARKED, by=by, kind=str(MarkKind.PRAISE))


def take_back(desk: Desk, *, case_id: int, kind: MarkKind, by: Actor) -> Case:
    """Say that there is none after all. Raises NoSuchCase, NotForYou, MergedAway, AsItWas."""
    case = _locked(desk, case_id=case_id)
    row = _standing(desk, case=case, kind=kind)
    if row is None:
        raise AsItWas(case)
    _take_back(desk, row, by=by)
    desk.record(case.number, Trail.LESSON_TAKEN_BACK, by=by, kind=str(kind))
    _shown_anew(desk, case=case)
    return case


def _locked(desk: Desk, *, case_id: int) -> Case:
    case = case_access.lock_case(desk, case_id=case_id)
    if case.state == CaseState.MERGED:
        raise MergedAway(case)
    return case


def _standing(desk: Desk, *, case: Case, kind: MarkKind) -> CaseMark | None:
    return lessons.standing(session=desk.session, case_id=case.number).get(kind)


def _add(desk: Desk, *, case: Case, kind: MarkKind, by: Actor, cause: str = "") -> None:
    desk.session.add(
        CaseMark(case_id=case.number, kind=kind, cause=cause, marked_at=desk.now, marked_by=str(by))
    )


def _take_back(desk: Desk, row: CaseMark, *, by: Actor) -> None:
    row.withdrawn_at, row.withdrawn_by = desk.now, str(by)
    desk.session.add(row)
    desk.session.flush()  # before another of its kind is there


def _shown_anew(desk: Desk, *, case: Case) -> None:
    case.touch()
    desk.session.add(case)
    desk.session.flush()
    postings.redraw(desk, case=case)
