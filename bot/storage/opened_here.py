"""Cases that this very transaction opened: of theirs nothing is in the database but what it wrote itself.

Nobody else can see them, so they need no lock; and asking for what cannot be there is most of what a new
complaint would cost.
"""

from sqlalchemy import event
from sqlmodel import Session, SQLModel

from bot.domain.records.case import Case
from bot.storage.engine import DatabaseSession, ours


def is_new(session: Session, case_id: int) -> bool:
    """Whether this transaction opened the case."""
    return case_id in ours(session).opened


def has_none(session: Session, table: type[SQLModel], case_id: int) -> bool:
    """Whether the case certainly has no row of this table: it is new, and none was written since."""
    written = ours(session).opened.get(case_id)
    return (
        written is not None
        and table not in written
        and not any(type(row) is table for row in session.new)
    )


@event.listens_for(DatabaseSession, "after_flush")
def _notice(session: DatabaseSession, _context: object) -> None:
    made = [row.id for row in session.new if isinstance(row, Case) and row.id is not None]
    session.opened.update((number, set()) for number in made)
    if not session.opened:
        return
    for row in session.new:
        for column in ("case_id", "into_case_id"):
            written = session.opened.get(getattr(row, column, 0))
            if written is not None:
                written.add(type(row))
