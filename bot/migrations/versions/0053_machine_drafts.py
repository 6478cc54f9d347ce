"""With whose draft an answer began; and what may be done so often a day, counted in one place."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0053'
down_revision = '0052'
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    """Make the column and the table. Code that does not know them goes on as before."""
    op.add_column('replies', sa.Column('machine_draft', sa.JSON(), nullable=True))
    op.create_table('daily_counts',
    sa.Column('name', _TEXT(), nullable=False),
    sa.Column('day', _TEXT(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_daily_counts'))
    )


def downgrade() -> None:
    """Take them away, and what stands in them."""
    op.drop_table('daily_counts')
    op.drop_column('replies', 'machine_draft')
