"""Entries of the audit trail are bound with a key and vouch for rows; seals say where each chain stood."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from bot.storage.record import triggers

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    """Make them. The code before goes on writing entries without a key; they are carried over."""
    op.add_column('audit_entries', sa.Column('rows', sa.JSON(), nullable=True))
    op.add_column('audit_entries', sa.Column('key_id', _TEXT(), nullable=False, server_default=''))
    op.create_table('record_seals',
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', _TIME(), nullable=False),
    sa.Column('heads', sa.JSON(), nullable=False),
    sa.Column('up_to', sa.Integer(), nullable=False),
    sa.Column('key_id', _TEXT(), nullable=False),
    sa.Column('previous', _TEXT(), nullable=False),
    sa.Column('seal', _TEXT(), nullable=False),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_record_seals'))
    )
    triggers.install_on_seals(op.get_bind())


def downgrade() -> None:
    """Take them away; what was bound with a key cannot be checked any more."""
    op.drop_table('record_seals')
    op.drop_column('audit_entries', 'key_id')
    op.drop_column('audit_entries', 'rows')
