"""Add batch state coverage indexes

The nightly coverage batch reads all licenses of a state; without these it scans the table once per provider.

Revision ID: 20260114_0100
Revises: 20260112_0100
Create Date: 2026-01-14 01:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '20260114_0100'
down_revision = '20260112_0100'
branch_labels = None
depends_on = None

COVERAGE_TABLES = ['dea_registrations', 'controlled_substance_registrations']


def upgrade() -> None:
    op.create_index('ix_licenses_state_status', 'licenses', ['state', 'status'])
    op.create_index(
        'ix_licenses_active_expiration',
        'licenses',
        ['state', 'expiration_date'],
        postgresql_where=sa.text("status = 'active'"),
    )
    op.create_index('ix_licenses_license_number_upper', 'licenses', [sa.text('upper(license_number)')])
    for table in COVERAGE_TABLES:
        op.create_index(f'ix_{table}_provider_state', table, ['provider_id', 'state'])


def downgrade() -> None:
    for table in reversed(COVERAGE_TABLES):
        op.drop_index(f'ix_{table}_provider_state', table_name=table)
    op.drop_index('ix_licenses_license_number_upper', table_name='licenses')
    op.drop_index('ix_licenses_active_expiration', table_name='licenses')
    op.drop_index('ix_licenses_state_status', table_name='licenses')
