"""For which legal matter something is held."""

import sqlalchemy as sa
from alembic import op

revision = '0047'
down_revision = '0046'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of a hold which matter it is for. The code before goes on as before."""
    op.add_column('legal_holds', sa.Column('matter', sa.String(), nullable=False, server_default=''))


def downgrade() -> None:
    """Take it away."""
    op.drop_column('legal_holds', 'matter')
