"""Locking a case for a verb, so that two people at once are one after the other.

Whoever needs several locks them in one order, the lowest number first, before anything else of theirs
is written: two who want the same cases then wait for each other, and never in a ring.
"""

from collections.abc import Callable, Iterable

from sqlmodel import col, select

from bot.desk import private_words
from bot.desk.desk import Desk, DeskError
from bot.domain.records.cases.case import Case, CaseState
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.engine import ours


class NoSuchCase(DeskError):
    """There is no case of that number."""

    def __init__(self, case_id: int) -> None:
        super().__init__(say("There is no case {case}.", case=case_reference(case_id)))


class NotOpen(DeskError):
    """The verb needs an open case, and this one has ended."""

    def __init__(self, case: Case) -> None:
        self.case_id = case.number
        sentence = _ENDED.get(
            case.state, "{case} is not open. Reopen it first if there is more to do."
        )
        super().__init__(say(sentence, case=case_reference(case.number)))


_ENDED = {
    CaseState.RESOLVED: "{case} is resolved. Reopen it first if there is more to do.",
    CaseState.CLOSED: "{case} is closed. Reopen it first if there is more to do.",
    CaseState.NOT_ACTIONABLE: (
        "{case} was marked as needing no reply. Reopen it first if there is more to do."
    ),
    CaseState.MERGED: (
        "{case} was merged into another case. Reopen it first if there is more to do."
    ),
}


def lock_case(desk: Desk, *, case_id: int) -> Case:
    """Lock the case FOR NO KEY UPDATE until the transaction ends, and read it anew. Raises NoSuchCase;
    and NotForYou when whoever pressed may not see a talk that is private only.

    Whoever only refers to it, as an author's next case does, need not wait: its number never changes.
    """
    query = select(Case).where(Case.id == case_id).with_for_update(key_share=True)
    case = desk.session.exec(query, execution_options={"populate_existing": True}).first()
    if case is None:
        raise NoSuchCase(case_id)
    ours(desk.session).locked.add(case_id)
    private_words.require_for_private_only(desk, case=case)
    return case


def lock_open_case(desk: Desk, *, case_id: int) -> Case:
    """Lock the case, as ``lock_case`` does, and see that it is open. Raises also NotOpen."""
    case = lock_case(desk, case_id=case_id)
    if not case.is_open:
        raise NotOpen(case)
    return case


def lock_cases(desk: Desk, *, which: Callable[[], Iterable[int]]) -> dict[int, Case]:
    """Lock several cases, the lowest number first, and return them by number. Raises what ``lock_case`` does.

    ``which`` is asked again once they are locked, for a merge may have come first. If it changed its
    answer they are unlocked, and the right ones locked: a lower number must not be waited for while a
    higher one is locked.
    """
    while True:
        numbers = sorted(set(which()))
        if not numbers:
            return {}
        with desk.session.begin_nested() as attempt:
            found = {number: lock_case(desk, case_id=number) for number in numbers}
            if sorted(set(which())) == numbers:
                return found
            attempt.rollback()


def lock_existing_cases(desk: Desk, *, case_ids: Iterable[int]) -> None:
    """Lock those of these cases that exist, whoever may see them, before the first is written to."""
    there = select(Case.id).where(col(Case.id).in_(sorted(case_ids)))
    lock_cases(
        desk.as_system(),
        which=lambda: [number for number in desk.session.exec(there) if number],
    )
