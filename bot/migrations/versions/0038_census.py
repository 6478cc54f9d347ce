"""What each census found: counts and reasons of ours, no words."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0038'
down_revision = '0035'
branch_labels = None
depends_on = None

_TIME = sqlmodel.sql.sqltypes.UTCDateTime
_COUNTS = (
    'heard', 'mirrored', 'unshown', 'answered', 'waiting', 'on_its_way', 'late', 'lost',
    'in_slack', 'not_in_slack', 'paid_reads',
)  # fmt: skip


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before."""
    op.create_table('censuses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('since', _TIME(), nullable=False),
    sa.Column('until', _TIME(), nullable=False),
    sa.Column('taken_at', _TIME(), nullable=False),
    *(sa.Column(name, sa.Integer(), nullable=False) for name in _COUNTS),
    sa.Column('aside', sa.JSON(), nullable=False),
    sa.Column('not_whole', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_censuses'))
    )
    op.create_index(op.f('ix_censuses_taken_at'), 'censuses', ['taken_at'], unique=False)


def downgrade() -> None:
    """Take it away."""
    op.drop_index(op.f('ix_censuses_taken_at'), table_name='censuses')
    op.drop_table('censuses')
