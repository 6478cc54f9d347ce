"""What cases are about, as suggested and as set; and models learnt from what people set."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables. Code that does not know them leaves them alone."""
    op.create_table('case_topics',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('suggested', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('margin', sa.Integer(), nullable=False),
    sa.Column('likely', sa.JSON(), nullable=False),
    sa.Column('model', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('surface', sa.Enum('public', 'private', name='surface', native_enum=False, create_constraint=False, length=32), nullable=False),
    sa.Column('suggested_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('topic', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('set_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('set_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_case_topics_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_topics')),
    sa.UniqueConstraint('case_id', name=op.f('uq_case_topics_case_id'))
    )
    with op.batch_alter_table('case_topics', schema=None) as batch_op:
        batch_op.create_index('ix_case_topics_topic', ['topic'], unique=False)
        batch_op.create_index('ix_case_topics_set', ['set_at'], unique=False)

    op.create_table('topic_models',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('card', sa.JSON(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('made_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('used_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('left_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_topic_models'))
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table('topic_models')
    op.drop_table('case_topics')
