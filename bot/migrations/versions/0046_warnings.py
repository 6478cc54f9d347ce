"""Warnings to the customers whom an impostor reached, beside answers to many of a surge or with a cause."""

import sqlalchemy as sa
from alembic import op

from bot.migrations import indexes

revision = '0046'
down_revision = '0045'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of answers to many which alarm they are about. The code before goes on as before."""
    op.add_column('surge_answers', sa.Column('alarm_id', sa.Integer(), nullable=True))
    indexes.build('ix_surge_answers_alarm', 'surge_answers', ['alarm_id'], where='alarm_id IS NOT NULL')


def downgrade() -> None:
    """Take it away, and the warnings."""
    op.execute(
        'DELETE FROM surge_answer_texts WHERE answer_id IN '
        '(SELECT id FROM surge_answers WHERE alarm_id IS NOT NULL)'
    )
    op.execute('DELETE FROM surge_answers WHERE alarm_id IS NOT NULL')
    op.drop_index('ix_surge_answers_alarm', table_name='surge_answers')
    op.drop_column('surge_answers', 'alarm_id')
