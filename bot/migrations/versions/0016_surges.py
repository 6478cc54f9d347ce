"""Surges: what they are about, the cases gathered in them, the usual of each hour, and answers to many."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_OPEN, _ASKED = sa.text('ended_at IS NULL'), sa.text("state = 'asked'")


def upgrade() -> None:
    """Make the tables. Code that does not know them goes on as before."""
    op.create_table('surges',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('brand', _TEXT(), nullable=False),
    sa.Column('topic', sa.JSON(), nullable=False),
    sa.Column('topic_key', _TEXT(), nullable=False),
    sa.Column('beside', sa.JSON(), nullable=False),
    sa.Column('slack_channel', _TEXT(), nullable=False),
    sa.Column('opened_at', _TIME(), nullable=False),
    sa.Column('opened_by', _TEXT(), nullable=False),
    sa.Column('began_at', _TIME(), nullable=False),
    sa.Column('last_word_at', _TIME(), nullable=False),
    sa.Column('cause', _TEXT(), nullable=False),
    sa.Column('note', _TEXT(), nullable=False),
    sa.Column('owner', _TEXT(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('shown', _TEXT(), nullable=False),
    sa.Column('ended_at', _TIME(), nullable=True),
    sa.Column('ended_by', _TEXT(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_surges'))
    )
    op.create_index('uq_surges_open', 'surges', ['brand', 'topic_key'], unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index('ix_surges_ended', 'surges', ['ended_at'], unique=False)
    op.create_table('surge_cases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('surge_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('joined_at', _TIME(), nullable=False),
    sa.Column('joined_by', _TEXT(), nullable=False),
    sa.Column('left_at', _TIME(), nullable=True),
    sa.Column('left_by', _TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['surge_id'], ['surges.id'], name=op.f('fk_surge_cases_surge_id_surges')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_surge_cases_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_surge_cases'))
    )
    op.create_index('uq_surge_cases', 'surge_cases', ['surge_id', 'case_id'], unique=True)
    op.create_index('ix_surge_cases_case', 'surge_cases', ['case_id'], unique=False)
    op.create_table('surge_hours',
    sa.Column('brand', _TEXT(), nullable=False),
    sa.Column('begins_at', _TIME(), nullable=False),
    sa.Column('spoken', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('brand', 'begins_at', name=op.f('pk_surge_hours'))
    )
    op.create_table('surge_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('surge_id', sa.Integer(), nullable=False),
    sa.Column('wordings', sa.JSON(), nullable=False),
    sa.Column('purpose', _TEXT(), nullable=False),
    sa.Column('to_all', sa.Boolean(), nullable=False),
    sa.Column('resolves', sa.Boolean(), nullable=False),
    sa.Column('made_at', _TIME(), nullable=False),
    sa.Column('made_by', _TEXT(), nullable=False),
    sa.Column('sent_at', _TIME(), nullable=True),
    sa.ForeignKeyConstraint(['surge_id'], ['surges.id'], name=op.f('fk_surge_answers_surge_id_surges')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_surge_answers'))
    )
    op.create_index('ix_surge_answers_surge', 'surge_answers', ['surge_id'], unique=False)
    op.create_table('surge_answer_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('text', _TEXT(), nullable=False),
    sa.Column('state', _TEXT(), nullable=False),
    sa.Column('reason', _TEXT(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['answer_id'], ['surge_answers.id'], name=op.f('fk_surge_answer_texts_answer_id_surge_answers')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_surge_answer_texts_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_surge_answer_texts'))
    )
    op.create_index('uq_surge_answer_texts', 'surge_answer_texts', ['answer_id', 'case_id'], unique=True)
    op.create_index('ix_surge_answer_texts_asked', 'surge_answer_texts', ['id'], unique=False, sqlite_where=_ASKED, postgresql_where=_ASKED)


def downgrade() -> None:
    """Take them away."""
    for table in ('surge_answer_texts', 'surge_answers', 'surge_hours', 'surge_cases', 'surges'):
        op.drop_table(table)
