"""What answers promise by when, and the soonest of it beside its case."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0044'
down_revision = '0043'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_OPEN = sa.text('ended_at IS NULL AND given_at IS NOT NULL')
_DEEDS = ('call', 'contact', 'write', 'send', 'update', 'answer', 'settle')


def upgrade() -> None:
    """Make the table and the column. Code that does not know them promises as before, and reminds nobody."""
    op.add_column('cases', sa.Column('pledge_due_at', _TIME(), nullable=True))
    op.create_table('pledges',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=True),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('deed', sa.Enum(*_DEEDS, name='deed', native_enum=False, length=32), nullable=False),
    sa.Column('due_at', _TIME(), nullable=False),
    sa.Column('promised_by', _TEXT(), nullable=False),
    sa.Column('holder', _TEXT(), nullable=False),
    sa.Column('written_at', _TIME(), nullable=False),
    sa.Column('given_at', _TIME(), nullable=True),
    sa.Column('reminded_at', _TIME(), nullable=True),
    sa.Column('broken_at', _TIME(), nullable=True),
    sa.Column('lead_told_at', _TIME(), nullable=True),
    sa.Column('ended_at', _TIME(), nullable=True),
    sa.Column('outcome', sa.Enum('kept', 'dropped', name='pledgeend', native_enum=False, length=32), nullable=True),
    sa.Column('ended_by', _TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_pledges_case_id_cases')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_pledges_message_id_messages')),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_pledges_reply_id_replies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pledges'))
    )
    op.create_index(op.f('ix_pledges_case_id'), 'pledges', ['case_id'], unique=False)
    op.create_index(op.f('ix_pledges_reply_id'), 'pledges', ['reply_id'], unique=False)
    op.create_index('ix_pledges_open', 'pledges', ['due_at'], unique=False, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index('ix_pledges_given', 'pledges', ['given_at'], unique=False)
    op.create_index('ix_pledges_ended', 'pledges', ['ended_at'], unique=False)
    op.create_index('ix_pledges_broken', 'pledges', ['broken_at'], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_table('pledges')
    op.drop_column('cases', 'pledge_due_at')
