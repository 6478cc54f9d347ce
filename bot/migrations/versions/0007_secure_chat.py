"""The secure chat: invitations, browsers that came by them, the order of the words; and limits."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. Code that does not know them goes on as before."""
    op.create_table('rate_windows',
    sa.Column('key_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('began_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('key_hash', name=op.f('pk_rate_windows'))
    )
    op.create_table('chat_invitations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('route', sa.Enum('direct', 'public', name='chatroute', native_enum=False, create_constraint=False, length=32), nullable=False),
    sa.Column('salt', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=True),
    sa.Column('made_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('arrived_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('revoked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('revoked_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ended_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('solved', sa.Boolean(), nullable=True),
    sa.Column('stars', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_chat_invitations_case_id_cases')),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_chat_invitations_reply_id_replies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_invitations')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_chat_invitations_token_hash'))
    )
    with op.batch_alter_table('chat_invitations', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_invitations_case_id'), ['case_id'], unique=False)
        batch_op.create_index('uq_chat_invitations_open', ['case_id'], unique=True, sqlite_where=sa.text('revoked_at IS NULL AND ended_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL AND ended_at IS NULL'))

    op.create_table('chat_sessions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('cookie_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('shown_from', sa.Integer(), nullable=False),
    sa.Column('unlocked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('unlocked_how', sa.Enum('direct_link', 'code', name='unlocked', native_enum=False, create_constraint=False, length=32), nullable=True),
    sa.Column('code_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('code_expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['chat_invitations.id'], name=op.f('fk_chat_sessions_invitation_id_chat_invitations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_sessions')),
    sa.UniqueConstraint('cookie_hash', name=op.f('uq_chat_sessions_cookie_hash'))
    )
    with op.batch_alter_table('chat_sessions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_sessions_code_hash'), ['code_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_chat_sessions_invitation_id'), ['invitation_id'], unique=False)

    op.create_table('chat_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=True),
    sa.Column('reply_id', sa.Integer(), nullable=True),
    sa.Column('client_key', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['chat_invitations.id'], name=op.f('fk_chat_words_invitation_id_chat_invitations')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_chat_words_message_id_messages')),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_chat_words_reply_id_replies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_words')),
    sa.UniqueConstraint('invitation_id', 'client_key', name=op.f('uq_chat_words_invitation_id_client_key')),
    sa.UniqueConstraint('message_id', name=op.f('uq_chat_words_message_id')),
    sa.UniqueConstraint('reply_id', name=op.f('uq_chat_words_reply_id'))
    )
    with op.batch_alter_table('chat_words', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_words_invitation_id'), ['invitation_id'], unique=False)

    with op.batch_alter_table('replies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    """Take them away; the links that are out lead nowhere then."""
    with op.batch_alter_table('replies', schema=None) as batch_op:
        batch_op.drop_column('channel')

    with op.batch_alter_table('chat_words', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chat_words_invitation_id'))

    op.drop_table('chat_words')
    with op.batch_alter_table('chat_sessions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chat_sessions_invitation_id'))
        batch_op.drop_index(batch_op.f('ix_chat_sessions_code_hash'))

    op.drop_table('chat_sessions')
    with op.batch_alter_table('chat_invitations', schema=None) as batch_op:
        batch_op.drop_index('uq_chat_invitations_open', sqlite_where=sa.text('revoked_at IS NULL AND ended_at IS NULL'), postgresql_where=sa.text('revoked_at IS NULL AND ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_chat_invitations_case_id'))

    op.drop_table('chat_invitations')
    op.drop_table('rate_windows')
