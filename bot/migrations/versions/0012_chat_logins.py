"""Who signed in to a secure chat with the bank's own login."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before."""
    op.create_table('chat_logins',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('state_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('begun_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('back_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('identified_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('login', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('sealed_person', sa.LargeBinary(), nullable=True),
    sa.ForeignKeyConstraint(['session_id'], ['chat_sessions.id'], name=op.f('fk_chat_logins_session_id_chat_sessions')),
    sa.ForeignKeyConstraint(['invitation_id'], ['chat_invitations.id'], name=op.f('fk_chat_logins_invitation_id_chat_invitations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_logins')),
    sa.UniqueConstraint('state_hash', name=op.f('uq_chat_logins_state_hash'))
    )
    with op.batch_alter_table('chat_logins', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_logins_session_id'), ['session_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_chat_logins_invitation_id'), ['invitation_id'], unique=False)


def downgrade() -> None:
    """Take it away; who signed in is forgotten then."""
    with op.batch_alter_table('chat_logins', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chat_logins_invitation_id'))
        batch_op.drop_index(batch_op.f('ix_chat_logins_session_id'))

    op.drop_table('chat_logins')
