"""Which case went into which: where a merged case goes on."""

from sqlmodel import Session, col, select

from bot.domain.records.merge import Merge


def survivor_of(*, session: Session, case_id: int) -> int:
    """The case at the end of the chain of merges; the case itself when it was not merged."""
    seen = {case_id}
    while (merge := standing(session=session, case_id=case_id)) is not None:
        case_id = merge.into_case_id
        if case_id in seen:
            break
        seen.add(case_id)
    return case_id


def standing(*, session: Session, case_id: int) -> Merge | None:
    """The merge by which this case went into another, unless it was taken back."""
    query = select(Merge).where(Merge.case_id == case_id, col(Merge.unmerged_at).is_(None))
    return session.exec(query, execution_options={"populate_existing": True}).first()
