"""Indexes by which what is over is found, to be removed by days."""

from alembic import op

from bot.migrations import indexes

revision = '0045'
down_revision = '0044'
branch_labels = None
depends_on = None

_INDEXES = (
    ('ix_received_items_over', 'received_items', ['settled_at'], "state IN ('settled', 'not_used')"),
    (
        'ix_deliveries_spent_redraws',
        'deliveries',
        ['settled_at'],
        "kind = 'slack.redraw' AND state IN ('sent', 'failed', 'cancelled')",
    ),
)


def upgrade() -> None:
    """Make them, each beside those who write. The code before goes on as before."""
    for name, table, columns, where in _INDEXES:
        indexes.build(name, table, columns, where=where)


def downgrade() -> None:
    """Take them away."""
    for name, table, _columns, _where in reversed(_INDEXES):
        op.drop_index(name, table)
