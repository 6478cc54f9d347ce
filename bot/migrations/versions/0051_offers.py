"""Cases that nobody has, offered to one person after the other."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0051'
down_revision = '0050'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_STANDS = sa.text('ended_at IS NULL')
_ENDS = ('claimed', 'declined', 'lapsed', 'away', 'not_needed', 'asked_on')


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before."""
    op.create_table('offers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('slack_user_id', _TEXT(), nullable=False),
    sa.Column('offered_at', _TIME(), nullable=False),
    sa.Column('ends_at', _TIME(), nullable=True),
    sa.Column('ended_at', _TIME(), nullable=True),
    sa.Column('ended_as', sa.Enum(*_ENDS, name='offerend', native_enum=False, length=32), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_offers_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_offers'))
    )
    op.create_index(op.f('ix_offers_case_id'), 'offers', ['case_id'], unique=False)
    op.create_index('ix_offers_offered', 'offers', ['offered_at'], unique=False)
    op.create_index('ix_offers_person', 'offers', ['slack_user_id', 'offered_at'], unique=False)
    op.create_index('uq_offers_one_open', 'offers', ['case_id'], unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS)


def downgrade() -> None:
    """Take it away."""
    op.drop_table('offers')
