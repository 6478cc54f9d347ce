"""Posts that are meant for another bank, and posts about us that were written to another."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString
_TIME = sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    """Make the table. Code that does not know it finds and shows none."""
    op.create_table('misdirections',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('names_another', 'written_to', name='misdirectionkind', native_enum=False, create_constraint=False, length=32), nullable=False),
    sa.Column('bank', _TEXT(), nullable=False),
    sa.Column('handle', _TEXT(), nullable=False),
    sa.Column('words', _TEXT(), nullable=False),
    sa.Column('found_at', _TIME(), nullable=False),
    sa.Column('taken_back_at', _TIME(), nullable=True),
    sa.Column('taken_back_by', _TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_misdirections_case_id_cases')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_misdirections_message_id_messages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_misdirections'))
    )
    with op.batch_alter_table('misdirections', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_misdirections_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_misdirections_message_id'), ['message_id'], unique=False)
        batch_op.create_index('ix_misdirections_found', ['found_at'], unique=False)


def downgrade() -> None:
    """Take it away."""
    op.drop_table('misdirections')
