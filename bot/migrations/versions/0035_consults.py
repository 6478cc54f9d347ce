"""Questions to specialist teams."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0035'
down_revision = '0033'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_WAITS = sa.text('ended_at IS NULL')


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before."""
    op.create_table('consults',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('team', _TEXT(), nullable=False),
    sa.Column('slack_channel', _TEXT(), nullable=False),
    sa.Column('surface', sa.Enum('public', 'private', name='surface', native_enum=False, length=32), nullable=False),
    sa.Column('question', _TEXT(), nullable=False),
    sa.Column('asked_by', _TEXT(), nullable=False),
    sa.Column('asked_at', _TIME(), nullable=False),
    sa.Column('within', _TEXT(), nullable=False),
    sa.Column('due_at', _TIME(), nullable=False),
    sa.Column('told_until', _TIME(), nullable=False),
    sa.Column('next_at', _TIME(), nullable=True),
    sa.Column('ended_at', _TIME(), nullable=True),
    sa.Column('ended_as', sa.Enum('answered', 'not_for_us', 'taken_back', 'case_ended', name='consultend', native_enum=False, length=32), nullable=True),
    sa.Column('ended_by', _TEXT(), nullable=False),
    sa.Column('note', _TEXT(), nullable=False),
    sa.Column('note_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_consults_case_id_cases')),
    sa.ForeignKeyConstraint(['note_id'], ['notes.id'], name=op.f('fk_consults_note_id_notes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consults'))
    )
    op.create_index(op.f('ix_consults_case_id'), 'consults', ['case_id'], unique=False)
    op.create_index(op.f('ix_consults_asked_at'), 'consults', ['asked_at'], unique=False)
    op.create_index('ix_consults_waiting', 'consults', ['due_at'], unique=False, sqlite_where=_WAITS, postgresql_where=_WAITS)


def downgrade() -> None:
    """Take it away."""
    op.drop_index('ix_consults_waiting', table_name='consults', sqlite_where=_WAITS, postgresql_where=_WAITS)
    op.drop_index(op.f('ix_consults_asked_at'), table_name='consults')
    op.drop_index(op.f('ix_consults_case_id'), table_name='consults')
    op.drop_table('consults')
