"""Which further accounts of a brand a post reached: it is one message of one case."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column. Empty it means none, as before."""
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.add_column(sa.Column('also_to', sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_column('also_to')
