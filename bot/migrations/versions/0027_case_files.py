"""Case files that were asked for."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before."""
    op.create_table('case_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cases', sa.JSON(), nullable=False),
    sa.Column('asked_by', _TEXT(), nullable=False),
    sa.Column('asked_at', _TIME(), nullable=False),
    sa.Column('reason', _TEXT(), nullable=False),
    sa.Column('matter', _TEXT(), nullable=False),
    sa.Column('with_originals', sa.Boolean(), nullable=False),
    sa.Column('good_until', _TIME(), nullable=True),
    sa.Column('made_at', _TIME(), nullable=True),
    sa.Column('sha256', _TEXT(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_files'))
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table('case_files')
