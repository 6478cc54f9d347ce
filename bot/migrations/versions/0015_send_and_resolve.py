"""An answer may resolve its case once it is published."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns. An answer without them, as the code before writes it, resolves nothing."""
    with op.batch_alter_table('replies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('resolves_as', sa.Enum('fixed', 'explained', 'redress', 'passed_on', 'no_fault', 'withdrawn', name='outcome', native_enum=False, create_constraint=False, length=32), nullable=True))
        batch_op.add_column(sa.Column('acceptance', sqlmodel.sql.sqltypes.AutoString(), nullable=True))


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table('replies', schema=None) as batch_op:
        batch_op.drop_column('acceptance')
        batch_op.drop_column('resolves_as')
