"""Published answers by the words of what they answered."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0041'
down_revision = '0040'
branch_labels = None
depends_on = None

_TEXT = sqlmodel.sql.sqltypes.AutoString


def upgrade() -> None:
    """Make both tables. The code before keeps none, so what it publishes is not offered again."""
    op.create_table('past_answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('reply_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('place', _TEXT(), nullable=False),
    sa.Column('stems', sa.Integer(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_past_answers_case_id_cases')),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_past_answers_reply_id_replies')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_past_answers_message_id_messages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_past_answers')),
    sa.UniqueConstraint('reply_id', name=op.f('uq_past_answers_reply_id'))
    )
    with op.batch_alter_table('past_answers', schema=None) as batch_op:
        batch_op.create_index('ix_past_answers_place', ['place', 'id'], unique=False)
        batch_op.create_index('ix_past_answers_case_id', ['case_id'], unique=False)
        batch_op.create_index('ix_past_answers_message_id', ['message_id'], unique=False)

    op.create_table('past_answer_words',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('past_answer_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('place', _TEXT(), nullable=False),
    sa.Column('word', _TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['past_answer_id'], ['past_answers.id'], name=op.f('fk_past_answer_words_past_answer_id_past_answers')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_past_answer_words_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_past_answer_words'))
    )
    with op.batch_alter_table('past_answer_words', schema=None) as batch_op:
        batch_op.create_index('ix_past_answer_words_place_word', ['place', 'word', 'past_answer_id'], unique=False)
        batch_op.create_index('ix_past_answer_words_answer', ['past_answer_id'], unique=False)
        batch_op.create_index('ix_past_answer_words_case', ['case_id'], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_table('past_answer_words')
    op.drop_table('past_answers')
