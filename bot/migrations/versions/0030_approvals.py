"""Answers that wait for a second person."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_WAITS = sa.text('decided_at IS NULL')


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before: an answer that waits has no delivery."""
    op.create_table('approvals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('because', _TEXT(), nullable=False),
    sa.Column('asked_by', _TEXT(), nullable=False),
    sa.Column('asked_at', _TIME(), nullable=False),
    sa.Column('asked_of', _TEXT(), nullable=False),
    sa.Column('text', _TEXT(), nullable=False),
    sa.Column('text_sha256', _TEXT(), nullable=False),
    sa.Column('decision', sa.Enum('approved', 'returned', 'expired', 'taken_back', name='decision', native_enum=False, length=32), nullable=True),
    sa.Column('decided_at', _TIME(), nullable=True),
    sa.Column('decided_by', _TEXT(), nullable=False),
    sa.Column('note', _TEXT(), nullable=False),
    sa.Column('approved_sha256', _TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_approvals_case_id_cases')),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_approvals_reply_id_replies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approvals')),
    sa.UniqueConstraint('reply_id', name=op.f('uq_approvals_reply_id'))
    )
    op.create_index(op.f('ix_approvals_case_id'), 'approvals', ['case_id'], unique=False)
    op.create_index('ix_approvals_waiting', 'approvals', ['asked_at'], unique=False, sqlite_where=_WAITS, postgresql_where=_WAITS)


def downgrade() -> None:
    """Take it away."""
    op.drop_index('ix_approvals_waiting', table_name='approvals', sqlite_where=_WAITS, postgresql_where=_WAITS)
    op.drop_index(op.f('ix_approvals_case_id'), table_name='approvals')
    op.drop_table('approvals')
