"""Signals of cases; and an alert may be about a case and none of its clocks."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and let an alert have no clock. Code that does not know them passes such alerts over."""
    op.create_table('case_signals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('signal', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('phrase', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('surface', sa.Enum('public', 'private', name='surface', native_enum=False, create_constraint=False, length=32), nullable=False),
    sa.Column('found_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('told_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('taken_back_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('taken_back_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_case_signals_case_id_cases')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_case_signals_message_id_messages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_signals'))
    )
    with op.batch_alter_table('case_signals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_signals_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_signals_message_id'), ['message_id'], unique=False)
        batch_op.create_index('ix_case_signals_found', ['found_at'], unique=False)

    with op.batch_alter_table('alerts', schema=None) as batch_op:
        batch_op.alter_column('clock_id', existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    """Take them away, with the alerts that have no clock."""
    op.execute('DELETE FROM alerts WHERE clock_id IS NULL')
    with op.batch_alter_table('alerts', schema=None) as batch_op:
        batch_op.alter_column('clock_id', existing_type=sa.Integer(), nullable=False)

    with op.batch_alter_table('case_signals', schema=None) as batch_op:
        batch_op.drop_index('ix_case_signals_found')
        batch_op.drop_index(batch_op.f('ix_case_signals_message_id'))
        batch_op.drop_index(batch_op.f('ix_case_signals_case_id'))

    op.drop_table('case_signals')
