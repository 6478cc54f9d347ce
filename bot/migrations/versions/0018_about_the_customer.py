"""What the platform tells of a customer's account, notes about them, and their other accounts."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_STANDING = sa.text('unlinked_at IS NULL')


def upgrade() -> None:
    """Make the columns and tables. Code that does not know them goes on as before."""
    with op.batch_alter_table('authors', schema=None) as batch_op:
        batch_op.add_column(sa.Column('account_since', _TIME(), nullable=True))
        batch_op.add_column(sa.Column('followers', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('verified', _TEXT(), nullable=True))

    op.create_table('customer_notes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('surface', sa.Enum('public', 'private', name='surface', native_enum=False, create_constraint=False, length=32), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('written_at', _TIME(), nullable=False),
    sa.Column('written_by', _TEXT(), nullable=False),
    sa.Column('taken_back_at', _TIME(), nullable=True),
    sa.Column('taken_back_by', _TEXT(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['authors.id'], name=op.f('fk_customer_notes_author_id_authors')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_customer_notes_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customer_notes'))
    )
    op.create_index(op.f('ix_customer_notes_author_id'), 'customer_notes', ['author_id'], unique=False)
    op.create_index(op.f('ix_customer_notes_case_id'), 'customer_notes', ['case_id'], unique=False)

    op.create_table('account_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('first_author_id', sa.Integer(), nullable=False),
    sa.Column('second_author_id', sa.Integer(), nullable=False),
    sa.Column('linked_at', _TIME(), nullable=False),
    sa.Column('linked_by', _TEXT(), nullable=False),
    sa.Column('unlinked_at', _TIME(), nullable=True),
    sa.Column('unlinked_by', _TEXT(), nullable=True),
    sa.ForeignKeyConstraint(['first_author_id'], ['authors.id'], name=op.f('fk_account_links_first_author_id_authors')),
    sa.ForeignKeyConstraint(['second_author_id'], ['authors.id'], name=op.f('fk_account_links_second_author_id_authors')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_links'))
    )
    op.create_index('uq_account_links_standing', 'account_links', ['first_author_id', 'second_author_id'], unique=True, sqlite_where=_STANDING, postgresql_where=_STANDING)
    op.create_index('ix_account_links_second', 'account_links', ['second_author_id'], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index('ix_account_links_second', table_name='account_links')
    op.drop_index('uq_account_links_standing', table_name='account_links', sqlite_where=_STANDING, postgresql_where=_STANDING)
    op.drop_table('account_links')
    op.drop_index(op.f('ix_customer_notes_case_id'), table_name='customer_notes')
    op.drop_index(op.f('ix_customer_notes_author_id'), table_name='customer_notes')
    op.drop_table('customer_notes')

    with op.batch_alter_table('authors', schema=None) as batch_op:
        batch_op.drop_column('verified')
        batch_op.drop_column('followers')
        batch_op.drop_column('account_since')
