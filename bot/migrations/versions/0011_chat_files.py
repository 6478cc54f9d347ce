"""Files in the secure chat: what is known of them, and their sealed bytes; counts are found by their age."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and the index. Code that does not know them goes on as before."""
    op.create_table('chat_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('picture', 'pdf', name='filekind', native_enum=False, create_constraint=False, length=32), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('pages', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('erased_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['invitation_id'], ['chat_invitations.id'], name=op.f('fk_chat_files_invitation_id_chat_invitations')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_chat_files_message_id_messages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_files')),
    sa.UniqueConstraint('message_id', name=op.f('uq_chat_files_message_id'))
    )
    with op.batch_alter_table('chat_files', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_files_invitation_id'), ['invitation_id'], unique=False)

    op.create_table('chat_file_bodies',
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('sealed_for', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['chat_files.id'], name=op.f('fk_chat_file_bodies_file_id_chat_files')),
    sa.PrimaryKeyConstraint('file_id', name=op.f('pk_chat_file_bodies'))
    )
    with op.batch_alter_table('chat_file_bodies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_chat_file_bodies_sealed_for'), ['sealed_for'], unique=False)

    with op.batch_alter_table('rate_windows', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_rate_windows_began_at'), ['began_at'], unique=False)


def downgrade() -> None:
    """Take them away, with the files that customers sent."""
    with op.batch_alter_table('rate_windows', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_rate_windows_began_at'))

    with op.batch_alter_table('chat_file_bodies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chat_file_bodies_sealed_for'))

    op.drop_table('chat_file_bodies')
    with op.batch_alter_table('chat_files', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_chat_files_invitation_id'))

    op.drop_table('chat_files')
