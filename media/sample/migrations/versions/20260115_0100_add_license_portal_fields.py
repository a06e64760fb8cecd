"""Add license portal fields

Where a license is renewed online, and when somebody last signed in there.

Revision ID: 20260115_0100
Revises: 20260114_1830
Create Date: 2026-01-15 01:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '20260115_0100'
down_revision = '20260114_1830'
branch_labels = None
depends_on = None

PORTAL_COLUMNS = [
    ('portal_url', sa.String(500)),
    ('portal_username', sa.String(255)),
    ('portal_secret_reference', sa.String(255)),
    ('portal_last_login_at', sa.DateTime(timezone=True)),
]


def upgrade() -> None:
    for name, column_type in PORTAL_COLUMNS:
        op.add_column('licenses', sa.Column(name, column_type, nullable=True))


def downgrade() -> None:
    for name, _ in reversed(PORTAL_COLUMNS):
        op.drop_column('licenses', name)
