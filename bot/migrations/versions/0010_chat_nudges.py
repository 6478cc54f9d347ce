"""Nudges of the secure chat, who is away from it, and when a timer looks at one next."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them. A chat of before is looked at when its customer comes again, or is answered."""
    op.create_table('chat_nudges',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.Enum('reminder', 'answer_waits', 'closing_line', name='nudge', native_enum=False, create_constraint=False, length=32), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('made_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['chat_invitations.id'], name=op.f('fk_chat_nudges_invitation_id_chat_invitations')),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_chat_nudges_reply_id_replies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_nudges')),
    sa.UniqueConstraint('reply_id', name=op.f('uq_chat_nudges_reply_id'))
    )
    with op.batch_alter_table('chat_nudges', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_nudges_invitation_id'), ['invitation_id'], unique=False)

    with op.batch_alter_table('chat_invitations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('away_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('look_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_index(batch_op.f('ix_chat_invitations_look_at'), ['look_at'], unique=False)


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table('chat_invitations', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chat_invitations_look_at'))
        batch_op.drop_column('look_at')
        batch_op.drop_column('away_since')

    op.drop_table('chat_nudges')
