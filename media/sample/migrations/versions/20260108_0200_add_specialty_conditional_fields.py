"""Add specialty conditional fields

Which specialties a rule applies to, and what a provider declared about the own practice.

Revision ID: 20260108_0200
Revises: 20251201_0000
Create Date: 2026-01-08 02:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = '20260108_0200'
down_revision: Union[str, None] = '20251201_0000'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('providers', sa.Column('prescribes_controlled_substances', sa.Boolean(), nullable=True))
    op.add_column('providers', sa.Column('treats_pediatric_patients', sa.Boolean(), nullable=True))
    op.add_column(
        'cme_rules',
        sa.Column('applies_to_specialties', postgresql.ARRAY(sa.String(120)), nullable=True),
    )
    op.add_column(
        'cme_rules',
        sa.Column(
            'condition',
            postgresql.JSONB(astext_type=sa.Text()),
            nullable=True,
            comment='Facts about a provider that make the rule apply, null for always',
        ),
    )


def downgrade() -> None:
    op.drop_column('cme_rules', 'condition')
    op.drop_column('cme_rules', 'applies_to_specialties')
    op.drop_column('providers', 'treats_pediatric_patients')
    op.drop_column('providers', 'prescribes_controlled_substances')
