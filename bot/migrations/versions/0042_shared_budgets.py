"""What the workspace as a whole takes a minute, shared by all lanes and processes."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0042'
down_revision = '0041'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before: it paces each channel alone."""
    op.create_table('shared_budgets',
    sa.Column('begins', _TEXT(), nullable=False),
    sa.Column('most_a_minute', sa.Double(), nullable=False),
    sa.Column('a_minute', sa.Double(), nullable=False),
    sa.Column('next_at', _TIME(), nullable=False),
    sa.Column('refused_lane', _TEXT(), nullable=False),
    sa.Column('refused_at', _TIME(), nullable=True),
    sa.Column('learnt_at', _TIME(), nullable=True),
    sa.PrimaryKeyConstraint('begins', name=op.f('pk_shared_budgets'))
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table('shared_budgets')
