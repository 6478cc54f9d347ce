"""Where a merged case goes on. Late words, late answers and changes follow there."""

from sqlmodel import Session, col, select

from bot.desk import cases, postings, recording
from bot.desk.desk import Desk
from bot.domain.case import Case, CaseState
from bot.domain.merge import Merge
from bot.domain.message import Message


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
    return session.exec(query).first()


def merged_into(*, session: Session, case_id: int) -> list[int]:
    """The cases that went into this one and are still part of it, oldest first."""
    query = select(Merge.case_id).where(
        Merge.into_case_id == case_id, col(Merge.unmerged_at).is_(None)
    )
    return list(session.exec(query.order_by(col(Merge.id))))


def same_voice(*, session: Session, case: Case) -> list[int]:
    """This case and those of the same customer that went into it: whom an answer from here reaches."""
    found = [case.number]
    for number in found:
        for other in merged_into(session=session, case_id=number):
            if session.get_one(Case, other).author_id == case.author_id:
                found.append(other)
    return found


def locked(desk: Desk, *, case_id: int) -> Case:
    """The case where this one goes on, held until the transaction ends. Raises NoSuchCase."""
    return cases.locked(desk, case_id=survivor_of(session=desk.session, case_id=case_id))


def repeat_change(desk: Desk, *, case: Case, message: Message, what: str, at: str = "") -> None:
    """Tell a change of a merged case's message where the case goes on, too."""
    if case.state != CaseState.MERGED:
        return
    survivor = locked(desk, case_id=case.number)
    survivor.touch()
    desk.session.add(survivor)
    postings.said(
        desk,
        thread=recording.thread(desk, case=survivor, surface=message.surface),
        message_id=message.id or 0,
        revision=message.revision,
        what=what,
        at=at,
    )
    postings.redraw(desk, case=survivor)
