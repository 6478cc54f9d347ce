"""What came of complaints, for the register."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None

_TEXT, _TIME = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
_FINDING = sa.Enum('upheld', 'partly', 'rejected', 'withdrawn', name='finding', native_enum=False, create_constraint=False, length=32)


def upgrade() -> None:
    """Make the table. Code that does not know it goes on as before."""
    op.create_table('complaint_outcomes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('complaint_id', sa.Integer(), nullable=False),
    sa.Column('finding', _FINDING, nullable=False),
    sa.Column('reasons', _TEXT(), nullable=False),
    sa.Column('told_ombudsman', sa.Boolean(), nullable=False),
    sa.Column('redress', _TEXT(), nullable=False),
    sa.Column('currency', _TEXT(), nullable=False),
    sa.Column('product', _TEXT(), nullable=False),
    sa.Column('cause', _TEXT(), nullable=False),
    sa.Column('decided_at', _TIME(), nullable=False),
    sa.Column('decided_by', _TEXT(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_complaint_outcomes_case_id_cases')),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaints.id'], name=op.f('fk_complaint_outcomes_complaint_id_complaints')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint_outcomes'))
    )
    op.create_index(op.f('ix_complaint_outcomes_case_id'), 'complaint_outcomes', ['case_id'], unique=False)
    op.create_index(op.f('ix_complaint_outcomes_complaint_id'), 'complaint_outcomes', ['complaint_id'], unique=False)


def downgrade() -> None:
    """Take it away."""
    op.drop_index(op.f('ix_complaint_outcomes_complaint_id'), table_name='complaint_outcomes')
    op.drop_index(op.f('ix_complaint_outcomes_case_id'), table_name='complaint_outcomes')
    op.drop_table('complaint_outcomes')
