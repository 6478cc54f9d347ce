"""How often a canned reply was put into an answer."""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column. The code before counts nothing there."""
    with op.batch_alter_table('house_entries', schema=None) as batch_op:
        batch_op.add_column(sa.Column('uses', sa.Integer(), nullable=False, server_default='0'))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table('house_entries', schema=None) as batch_op:
        batch_op.drop_column('uses')
