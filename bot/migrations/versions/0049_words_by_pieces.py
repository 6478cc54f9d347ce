"""Indexes by which words, names, single posts and answers of the same words are found."""

from alembic import op

from bot.migrations import indexes
from bot.storage import word_index

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them, each beside those who write. The code before goes on as before."""
    indexes.build('ix_messages_external_id', 'messages', ['external_id'])
    indexes.build('ix_replies_same_words', 'replies', ['text_sha256', 'written_at'])
    if op.get_context().dialect.name == 'sqlite':
        word_index.install(op.get_bind())
    else:
        function, built = word_index.of_postgresql()
        op.execute(function)
        for name, what in built:
            indexes.build_on_postgresql(name, what)
    op.drop_index('ix_replies_text_sha256', 'replies', if_exists=True)


def downgrade() -> None:
    """Take them away."""
    if op.get_context().dialect.name == 'sqlite':
        word_index.uninstall(op.get_bind())
    else:
        function, built = word_index.of_postgresql()
        for name, _what in built:
            op.execute(f'DROP INDEX IF EXISTS {name}')
        op.execute('DROP FUNCTION IF EXISTS earshot_pieces(text)')
    op.create_index('ix_replies_text_sha256', 'replies', ['text_sha256'], if_not_exists=True)
    op.drop_index('ix_replies_same_words', 'replies', if_exists=True)
    op.drop_index('ix_messages_external_id', 'messages', if_exists=True)
