"""What was made from a sealing key outlives the key, so that one can be taken off the list."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime


def upgrade() -> None:
    """Make the table."""
    op.create_table('kept_keys',
    sa.Column('name', _TEXT(), nullable=False),
    sa.Column('key_id', _TEXT(), nullable=False),
    sa.Column('wrapped_key', sa.LargeBinary(), nullable=False),
    sa.Column('kept_at', _TIME(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_kept_keys'))
    )


def downgrade() -> None:
    """Take it away; keys that were taken off the list must be put back."""
    op.drop_table('kept_keys')
