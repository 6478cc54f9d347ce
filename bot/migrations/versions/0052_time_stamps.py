"""Time stamps on the record's seals, by an authority outside the bank."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0052'
down_revision = '0051'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before."""
    op.create_table('record_stamps',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('token', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_record_stamps'))
    )


def downgrade() -> None:
    """Take it away; what stands in the folder of seals stays."""
    op.drop_table('record_stamps')
