"""Which message a thread's headline quotes, so that every other one stands once below it."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column. Empty it means what it meant before: the first message by its time."""
    with op.batch_alter_table('case_threads', schema=None) as batch_op:
        batch_op.add_column(sa.Column('headline_message_id', sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table('case_threads', schema=None) as batch_op:
        batch_op.drop_column('headline_message_id')
