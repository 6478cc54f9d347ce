"""To how many customers the same words went: found by their fingerprint."""

from alembic import op

from bot.migrations import indexes

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index. The code before gains by it too."""
    indexes.build('ix_replies_text_sha256', 'replies', ['text_sha256'])


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table('replies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_replies_text_sha256'))
