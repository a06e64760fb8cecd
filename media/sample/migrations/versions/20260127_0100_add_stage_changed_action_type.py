"""Add stage_changed to coordinator_action_type

A coordinator's timeline shows when an application moved on.

Revision ID: 20260127_0100
Revises: 20260115_0300
Create Date: 2026-01-27 01:00:00.000000

"""
from alembic import op

# revision identifiers, used by Alembic.
revision = '20260127_0100'
down_revision = '20260115_0300'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A new value cannot be used in the transaction that adds it.
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE coordinator_action_type ADD VALUE IF NOT EXISTS 'stage_changed'")


def downgrade() -> None:
    # PostgreSQL cannot remove a value from an enum type.
    pass
