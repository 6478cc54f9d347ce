"""What a session knows a case not to have, so that it need not ask for it again.

A case that this very transaction opened has nothing in the database but what the transaction wrote, and
nobody else can see it. Whoever draws a case looks once which tables hold anything of it: of most, none.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, bindparam, event, exists, select
from sqlmodel import Session, SQLModel

from bot.domain.records.cases.case import Case
from bot.storage.engine import DatabaseSession, ours

_Row = TypeVar("_Row", bound=SQLModel)
What = type[SQLModel] | str
NUMBER: BindParameter[Any] = bindparam("number")  # of the case, as are these
AUTHOR: BindParameter[Any] = bindparam("author")
BRAND: BindParameter[Any] = bindparam("brand")


class MayHave:
    """What a case may have, each with its condition; the statement that asks for all is built once."""

    def __init__(self, conditions: Mapping[What, ColumnElement[bool]]) -> None:
        self.what = tuple(conditions)
        asked = enumerate(conditions.values())
        self.query = select(*(exists().where(each).label(f"has_{place}") for place, each in asked))


def is_new(session: Session, case_id: int) -> bool:
    """Whether this transaction opened the case."""
    return case_id in ours(session).opened


def has_none(session: Session, table: type[SQLModel], case_id: int) -> bool:
    """Whether the case certainly has no row of this table, which names it by its number."""
    if (written := ours(session).opened.get(case_id)) is None:
        return looked_none(session, table, case_id)
    moved_here = (row for row in session.dirty if vars(row).get("case_id") == case_id)
    return not any(type(row) is table for row in (*written, *session.new, *moved_here))


def written(session: Session, table: type[_Row], case_id: int) -> list[_Row] | None:
    """All rows of this table that the case has, where this transaction opened it; None where it did not.

    Those too that came from another case; none that left it again, or that a savepoint took back.
    """
    if (rows := ours(session).opened.get(case_id)) is None:
        return None
    session.flush()
    own = (row for row in rows if type(row) is table and row in session)
    return [row for row in own if getattr(row, "case_id", 0) == case_id]


def looked_none(session: Session, what: What, case_id: int) -> bool:
    """Whether a look found nothing of this for the case."""
    return ours(session).looked.get(case_id, {}).get(what) is False


def look(session: Session, *, case: Case, may_have: MayHave) -> None:
    """Ask in one statement which of these the case has. Nothing where the session may write: what it knew
    would be wrong a moment later."""
    unit = ours(session)
    if not unit.only_reads:
        return
    asked = {"number": case.id, "author": case.author_id, "brand": case.brand}
    found = session.execute(may_have.query, asked).one()
    unit.looked[case.number] = dict(zip(may_have.what, found, strict=True))


@event.listens_for(DatabaseSession, "after_flush")
def _notice(session: DatabaseSession, _context: object) -> None:
    made = [row.id for row in session.new if isinstance(row, Case) and row.id is not None]
    session.opened.update((number, []) for number in made)
    if not session.opened:
        return
    for row in (*session.new, *session.dirty):
        for column in ("case_id", "into_case_id"):
            written = session.opened.get(vars(row).get(column, 0))
            if written is not None and not any(row is known for known in written):
                written.append(row)
