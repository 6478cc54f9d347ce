"""What the bank's own provider of words is asked, and what it made of a message."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0048'
down_revision = '0047'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_WAITS = sa.text('ended_at IS NULL')
_SKILLS = ('translation', 'drafts', 'summaries')


def upgrade() -> None:
    """Make the table and the columns. Code that does not know them asks no provider."""
    op.add_column('messages', sa.Column('translated', sa.JSON(), nullable=True))
    op.add_column('reply_drafts', sa.Column('suggested', _TEXT(), nullable=False, server_default=''))
    op.create_table('provider_calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('skill', sa.Enum(*_SKILLS, name='skill', native_enum=False, length=32), nullable=False),
    sa.Column('surface', sa.Enum('public', 'private', name='surface', native_enum=False, length=32), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('asked_by', _TEXT(), nullable=False),
    sa.Column('view_id', _TEXT(), nullable=False),
    sa.Column('form', _TEXT(), nullable=False),
    sa.Column('asked_at', _TIME(), nullable=False),
    sa.Column('begun_at', _TIME(), nullable=True),
    sa.Column('ended_at', _TIME(), nullable=True),
    sa.Column('ended_as', _TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_provider_calls_case_id_cases')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_provider_calls_message_id_messages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_provider_calls'))
    )
    op.create_index(op.f('ix_provider_calls_case_id'), 'provider_calls', ['case_id'], unique=False)
    op.create_index('ix_provider_calls_waiting', 'provider_calls', ['id'], unique=False, sqlite_where=_WAITS, postgresql_where=_WAITS)
    op.create_index('ix_provider_calls_begun', 'provider_calls', ['begun_at'], unique=False)


def downgrade() -> None:
    """Take them away, and what stands in them."""
    op.drop_table('provider_calls')
    op.drop_column('reply_drafts', 'suggested')
    op.drop_column('messages', 'translated')
