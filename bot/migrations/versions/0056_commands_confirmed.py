"""Commands that a person confirms in Slack."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0056'
down_revision = '0055'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before."""
    op.create_table('confirmations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slack_user_id', _TEXT(), nullable=False),
    sa.Column('operator', _TEXT(), nullable=False),
    sa.Column('what', _TEXT(), nullable=False),
    sa.Column('digest', _TEXT(), nullable=False),
    sa.Column('asked_at', _TIME(), nullable=False),
    sa.Column('ends_at', _TIME(), nullable=False),
    sa.Column('decided_at', _TIME(), nullable=True),
    sa.Column('decision', sa.Enum('yes', 'no', 'without', name='confirmed', native_enum=False, length=32), nullable=True),
    sa.Column('used_at', _TIME(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_confirmations'))
    )


def downgrade() -> None:
    """Take it away; what was confirmed stands in the trail."""
    op.drop_table('confirmations')
