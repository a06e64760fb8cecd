"""Add cme_rules.is_source_restricted

Revision ID: 20260112_0100
Revises: 20260111_0100
Create Date: 2026-01-12 01:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision: str = '20260112_0100'
down_revision: Union[str, Sequence[str], None] = '20260111_0100'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    op.add_column('cme_rules', sa.Column('is_source_restricted', sa.Boolean(), server_default='false', nullable=False))


def downgrade() -> None:
    """Downgrade schema."""
    op.drop_column('cme_rules', 'is_source_restricted')
