"""Home tabs that still show what is no more: words a customer took down, a button that was overtaken."""

from collections.abc import Callable, Collection
from datetime import datetime

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.domain.records.home_drawn import HomeDrawn
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail


def go_to(desk: Desk, *, slack_user_id: str, place: Callable[[str], str]) -> str:
    """Where in its lists this person's tab is to be from now on, given where it was; returned and kept, so
    that whatever draws it draws that. Locks the row."""
    row = desk.session.get(HomeDrawn, slack_user_id, with_for_update=True)
    chosen = place((row.place if row else None) or "")
    if row is None:
        row = HomeDrawn(slack_user_id=slack_user_id, drawn_at=desk.now)
    if row.place != chosen:
        row.place = chosen
        desk.session.add(row)
    return chosen


def record(
    desk: Desk, *, slack_user_id: str, place: str, case_ids: Collection[int], looked_at: datetime
) -> None:
    """Remember what a tab shows; at once to be drawn again when words went while it was drawn, or when
    its reader went to another place in it meanwhile."""
    before = desk.session.get(HomeDrawn, slack_user_id, with_for_update=True)  # one after the other
    query = select(AuditEntry.id).where(
        col(AuditEntry.case_id).in_(sorted(case_ids)),
        AuditEntry.verb == Trail.MESSAGE_REMOVED,
        col(AuditEntry.at) >= looked_at,
    )
    words_went = bool(case_ids) and desk.session.exec(query.limit(1)).first() is not None
    wanted = before.place if before and before.place is not None else place
    row = HomeDrawn(
        slack_user_id=slack_user_id,
        place=wanted,
        case_ids=sorted(case_ids),
        drawn_at=looked_at,
        is_stale=words_went or wanted != place,
    )
    desk.session.merge(row)


def words_went(desk: Desk, *, case_id: int) -> None:
    """A customer's words of this case are gone: whoever has it on their Home tab gets it anew."""
    query = select(HomeDrawn).order_by(col(HomeDrawn.slack_user_id)).with_for_update()
    for row in desk.session.exec(query).all():
        if case_id in row.case_ids:
            row.is_stale = True
            desk.session.add(row)


def went_stale(desk: Desk, *, slack_user_id: str) -> None:
    """What this person's Home tab shows is so no more: the worker draws it anew within seconds."""
    row = desk.session.get(HomeDrawn, slack_user_id)
    if row is not None:
        row.is_stale = True
        desk.session.add(row)


def take_stale(desk: Desk, *, limit: int) -> list[str]:
    """Whose tab must be drawn again now; each is given out once."""
    query = (
        select(HomeDrawn)
        .where(col(HomeDrawn.is_stale))
        .order_by(col(HomeDrawn.slack_user_id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = desk.session.exec(query).all()
    for row in rows:
        row.is_stale = False
        desk.session.add(row)
    return [row.slack_user_id for row in rows]
