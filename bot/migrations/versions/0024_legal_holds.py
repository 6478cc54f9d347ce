"""Legal holds: what is neither erased nor forgotten until a person lifts the hold."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0024'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table. The code before erases nothing, so it needs none."""
    op.create_table(
        'legal_holds',
        sa.Column('id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Enum('case', 'customer', 'word', name='holdkind', native_enum=False, create_constraint=False, length=32), nullable=False),
        sa.Column('case_id', sa.Integer(), nullable=True),
        sa.Column('author_id', sa.Integer(), nullable=True),
        sa.Column('word', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('set_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column('set_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column('lifted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column('lifted_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(['author_id'], ['authors.id'], name=op.f('fk_legal_holds_author_id_authors')),
        sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_legal_holds_case_id_cases')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_legal_holds')),
    )
    standing = sa.text('lifted_at IS NULL')
    op.create_index(
        'ix_legal_holds_standing', 'legal_holds', ['case_id'],
        sqlite_where=standing, postgresql_where=standing,
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_index('ix_legal_holds_standing', table_name='legal_holds')
    op.drop_table('legal_holds')
