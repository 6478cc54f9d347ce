"""How Alembic runs: always on a connection it is handed, so that one lock covers the whole upgrade."""

from alembic import context
from sqlmodel import SQLModel

from bot.migrations import tables as _tables  # noqa: F401  every table must be known
from bot.migrations.tables import NAMES


def run() -> None:
    """Upgrade on the connection given in the configuration's attributes."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        transaction_per_migration=True,
        compare_type=True,
        compare_server_default=True,
        include_name=lambda name, kind, _parents: kind != "table" or name in NAMES,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
