"""What erasing a customer looks for is found without reading what there ever was of others."""

from alembic import op

from bot.migrations import indexes

revision = '0057'
down_revision = '0056'
branch_labels = None
depends_on = None

_INDEXES = {
    'ix_deliveries_of_no_case': ('deliveries', ['kind', 'id'], 'case_id IS NULL'),
    'ix_messages_author': ('messages', ['author_id'], None),
    'ix_messages_quoting': ('messages', ['id'], 'above_id IS NOT NULL'),
    'ix_case_marks_case': ('case_marks', ['case_id'], None),
    'ix_received_items_sealed': ('received_items', ['case_id'], 'sealed_body IS NOT NULL'),
}


def upgrade() -> None:
    """Make the indexes beside those who write."""
    for name, (table, columns, where) in _INDEXES.items():
        indexes.build(name, table, columns, where=where)


def downgrade() -> None:
    """Take them away."""
    for name, (table, _columns, _where) in _INDEXES.items():
        op.drop_index(name, table)
