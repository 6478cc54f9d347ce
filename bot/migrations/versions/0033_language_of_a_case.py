"""In which language a case's customer writes, and who says so."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None

_COLUMNS = ('language', 'language_by')


def upgrade() -> None:
    """Make the columns. The code before leaves them empty, which means: not known."""
    with op.batch_alter_table('cases', schema=None) as batch_op:
        for name in _COLUMNS:
            batch_op.add_column(
                sa.Column(
                    name,
                    sqlmodel.sql.sqltypes.AutoString(),
                    nullable=False,
                    server_default='',
                )
            )


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table('cases', schema=None) as batch_op:
        for name in reversed(_COLUMNS):
            batch_op.drop_column(name)
