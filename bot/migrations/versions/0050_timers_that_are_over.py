"""An index by which timers that are over are found, to be removed by days."""

from alembic import op

from bot.migrations import indexes

revision = '0050'
down_revision = '0049'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it, beside those who write. The code before goes on as before."""
    indexes.build('ix_timers_over', 'timers', ['due_at'], where="state IN ('fired', 'cancelled')")


def downgrade() -> None:
    """Take it away."""
    op.drop_index('ix_timers_over', 'timers', if_exists=True)
