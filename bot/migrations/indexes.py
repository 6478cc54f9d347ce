"""Indexes of tables that the release before goes on writing to while they are made."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

from bot.migrations.runner import WAITS_FOR_A_TABLE


def build(name: str, table: str, columns: Sequence[str], *, where: str | None = None) -> None:
    """Make an index, on PostgreSQL beside those who write, and outside of any transaction.

    One that is there already is left; one that a broken build left behind is made anew.
    """
    partly = sa.text(where) if where else None
    context = op.get_context()
    if context.dialect.name == "sqlite":
        op.create_index(name, table, columns, sqlite_where=partly)
        return
    with _beside_others(name):
        op.create_index(
            name,
            table,
            columns,
            if_not_exists=True,
            postgresql_where=partly,
            postgresql_concurrently=True,
        )


def build_on_postgresql(name: str, what: str) -> None:
    """The same for an index of PostgreSQL's own kinds; ``what`` is all that follows after ``ON``."""
    with _beside_others(name):
        op.execute(f"CREATE INDEX CONCURRENTLY IF NOT EXISTS {name} ON {what}")


@contextmanager
def _beside_others(name: str) -> Iterator[None]:
    with op.get_context().autocommit_block():
        op.execute("SET lock_timeout = 0")  # it waits for others and holds nobody up meanwhile
        if _is_broken(name):
            op.execute(f"DROP INDEX CONCURRENTLY {name}")
        yield
        op.execute(f"SET lock_timeout = '{WAITS_FOR_A_TABLE}'")


def _is_broken(name: str) -> bool:
    query = (
        "SELECT NOT indisvalid FROM pg_index WHERE indexrelid = to_regclass(CAST(:name AS text))"
    )
    return bool(op.get_bind().scalar(sa.text(query), {"name": name}))
