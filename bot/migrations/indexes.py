"""Indexes of tables that the release before goes on writing to while they are made."""

from collections.abc import Sequence

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
    with context.autocommit_block():
        op.execute("SET lock_timeout = 0")  # it waits for others and holds nobody up meanwhile
        if _is_broken(name):
            op.drop_index(name, table, postgresql_concurrently=True)
        op.create_index(
            name,
            table,
            columns,
            if_not_exists=True,
            postgresql_where=partly,
            postgresql_concurrently=True,
        )
        op.execute(f"SET lock_timeout = '{WAITS_FOR_A_TABLE}'")


def _is_broken(name: str) -> bool:
    query = (
        "SELECT NOT indisvalid FROM pg_index WHERE indexrelid = to_regclass(CAST(:name AS text))"
    )
    return bool(op.get_bind().scalar(sa.text(query), {"name": name}))
