"""What the business learns: marks on cases, how far it has come with each cause, rules that hurt; answers to
many that are about a cause, and not about a surge."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_STANDS, _WAITS = sa.text('withdrawn_at IS NULL'), sa.text('answered_at IS NULL')
_OF_ANSWER = 'fk_surge_answer_texts_answer_id_surge_answers'


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=False, length=32)


def upgrade() -> None:
    """Make the tables. Code that does not know them goes on as before."""
    op.create_table('case_marks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', _one_of('markkind', 'cause', 'idea', 'praise'), nullable=False),
    sa.Column('cause', _TEXT(), nullable=False),
    sa.Column('marked_at', _TIME(), nullable=False),
    sa.Column('marked_by', _TEXT(), nullable=False),
    sa.Column('withdrawn_at', _TIME(), nullable=True),
    sa.Column('withdrawn_by', _TEXT(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_case_marks_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_marks'))
    )
    op.create_index('uq_case_marks_standing', 'case_marks', ['case_id', 'kind'], unique=True, sqlite_where=_STANDS, postgresql_where=_STANDS)
    op.create_index('ix_case_marks_marked_at', 'case_marks', ['marked_at'], unique=False)
    op.create_index('ix_case_marks_cause', 'case_marks', ['cause', 'marked_at'], unique=False)
    op.create_table('cause_steps',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('cause', _TEXT(), nullable=False),
    sa.Column('state', _one_of('causestate', 'open', 'seen', 'planned', 'mended'), nullable=False),
    sa.Column('owner', _TEXT(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('remark', _TEXT(), nullable=False),
    sa.Column('said_at', _TIME(), nullable=False),
    sa.Column('said_by', _TEXT(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cause_steps'))
    )
    op.create_index('ix_cause_steps_cause', 'cause_steps', ['cause', 'id'], unique=False)
    op.create_table('rule_remarks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('rule', _TEXT(), nullable=False),
    sa.Column('happened', _TEXT(), nullable=False),
    sa.Column('written_at', _TIME(), nullable=False),
    sa.Column('written_by', _TEXT(), nullable=False),
    sa.Column('answer', _one_of('ruleanswer', 'looked_at', 'changes', 'stays'), nullable=True),
    sa.Column('answer_text', _TEXT(), nullable=False),
    sa.Column('answered_at', _TIME(), nullable=True),
    sa.Column('answered_by', _TEXT(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_rule_remarks_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rule_remarks'))
    )
    op.create_index('ix_rule_remarks_case_id', 'rule_remarks', ['case_id'], unique=False)
    op.create_index('ix_rule_remarks_written_at', 'rule_remarks', ['written_at'], unique=False)
    op.create_index('ix_rule_remarks_waiting', 'rule_remarks', ['id'], unique=False, sqlite_where=_WAITS, postgresql_where=_WAITS)
    _of_a_surge_or_not(may_be_none=True)
    with op.batch_alter_table('surge_answers') as answers:
        answers.add_column(sa.Column('cause', _TEXT(), nullable=False, server_default=''))
        answers.create_index('ix_surge_answers_cause', ['cause'], sqlite_where=sa.text("cause <> ''"), postgresql_where=sa.text("cause <> ''"))


def downgrade() -> None:
    """Take them away, and the answers that are about a cause."""
    op.execute("DELETE FROM surge_answer_texts WHERE answer_id IN (SELECT id FROM surge_answers WHERE surge_id IS NULL)")
    op.execute('DELETE FROM surge_answers WHERE surge_id IS NULL')
    op.drop_index('ix_surge_answers_cause', table_name='surge_answers')
    op.drop_column('surge_answers', 'cause')
    _of_a_surge_or_not(may_be_none=False)
    op.drop_table('rule_remarks')
    op.drop_table('cause_steps')
    op.drop_table('case_marks')


def _of_a_surge_or_not(*, may_be_none: bool) -> None:
    """SQLite makes the table anew for that, which nothing may refer to meanwhile."""
    is_sqlite = op.get_bind().dialect.name == 'sqlite'
    if is_sqlite:
        with op.batch_alter_table('surge_answer_texts') as texts:
            texts.drop_constraint(op.f(_OF_ANSWER), type_='foreignkey')
    with op.batch_alter_table('surge_answers') as answers:
        answers.alter_column('surge_id', existing_type=sa.Integer(), nullable=may_be_none)
    if is_sqlite:
        with op.batch_alter_table('surge_answer_texts') as texts:
            texts.create_foreign_key(op.f(_OF_ANSWER), 'surge_answers', ['answer_id'], ['id'])
