"""A sample of each week's answers, and what reviewers say of it."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0043'
down_revision = '0042'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_OPEN = sa.text('lapsed_at IS NULL AND given_at IS NULL')


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=32)


def upgrade() -> None:
    """Make the tables. Code that does not know them goes on as before."""
    op.create_table('quality_rounds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('week', _TEXT(), nullable=False),
    sa.Column('since', _TIME(), nullable=False),
    sa.Column('until', _TIME(), nullable=False),
    sa.Column('seed', _TEXT(), nullable=False),
    sa.Column('per_week', sa.Integer(), nullable=False),
    sa.Column('twice_percent', sa.Integer(), nullable=False),
    sa.Column('found', sa.Integer(), nullable=False),
    sa.Column('drawn', sa.Integer(), nullable=False),
    sa.Column('drawn_at', _TIME(), nullable=False),
    sa.Column('due_at', _TIME(), nullable=False),
    sa.Column('told_at', _TIME(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quality_rounds')),
    sa.UniqueConstraint('week', name=op.f('uq_quality_rounds_week'))
    )
    grade = ('good', 'ok', 'poor')
    op.create_table('quality_reviews',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('seat', sa.Integer(), nullable=False),
    sa.Column('team', _TEXT(), nullable=False),
    sa.Column('channel', _TEXT(), nullable=False),
    sa.Column('surface', _one_of('surface', 'public', 'private'), nullable=False),
    sa.Column('slack_user_id', _TEXT(), nullable=False),
    sa.Column('asked_at', _TIME(), nullable=False),
    sa.Column('given_at', _TIME(), nullable=True),
    sa.Column('accuracy', _one_of('grade', *grade), nullable=True),
    sa.Column('tone', _one_of('grade', *grade), nullable=True),
    sa.Column('help', _one_of('grade', *grade), nullable=True),
    sa.Column('rules', _one_of('grade', *grade), nullable=True),
    sa.Column('remark', _TEXT(), nullable=False),
    sa.Column('answer', _TEXT(), nullable=False),
    sa.Column('answered_at', _TIME(), nullable=True),
    sa.Column('lapsed_at', _TIME(), nullable=True),
    sa.ForeignKeyConstraint(['round_id'], ['quality_rounds.id'], name=op.f('fk_quality_reviews_round_id_quality_rounds')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_quality_reviews_case_id_cases')),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_quality_reviews_reply_id_replies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quality_reviews')),
    sa.UniqueConstraint('reply_id', 'seat', name=op.f('uq_quality_reviews_reply_id_seat'))
    )
    op.create_index('ix_quality_reviews_case_id', 'quality_reviews', ['case_id'], unique=False)
    op.create_index('ix_quality_reviews_given_at', 'quality_reviews', ['given_at'], unique=False)
    op.create_index('ix_quality_reviews_round_id', 'quality_reviews', ['round_id'], unique=False)
    op.create_index('ix_quality_reviews_open', 'quality_reviews', ['slack_user_id'], unique=False, sqlite_where=_OPEN, postgresql_where=_OPEN)


def downgrade() -> None:
    """Take them away."""
    op.drop_table('quality_reviews')
    op.drop_table('quality_rounds')
