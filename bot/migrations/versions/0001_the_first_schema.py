"""The first schema."""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

from bot.storage.record import triggers

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table and the triggers that guard what must never change."""
    op.create_table('audit_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('actor_kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('actor_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('verb', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('details', sa.JSON(), nullable=False),
    sa.Column('previous_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entries')),
    sa.UniqueConstraint('case_id', 'sequence', name=op.f('uq_audit_entries_case_id_sequence'))
    )
    op.create_table('authors',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('handle', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('first_seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_authors')),
    sa.UniqueConstraint('channel', 'external_id', name=op.f('uq_authors_channel_external_id'))
    )
    op.create_table('brakes',
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_brakes'))
    )
    op.create_table('calendar_versions',
    sa.Column('version', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('stored_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('version', name=op.f('pk_calendar_versions'))
    )
    op.create_table('case_keys',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('key_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('wrapped_key', sa.LargeBinary(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('destroyed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('case_id', name=op.f('pk_case_keys'))
    )
    op.create_table('cursors',
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('next_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('leased_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('leased_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('last_success_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('last_error', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('source', name=op.f('pk_cursors'))
    )
    op.create_table('early_removals',
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('removed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('channel', 'external_id', name=op.f('pk_early_removals'))
    )
    op.create_table('heartbeats',
    sa.Column('process', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('role', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('beat_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('counters', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('process', name=op.f('pk_heartbeats'))
    )
    op.create_table('home_drawn',
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('case_ids', sa.JSON(), nullable=False),
    sa.Column('drawn_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('is_stale', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('slack_user_id', name=op.f('pk_home_drawn'))
    )
    with op.batch_alter_table('home_drawn', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_home_drawn_is_stale'), ['is_stale'], unique=False)

    op.create_table('house_entries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('duty', 'absences', 'closed_days', 'blocked', 'members', name='kind', native_enum=False, length=32), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('added_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('added_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('removed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('removed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('begun_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_house_entries'))
    )
    with op.batch_alter_table('house_entries', schema=None) as batch_op:
        batch_op.create_index('ix_house_entries_standing', ['kind'], unique=False, sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))

    op.create_table('house_revisions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('revision', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_house_revisions'))
    )
    op.create_table('lanes',
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('pool', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('interval_s', sa.Float(), nullable=False),
    sa.Column('window_count', sa.Integer(), nullable=True),
    sa.Column('window_s', sa.Float(), nullable=True),
    sa.Column('left', sa.Integer(), nullable=True),
    sa.Column('reset_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('next_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('brake', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_lanes'))
    )
    op.create_table('policy_versions',
    sa.Column('version', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('stored_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('version', name=op.f('pk_policy_versions'))
    )
    op.create_table('private_channels',
    sa.Column('slack_channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('trouble', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('refreshed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('slack_channel', name=op.f('pk_private_channels'))
    )
    op.create_table('private_readers',
    sa.Column('slack_channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('refreshed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('slack_channel', 'slack_user_id', name=op.f('pk_private_readers'))
    )
    with op.batch_alter_table('private_readers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_private_readers_slack_user_id'), ['slack_user_id'], unique=False)

    op.create_table('received_items',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('account', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sealed_body', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.Enum('waiting', 'settled', 'not_used', 'set_aside', name='itemstate', native_enum=False, length=32), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('not_before', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('settled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('keep_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_received_items')),
    sa.UniqueConstraint('source', 'key', name=op.f('uq_received_items_source_key'))
    )
    with op.batch_alter_table('received_items', schema=None) as batch_op:
        batch_op.create_index('ix_received_items_keep_until', ['keep_until'], unique=False, sqlite_where=sa.text('keep_until IS NOT NULL'), postgresql_where=sa.text('keep_until IS NOT NULL'))
        batch_op.create_index('ix_received_items_waiting', ['not_before', 'id'], unique=False, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))

    op.create_table('runs',
    sa.Column('job', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('period', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('done_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('job', 'period', name=op.f('pk_runs'))
    )
    op.create_table('seen_events',
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_seen_events'))
    )
    op.create_table('staff',
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('team_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('time_zone', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('locale', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('roles', sa.JSON(), nullable=False),
    sa.Column('is_guest', sa.Boolean(), nullable=False),
    sa.Column('is_gone', sa.Boolean(), nullable=False),
    sa.Column('refreshed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('slack_user_id', name=op.f('pk_staff'))
    )
    op.create_table('cases',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('brand', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('account', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('conversation', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('new', 'claimed', 'with_customer', 'snoozed', 'resolved', 'closed', 'not_actionable', 'merged', name='casestate', native_enum=False, length=32), nullable=False),
    sa.Column('state_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('route', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('priority', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('priority_rank', sa.Integer(), nullable=False),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('last_inbound_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('unanswered_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('first_answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('snoozed_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('previous_case_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['authors.id'], name=op.f('fk_cases_author_id_authors')),
    sa.ForeignKeyConstraint(['previous_case_id'], ['cases.id'], name=op.f('fk_cases_previous_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cases'))
    )
    with op.batch_alter_table('cases', schema=None) as batch_op:
        batch_op.create_index('ix_cases_author_state', ['author_id', 'state'], unique=False)
        batch_op.create_index('ix_cases_conversation', ['channel', 'account', 'conversation'], unique=False)
        batch_op.create_index('ix_cases_last_inbound', ['last_inbound_at'], unique=False)
        batch_op.create_index('ix_cases_state_opened', ['state', 'opened_at'], unique=False)

    op.create_table('blocked_posts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('account', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('brand', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('surface', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('told', sa.JSON(), nullable=False),
    sa.Column('posted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('deleted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('taken_in_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('taken_in_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['authors.id'], name=op.f('fk_blocked_posts_author_id_authors')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_blocked_posts_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_blocked_posts')),
    sa.UniqueConstraint('channel', 'account', 'external_id', name=op.f('uq_blocked_posts_channel_account_external_id'))
    )
    with op.batch_alter_table('blocked_posts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_blocked_posts_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_blocked_posts_received_at'), ['received_at'], unique=False)

    op.create_table('case_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('first_case_id', sa.Integer(), nullable=False),
    sa.Column('second_case_id', sa.Integer(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('linked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('linked_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unlinked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('unlinked_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['first_case_id'], ['cases.id'], name=op.f('fk_case_links_first_case_id_cases')),
    sa.ForeignKeyConstraint(['second_case_id'], ['cases.id'], name=op.f('fk_case_links_second_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_links'))
    )
    with op.batch_alter_table('case_links', schema=None) as batch_op:
        batch_op.create_index('ix_case_links_second', ['second_case_id'], unique=False)
        batch_op.create_index('uq_case_links_standing', ['first_case_id', 'second_case_id'], unique=True, sqlite_where=sa.text('unlinked_at IS NULL'), postgresql_where=sa.text('unlinked_at IS NULL'))

    op.create_table('case_threads',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('surface', sa.Enum('public', 'private', name='surface', native_enum=False, length=32), nullable=False),
    sa.Column('slack_channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('slack_ts', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('current_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_case_threads_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_threads')),
    sa.UniqueConstraint('slack_channel', 'slack_ts', name=op.f('uq_case_threads_slack_channel_slack_ts'))
    )
    with op.batch_alter_table('case_threads', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_threads_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_case_threads_waiting', ['case_id'], unique=False, sqlite_where=sa.text('slack_ts IS NULL'), postgresql_where=sa.text('slack_ts IS NULL'))
        batch_op.create_index('uq_case_threads_case_surface_channel', ['case_id', 'surface', 'slack_channel'], unique=True)

    op.create_table('claims',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('claimed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('claimed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('released_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('released_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('release_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_claims_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claims'))
    )
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_claims_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_claims_staff', ['slack_user_id', 'released_at'], unique=False)
        batch_op.create_index('uq_claims_one_open', ['case_id'], unique=True, sqlite_where=sa.text('released_at IS NULL'), postgresql_where=sa.text('released_at IS NULL'))

    op.create_table('closures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('resolved', 'not_actionable', 'closed', name='closurekind', native_enum=False, length=32), nullable=False),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('remark', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('closed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reopened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('reopened_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_closures_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_closures'))
    )
    with op.batch_alter_table('closures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_closures_case_id'), ['case_id'], unique=False)

    op.create_table('complaints',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('preset', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('preset_version', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('marked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('marked_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('withdrawn_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('withdrawn_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('withdrawn_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_complaints_case_id_cases')),
    sa.ForeignKeyConstraint(['preset_version'], ['policy_versions.version'], name=op.f('fk_complaints_preset_version_policy_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaints'))
    )
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        batch_op.create_index('uq_complaints_standing', ['case_id', 'preset'], unique=True, sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.create_table('deliveries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('dedupe_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('lane', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ordering_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('actor', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sa.Enum('ready', 'sending', 'sent', 'failed', 'in_doubt', 'ask', 'cancelled', name='deliverystate', native_enum=False, length=32), nullable=False),
    sa.Column('wait_for', sa.Integer(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('not_before', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('attempt', sa.Integer(), nullable=False),
    sa.Column('owner', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('intent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('lease_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('doubt_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('doubt_reads', sa.Integer(), nullable=False),
    sa.Column('last_read_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('resends', sa.Integer(), nullable=False),
    sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('permalink', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('settled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('error', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_deliveries_case_id_cases')),
    sa.ForeignKeyConstraint(['lane'], ['lanes.key'], name=op.f('fk_deliveries_lane_lanes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries')),
    sa.UniqueConstraint('dedupe_key', name=op.f('uq_deliveries_dedupe_key'))
    )
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index('ix_deliveries_case', ['case_id', 'id'], unique=False)
        batch_op.create_index('ix_deliveries_head', ['lane', 'priority', 'id'], unique=False, sqlite_where=sa.text("state = 'ready' AND wait_for IS NULL"), postgresql_where=sa.text("state = 'ready' AND wait_for IS NULL"))
        batch_op.create_index('ix_deliveries_lease', ['lease_until'], unique=False, sqlite_where=sa.text("state IN ('sending', 'in_doubt')"), postgresql_where=sa.text("state IN ('sending', 'in_doubt')"))
        batch_op.create_index('ix_deliveries_order', ['ordering_key', 'id'], unique=False, sqlite_where=sa.text("state IN ('ready', 'sending', 'in_doubt', 'ask')"), postgresql_where=sa.text("state IN ('ready', 'sending', 'in_doubt', 'ask')"))
        batch_op.create_index('ix_deliveries_reference', ['reference'], unique=False)
        batch_op.create_index('ix_deliveries_wait_for', ['wait_for'], unique=False, sqlite_where=sa.text('wait_for IS NOT NULL'), postgresql_where=sa.text('wait_for IS NOT NULL'))

    op.create_table('handovers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('from_person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('to_person', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('from_team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('to_team', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('handed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('handed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_handovers_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handovers'))
    )
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_handovers_case_id'), ['case_id'], unique=False)

    op.create_table('merges',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('into_case_id', sa.Integer(), nullable=False),
    sa.Column('merged_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('merged_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('opened_before', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('unmerged_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('unmerged_by', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_merges_case_id_cases')),
    sa.ForeignKeyConstraint(['into_case_id'], ['cases.id'], name=op.f('fk_merges_into_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_merges'))
    )
    with op.batch_alter_table('merges', schema=None) as batch_op:
        batch_op.create_index('ix_merges_into', ['into_case_id'], unique=False)
        batch_op.create_index('uq_merges_standing', ['case_id'], unique=True, sqlite_where=sa.text('unmerged_at IS NULL'), postgresql_where=sa.text('unmerged_at IS NULL'))

    op.create_table('notes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('slack_channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('slack_ts', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('written_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('deleted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_notes_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notes')),
    sa.UniqueConstraint('slack_channel', 'slack_ts', name=op.f('uq_notes_slack_channel_slack_ts'))
    )
    with op.batch_alter_table('notes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notes_case_id'), ['case_id'], unique=False)

    op.create_table('priority_decisions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('priority', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('because', sa.JSON(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_priority_decisions_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_priority_decisions'))
    )
    with op.batch_alter_table('priority_decisions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_priority_decisions_case_id'), ['case_id'], unique=False)

    op.create_table('reply_locks',
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['authors.id'], name=op.f('fk_reply_locks_author_id_authors')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_reply_locks_case_id_cases')),
    sa.PrimaryKeyConstraint('author_id', name=op.f('pk_reply_locks'))
    )
    op.create_table('snoozes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('snoozed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('snoozed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('woke_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_snoozes_case_id_cases')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_snoozes'))
    )
    with op.batch_alter_table('snoozes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_snoozes_case_id'), ['case_id'], unique=False)

    op.create_table('replies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('in_reply_to', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('surface', sa.Enum('public', 'private', name='surface', native_enum=False, length=32), nullable=False),
    sa.Column('purpose', sa.Enum('answers', 'asks', 'moves_to_private', 'holding', name='purpose', native_enum=False, length=32), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text_sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('note_id', sa.Integer(), nullable=True),
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('request_key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('written_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('send_after', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('withdrawn_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('refused_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_replies_case_id_cases')),
    sa.ForeignKeyConstraint(['note_id'], ['notes.id'], name=op.f('fk_replies_note_id_notes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_replies')),
    sa.UniqueConstraint('request_key', name=op.f('uq_replies_request_key'))
    )
    with op.batch_alter_table('replies', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_replies_case_id'), ['case_id'], unique=False)

    op.create_table('reply_drafts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('surface', sa.Enum('public', 'private', name='surface', native_enum=False, length=32), nullable=False),
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('purpose', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('saved_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('note_id', sa.Integer(), nullable=True),
    sa.Column('note_used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_reply_drafts_case_id_cases')),
    sa.ForeignKeyConstraint(['note_id'], ['notes.id'], name=op.f('fk_reply_drafts_note_id_notes')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply_drafts')),
    sa.UniqueConstraint('case_id', 'surface', 'slack_user_id', name=op.f('uq_reply_drafts_case_id_surface_slack_user_id'))
    )
    with op.batch_alter_table('reply_drafts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reply_drafts_saved_at'), ['saved_at'], unique=False)

    op.create_table('messages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('account', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('parent_external_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('conversation', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('direction', sa.Enum('inbound', 'outbound', name='direction', native_enum=False, length=32), nullable=False),
    sa.Column('surface', sa.Enum('public', 'private', name='surface', native_enum=False, length=32), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('reply_id', sa.Integer(), nullable=True),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('findings', sa.JSON(), nullable=False),
    sa.Column('attachments', sa.JSON(), nullable=False),
    sa.Column('permalink', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('language', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('purpose', sa.Enum('answers', 'asks', 'moves_to_private', 'holding', name='purpose', native_enum=False, length=32), nullable=True),
    sa.Column('found_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('above_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('above', sa.JSON(), nullable=True),
    sa.Column('answerable', sa.Boolean(), nullable=False),
    sa.Column('posted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('deleted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('hidden_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('hidden_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('visibility_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['authors.id'], name=op.f('fk_messages_author_id_authors')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_messages_case_id_cases')),
    sa.ForeignKeyConstraint(['reply_id'], ['replies.id'], name=op.f('fk_messages_reply_id_replies')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages')),
    sa.UniqueConstraint('channel', 'account', 'external_id', name=op.f('uq_messages_channel_account_external_id'))
    )
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index('ix_messages_above', ['channel', 'above_id'], unique=False)
        batch_op.create_index('ix_messages_case_posted', ['case_id', 'posted_at'], unique=False)

    op.create_table('message_revisions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('external_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=True),
    sa.Column('sealed_for', sa.Integer(), nullable=True),
    sa.Column('fingerprint', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('written_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('received_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_message_revisions_message_id_messages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_revisions')),
    sa.UniqueConstraint('message_id', 'revision', name=op.f('uq_message_revisions_message_id_revision'))
    )
    op.create_table('moderations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('act', sa.Enum('remove_answer', 'hide', 'unhide', name='act', native_enum=False, length=32), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('slack_user_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('done_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('refused_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_moderations_case_id_cases')),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_moderations_message_id_messages')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderations'))
    )
    with op.batch_alter_table('moderations', schema=None) as batch_op:
        batch_op.create_index('ix_moderations_message', ['message_id'], unique=False)

    op.create_table('sla_clocks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('metric', sa.Enum('claimed', 'first_response', 'next_response', 'resolution', 'approval', 'private_window', 'regulatory', name='metric', native_enum=False, length=32), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('cause_message_id', sa.Integer(), nullable=True),
    sa.Column('rule', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('target', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('target_seconds', sa.Integer(), nullable=True),
    sa.Column('warn', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('pauses', sa.JSON(), nullable=False),
    sa.Column('policy_version', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('calendar_version', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('calendar_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('warn_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('marks', sa.JSON(), nullable=False),
    sa.Column('marks_passed', sa.JSON(), nullable=False),
    sa.Column('paused_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('paused_seconds', sa.Integer(), nullable=False),
    sa.Column('rests', sa.JSON(), nullable=False),
    sa.Column('met_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('stopped_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('stop_reason', sa.Enum('answered', 'resolved', 'not_actionable', 'merged', 'superseded', 'withdrawn', name='stopreason', native_enum=False, length=32), nullable=True),
    sa.Column('stop_detail', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('warned_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('breached_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['calendar_version'], ['calendar_versions.version'], name=op.f('fk_sla_clocks_calendar_version_calendar_versions')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_sla_clocks_case_id_cases')),
    sa.ForeignKeyConstraint(['cause_message_id'], ['messages.id'], name=op.f('fk_sla_clocks_cause_message_id_messages')),
    sa.ForeignKeyConstraint(['policy_version'], ['policy_versions.version'], name=op.f('fk_sla_clocks_policy_version_policy_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sla_clocks')),
    sa.UniqueConstraint('case_id', 'metric', 'generation', name=op.f('uq_sla_clocks_case_id_metric_generation'))
    )
    with op.batch_alter_table('sla_clocks', schema=None) as batch_op:
        batch_op.create_index('ix_sla_clocks_due', ['due_at'], unique=False)
        batch_op.create_index('ix_sla_clocks_met', ['met_at'], unique=False)

    op.create_table('alerts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fact', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('slack_target', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('clock_id', sa.Integer(), nullable=False),
    sa.Column('step', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('bundle', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('raised_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('held_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_alerts_case_id_cases')),
    sa.ForeignKeyConstraint(['clock_id'], ['sla_clocks.id'], name=op.f('fk_alerts_clock_id_sla_clocks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_alerts')),
    sa.UniqueConstraint('fact', name=op.f('uq_alerts_fact'))
    )
    with op.batch_alter_table('alerts', schema=None) as batch_op:
        batch_op.create_index('ix_alerts_bundle', ['bundle'], unique=False)
        batch_op.create_index('ix_alerts_target', ['slack_target', 'held_until', 'id'], unique=False)

    op.create_table('timers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('clock_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('step', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('generation', sa.Integer(), nullable=False),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'fired', 'cancelled', name='timerstate', native_enum=False, length=32), nullable=False),
    sa.Column('fired_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_timers_case_id_cases')),
    sa.ForeignKeyConstraint(['clock_id'], ['sla_clocks.id'], name=op.f('fk_timers_clock_id_sla_clocks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_timers')),
    sa.UniqueConstraint('clock_id', 'step', 'generation', name=op.f('uq_timers_clock_id_step_generation'))
    )
    with op.batch_alter_table('timers', schema=None) as batch_op:
        batch_op.create_index('ix_timers_case', ['case_id'], unique=False)
        batch_op.create_index('ix_timers_waiting', ['due_at'], unique=False, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))

    triggers.install(op.get_bind())


def downgrade() -> None:
    """Take everything away again."""
    triggers.remove(op.get_bind())
    with op.batch_alter_table('timers', schema=None) as batch_op:
        batch_op.drop_index('ix_timers_waiting', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index('ix_timers_case')

    op.drop_table('timers')
    with op.batch_alter_table('alerts', schema=None) as batch_op:
        batch_op.drop_index('ix_alerts_target')
        batch_op.drop_index('ix_alerts_bundle')

    op.drop_table('alerts')
    with op.batch_alter_table('sla_clocks', schema=None) as batch_op:
        batch_op.drop_index('ix_sla_clocks_met')
        batch_op.drop_index('ix_sla_clocks_due')

    op.drop_table('sla_clocks')
    with op.batch_alter_table('moderations', schema=None) as batch_op:
        batch_op.drop_index('ix_moderations_message')

    op.drop_table('moderations')
    op.drop_table('message_revisions')
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.drop_index('ix_messages_case_posted')
        batch_op.drop_index('ix_messages_above')

    op.drop_table('messages')
    with op.batch_alter_table('reply_drafts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reply_drafts_saved_at'))

    op.drop_table('reply_drafts')
    with op.batch_alter_table('replies', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_replies_case_id'))

    op.drop_table('replies')
    with op.batch_alter_table('snoozes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_snoozes_case_id'))

    op.drop_table('snoozes')
    op.drop_table('reply_locks')
    with op.batch_alter_table('priority_decisions', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_priority_decisions_case_id'))

    op.drop_table('priority_decisions')
    with op.batch_alter_table('notes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notes_case_id'))

    op.drop_table('notes')
    with op.batch_alter_table('merges', schema=None) as batch_op:
        batch_op.drop_index('uq_merges_standing', sqlite_where=sa.text('unmerged_at IS NULL'), postgresql_where=sa.text('unmerged_at IS NULL'))
        batch_op.drop_index('ix_merges_into')

    op.drop_table('merges')
    with op.batch_alter_table('handovers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handovers_case_id'))

    op.drop_table('handovers')
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index('ix_deliveries_wait_for', sqlite_where=sa.text('wait_for IS NOT NULL'), postgresql_where=sa.text('wait_for IS NOT NULL'))
        batch_op.drop_index('ix_deliveries_reference')
        batch_op.drop_index('ix_deliveries_order', sqlite_where=sa.text("state IN ('ready', 'sending', 'in_doubt', 'ask')"), postgresql_where=sa.text("state IN ('ready', 'sending', 'in_doubt', 'ask')"))
        batch_op.drop_index('ix_deliveries_lease', sqlite_where=sa.text("state IN ('sending', 'in_doubt')"), postgresql_where=sa.text("state IN ('sending', 'in_doubt')"))
        batch_op.drop_index('ix_deliveries_head', sqlite_where=sa.text("state = 'ready' AND wait_for IS NULL"), postgresql_where=sa.text("state = 'ready' AND wait_for IS NULL"))
        batch_op.drop_index('ix_deliveries_case')

    op.drop_table('deliveries')
    with op.batch_alter_table('complaints', schema=None) as batch_op:
        batch_op.drop_index('uq_complaints_standing', sqlite_where=sa.text('withdrawn_at IS NULL'), postgresql_where=sa.text('withdrawn_at IS NULL'))

    op.drop_table('complaints')
    with op.batch_alter_table('closures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_closures_case_id'))

    op.drop_table('closures')
    with op.batch_alter_table('claims', schema=None) as batch_op:
        batch_op.drop_index('uq_claims_one_open', sqlite_where=sa.text('released_at IS NULL'), postgresql_where=sa.text('released_at IS NULL'))
        batch_op.drop_index('ix_claims_staff')
        batch_op.drop_index(batch_op.f('ix_claims_case_id'))

    op.drop_table('claims')
    with op.batch_alter_table('case_threads', schema=None) as batch_op:
        batch_op.drop_index('uq_case_threads_case_surface_channel')
        batch_op.drop_index('ix_case_threads_waiting', sqlite_where=sa.text('slack_ts IS NULL'), postgresql_where=sa.text('slack_ts IS NULL'))
        batch_op.drop_index(batch_op.f('ix_case_threads_case_id'))

    op.drop_table('case_threads')
    with op.batch_alter_table('case_links', schema=None) as batch_op:
        batch_op.drop_index('uq_case_links_standing', sqlite_where=sa.text('unlinked_at IS NULL'), postgresql_where=sa.text('unlinked_at IS NULL'))
        batch_op.drop_index('ix_case_links_second')

    op.drop_table('case_links')
    with op.batch_alter_table('blocked_posts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_blocked_posts_received_at'))
        batch_op.drop_index(batch_op.f('ix_blocked_posts_author_id'))

    op.drop_table('blocked_posts')
    with op.batch_alter_table('cases', schema=None) as batch_op:
        batch_op.drop_index('ix_cases_state_opened')
        batch_op.drop_index('ix_cases_last_inbound')
        batch_op.drop_index('ix_cases_conversation')
        batch_op.drop_index('ix_cases_author_state')

    op.drop_table('cases')
    op.drop_table('staff')
    op.drop_table('seen_events')
    op.drop_table('runs')
    with op.batch_alter_table('received_items', schema=None) as batch_op:
        batch_op.drop_index('ix_received_items_waiting', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index('ix_received_items_keep_until', sqlite_where=sa.text('keep_until IS NOT NULL'), postgresql_where=sa.text('keep_until IS NOT NULL'))

    op.drop_table('received_items')
    with op.batch_alter_table('private_readers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_private_readers_slack_user_id'))

    op.drop_table('private_readers')
    op.drop_table('private_channels')
    op.drop_table('policy_versions')
    op.drop_table('lanes')
    op.drop_table('house_revisions')
    with op.batch_alter_table('house_entries', schema=None) as batch_op:
        batch_op.drop_index('ix_house_entries_standing', sqlite_where=sa.text('removed_at IS NULL'), postgresql_where=sa.text('removed_at IS NULL'))

    op.drop_table('house_entries')
    with op.batch_alter_table('home_drawn', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_home_drawn_is_stale'))

    op.drop_table('home_drawn')
    op.drop_table('heartbeats')
    op.drop_table('early_removals')
    op.drop_table('cursors')
    op.drop_table('case_keys')
    op.drop_table('calendar_versions')
    op.drop_table('brakes')
    op.drop_table('authors')
    op.drop_table('audit_entries')
