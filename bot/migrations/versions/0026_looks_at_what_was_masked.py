"""Who looked at what was masked, why, and until when it was on the screen."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_SHOWN = sa.text('hidden_at IS NULL')


def upgrade() -> None:
    """Make the table. The code before shows nothing."""
    op.create_table('reveals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('kinds', sa.JSON(), nullable=False),
    sa.Column('reason', _TEXT(), nullable=False),
    sa.Column('slack_user_id', _TEXT(), nullable=False),
    sa.Column('shown_at', _TIME(), nullable=False),
    sa.Column('view_id', _TEXT(), nullable=False),
    sa.Column('hide_at', _TIME(), nullable=False),
    sa.Column('hidden_at', _TIME(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_reveals_case_id_cases')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_reveals_message_id_messages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reveals'))
    )
    op.create_index('ix_reveals_case', 'reveals', ['case_id'], unique=False)
    op.create_index('ix_reveals_shown', 'reveals', ['shown_at'], unique=False)
    op.create_index('ix_reveals_on_screen', 'reveals', ['hide_at'], unique=False, sqlite_where=_SHOWN, postgresql_where=_SHOWN)


def downgrade() -> None:
    """Take it away."""
    op.drop_table('reveals')
