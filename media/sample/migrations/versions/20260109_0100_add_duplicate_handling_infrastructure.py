"""Add duplicate handling infrastructure

Every duplicate that an import finds is an event; those that no rule can decide wait in a review queue.

Revision ID: 20260109_0100
Revises: 20260108_0500
Create Date: 2026-01-09 01:00:00.000000

"""
from typing import Sequence, Union

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = '20260109_0100'
down_revision: Union[str, None] = '20260108_0500'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.create_table(
        'duplicate_events',
        sa.Column('id', sa.BigInteger(), primary_key=True),
        sa.Column(
            'organization_id',
            sa.Integer(),
            sa.ForeignKey('organizations.id', ondelete='CASCADE'),
            nullable=False,
            index=True,
        ),
        sa.Column('entity_type', sa.String(60), nullable=False),
        sa.Column('existing_id', sa.String(64), nullable=False),
        sa.Column('incoming', postgresql.JSONB(), nullable=False),
        sa.Column('match_score', sa.Numeric(5, 4), nullable=True),
        sa.Column('resolution', sa.String(20), nullable=False, server_default='pending'),
        sa.Column('detected_at', sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
        sa.CheckConstraint(
            "resolution IN ('pending', 'merged', 'kept', 'discarded')",
            name='ck_duplicate_events_resolution',
        ),
    )
    op.create_index('ix_duplicate_events_entity', 'duplicate_events', ['entity_type', 'existing_id'])

    op.create_table(
        'duplicate_review_queue',
        sa.Column('id', sa.Integer(), primary_key=True),
        sa.Column(
            'event_id',
            sa.BigInteger(),
            sa.ForeignKey('duplicate_events.id', ondelete='CASCADE'),
            nullable=False,
            unique=True,
        ),
        sa.Column('assigned_to_id', sa.Integer(), sa.ForeignKey('users.id', ondelete='SET NULL'), nullable=True),
        sa.Column('priority', sa.SmallInteger(), nullable=False, server_default='3'),
        sa.Column('decision', sa.String(20), nullable=True),
        sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_index(
        'ix_duplicate_review_queue_open',
        'duplicate_review_queue',
        ['priority', 'created_at'],
        postgresql_where=sa.text('decided_at IS NULL'),
    )


def downgrade() -> None:
    op.drop_index('ix_duplicate_review_queue_open', table_name='duplicate_review_queue')
    op.drop_table('duplicate_review_queue')
    op.drop_index('ix_duplicate_events_entity', table_name='duplicate_events')
    op.drop_table('duplicate_events')
