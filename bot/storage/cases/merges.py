"""Which case went into which: where a merged case goes on, and both locked in everybody's order."""

from sqlmodel import Session, col, select, text

from bot.domain.records.cases.case import Case
from bot.domain.records.cases.merge import Merge
from bot.storage.known_rows import has_none

# In one statement, and those on the way as well; the numbers go up along the rows that are locked.
_LOCK_WITH_SURVIVORS = text(
    """
    WITH RECURSIVE gone_on(id) AS (
        SELECT CAST(:case AS integer)
        UNION
        SELECT merges.into_case_id FROM merges JOIN gone_on ON gone_on.id = merges.case_id
        WHERE merges.unmerged_at IS NULL)
    SELECT cases.id FROM cases WHERE cases.id IN (SELECT id FROM gone_on)
    ORDER BY cases.id FOR NO KEY UPDATE OF cases"""
)


def survivor_of(*, session: Session, case_id: int) -> int:
    """The case at the end of the chain of merges; the case itself when it was not merged."""
    seen = {case_id}
    while (merge := standing(session=session, case_id=case_id)) is not None:
        case_id = merge.into_case_id
        if case_id in seen:
            break
        seen.add(case_id)
    return case_id


def merged_into(*, session: Session, case_id: int) -> list[int]:
    """The cases that went into this one and are still part of it, oldest first."""
    if has_none(session, Merge, case_id):
        return []
    query = select(Merge.case_id).where(
        Merge.into_case_id == case_id, col(Merge.unmerged_at).is_(None)
    )
    return list(session.exec(query.order_by(col(Merge.id))))


def gathered(*, session: Session, case_id: int) -> list[int]:
    """This case and all that go on in it, whoever wrote them."""
    found = [case_id]
    for number in found:
        found += merged_into(session=session, case_id=number)
    return found


def gathering(*, session: Session, case_id: int) -> list[int]:
    """All that goes on where this case does: the case at the end of the merges, and all that went into it."""
    return gathered(session=session, case_id=survivor_of(session=session, case_id=case_id))


def same_voice(*, session: Session, case: Case) -> list[int]:
    """This case and those of the same customer that went into it: whom an answer from here reaches."""
    found = [case.number]
    for number in found:
        for other in merged_into(session=session, case_id=number):
            if session.get_one(Case, other).author_id == case.author_id:
                found.append(other)
    return found


def lock_with_survivor(session: Session, case_id: int) -> None:
    """Lock the case and the one it was merged into, the lower number first, where rows are locked.

    The end of a merged case's answer ends the wait of both.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    session.execute(_LOCK_WITH_SURVIVORS, {"case": case_id})


def standing(*, session: Session, case_id: int) -> Merge | None:
    """The merge by which this case went into another, unless it was taken back."""
    if has_none(session, Merge, case_id):
        return None
    query = select(Merge).where(Merge.case_id == case_id, col(Merge.unmerged_at).is_(None))
    return session.exec(query, execution_options={"populate_existing": True}).first()
