"""How often a delivery was tried and a fault of ours ended it."""

import sqlalchemy as sa
from alembic import op

revision = '0055'
down_revision = '0054'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column. Code that does not know it goes on as before."""
    op.add_column('deliveries', sa.Column('faults', sa.Integer(), server_default='0', nullable=False))


def downgrade() -> None:
    """Take it away."""
    op.drop_column('deliveries', 'faults')
