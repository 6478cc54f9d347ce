"""Somebody at the desk may choose the language they read."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column. The code before keeps nobody's choice, and reads Slack's locale."""
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.add_column(sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table('staff', schema=None) as batch_op:
        batch_op.drop_column('language')
