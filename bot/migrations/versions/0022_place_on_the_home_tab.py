"""Which list and which cases somebody's Home tab shows."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column. The code before draws every tab from its beginning."""
    with op.batch_alter_table('home_drawn', schema=None) as batch_op:
        batch_op.add_column(sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    with op.batch_alter_table('home_drawn', schema=None) as batch_op:
        batch_op.drop_column('place')
