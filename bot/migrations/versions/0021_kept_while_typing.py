"""A draft knows when its words were typed, so that what was typed before and comes late changes nothing."""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it. The code before writes drafts without it."""
    op.add_column('reply_drafts', sa.Column('typed_ts', sa.Float(), nullable=True))


def downgrade() -> None:
    """Take it away."""
    op.drop_column('reply_drafts', 'typed_ts')
