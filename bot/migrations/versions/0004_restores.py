"""Restored backups: the epoch that buttons carry, and where case numbers go on."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before."""
    op.create_table('restores',
    sa.Column('epoch', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('restored_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('restored_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('backup_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('first_case', sa.Integer(), nullable=False),
    sa.Column('done_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('done_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.PrimaryKeyConstraint('epoch', name=op.f('pk_restores'))
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table('restores')
