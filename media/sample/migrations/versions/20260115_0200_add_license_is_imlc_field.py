"""Add licenses.is_imlc

Revision ID: 20260115_0200
Revises: 20260115_0100
Create Date: 2026-01-15 02:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '20260115_0200'
down_revision = '20260115_0100'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'licenses',
        sa.Column(
            'is_imlc',
            sa.Boolean(),
            server_default=sa.text('false'),
            nullable=False,
            comment='Issued through the Interstate Medical Licensure Compact',
        ),
    )


def downgrade() -> None:
    op.drop_column('licenses', 'is_imlc')
