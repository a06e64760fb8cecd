"""Add cme_rules.is_state_specific

Revision ID: 20260111_0100
Revises: 20260110_0200
Create Date: 2026-01-11 01:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '20260111_0100'
down_revision = '20260110_0200'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column(
        'cme_rules',
        sa.Column('is_state_specific', sa.Boolean(), server_default=sa.text('false'), nullable=False),
    )


def downgrade():
    op.drop_column('cme_rules', 'is_state_specific')
