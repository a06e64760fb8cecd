"""Add campaigns.started_at

Revision ID: 20260114_1830
Revises: 20260114_0100
Create Date: 2026-01-14 18:30:00.000000

"""
from alembic import op
import sqlalchemy as sa


revision = '20260114_1830'
down_revision = '20260114_0100'
branch_labels = None
depends_on = None


def upgrade():
    op.add_column('campaigns', sa.Column('started_at', sa.DateTime(timezone=True), nullable=True))


def downgrade():
    op.drop_column('campaigns', 'started_at')
