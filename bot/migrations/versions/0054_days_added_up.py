"""Days that are over, added up, and the marks of those that changed since."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from bot.migrations.table_locks import lock_together
from bot.storage.figures import day_sum_triggers

revision = '0054'
down_revision = '0053'
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    """Make both tables and what marks. The code before goes on as before, and what it changes is marked."""
    op.create_table('day_sums',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('brand', _TEXT(), nullable=False),
    sa.Column('team', _TEXT(), nullable=False),
    sa.Column('received', sa.Integer(), nullable=False),
    sa.Column('ended', sa.Integer(), nullable=False),
    sa.Column('reopened', sa.Integer(), nullable=False),
    sa.Column('kept', sa.Integer(), nullable=False),
    sa.Column('missed', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('day', 'brand', 'team', name=op.f('pk_day_sums'))
    )
    op.create_table('changed_days',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_changed_days'))
    )
    op.create_index(op.f('ix_changed_days_day'), 'changed_days', ['day'], unique=False)
    lock_together(op.get_bind(), *day_sum_triggers.TABLES)
    day_sum_triggers.install(op.get_bind())


def downgrade() -> None:
    """Take them away."""
    lock_together(op.get_bind(), *day_sum_triggers.TABLES)
    day_sum_triggers.remove(op.get_bind())
    op.drop_index(op.f('ix_changed_days_day'), table_name='changed_days')
    op.drop_table('changed_days')
    op.drop_table('day_sums')
