"""Indexes by which nothing that runs by itself walks through all there ever was."""

from alembic import op

from bot.migrations import indexes

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None

_OPEN = "state IN ('new', 'claimed', 'with_customer', 'snoozed')"
_INDEXES = (
    ('ix_cases_open', 'cases', ['id'], _OPEN),
    ('ix_cases_state_since', 'cases', ['state', 'state_since'], None),
    ('ix_cases_received_at', 'cases', ['received_at'], None),
    ('ix_cases_first_answered_at', 'cases', ['first_answered_at'], None),
    ('ix_messages_posted_at', 'messages', ['posted_at'], None),
    ('ix_closures_closed_at', 'closures', ['closed_at'], None),
    ('ix_closures_reopened_at', 'closures', ['reopened_at'], 'reopened_at IS NOT NULL'),
    ('ix_replies_published_at', 'replies', ['published_at'], None),
    ('ix_audit_entries_at', 'audit_entries', ['at'], None),
    (
        'ix_deliveries_unfinished',
        'deliveries',
        ['id'],
        "state IN ('ready', 'sending', 'in_doubt', 'ask')",
    ),
    ('ix_seen_events_seen_at', 'seen_events', ['seen_at'], None),
    ('ix_received_items_next', 'received_items', ['id'], "state = 'waiting'"),
    (
        'ix_received_items_aside',
        'received_items',
        ['source', 'keep_until', 'id'],
        'keep_until IS NOT NULL',
    ),
)


def upgrade() -> None:
    """Make them, each beside those who write. The code before uses those that help it."""
    for name, table, columns, where in _INDEXES:
        indexes.build(name, table, columns, where=where)


def downgrade() -> None:
    """Take them away."""
    for name, table, _columns, _where in reversed(_INDEXES):
        op.drop_index(name, table)
