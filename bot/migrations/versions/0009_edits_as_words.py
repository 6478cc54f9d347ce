"""In which case an edit counts as the customer's next word."""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column. Empty it means none, as before."""
    with op.batch_alter_table('message_revisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('word_in', sa.Integer(), nullable=True))
        batch_op.create_index('ix_revisions_word_in', ['word_in'], unique=False)


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table('message_revisions', schema=None) as batch_op:
        batch_op.drop_index('ix_revisions_word_in')
        batch_op.drop_column('word_in')
