"""Add provider_credentials table

Credentials other than state licenses: board certifications, hospital privileges, life support courses.

Revision ID: 20260115_0300
Revises: 20260115_0200
Create Date: 2026-01-15 03:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision = '20260115_0300'
down_revision = '20260115_0200'
branch_labels = None
depends_on = None

# The type exists since the initial schema.
credential_status = postgresql.ENUM(
    'active', 'pending', 'expired', 'suspended', 'revoked', name='license_status', create_type=False
)


def upgrade() -> None:
    op.create_table(
        'provider_credentials',
        sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('provider_id', sa.Integer(), nullable=False),
        sa.Column('organization_id', sa.Integer(), nullable=False),
        sa.Column('credential_type', sa.String(length=60), nullable=False),
        sa.Column('issuer', sa.String(length=200), nullable=False),
        sa.Column('credential_number', sa.String(length=64), nullable=True),
        sa.Column('status', credential_status, server_default='pending', nullable=False),
        sa.Column('issued_on', sa.Date(), nullable=True),
        sa.Column('expires_on', sa.Date(), nullable=True),
        sa.Column('verified_by_id', sa.Integer(), nullable=True),
        sa.Column('attributes', postgresql.JSONB(), server_default=sa.text("'{}'::jsonb"), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.ForeignKeyConstraint(['provider_id'], ['providers.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['verified_by_id'], ['users.id'], name='fk_provider_credentials_verified_by', ondelete='SET NULL'),
        sa.PrimaryKeyConstraint('id'),
    )
    op.create_index(op.f('ix_provider_credentials_provider_id'), 'provider_credentials', ['provider_id'])
    op.create_index(op.f('ix_provider_credentials_organization_id'), 'provider_credentials', ['organization_id'])
    op.create_index(op.f('ix_provider_credentials_expires_on'), 'provider_credentials', ['expires_on'])
    op.create_index(
        'uq_provider_credentials_number',
        'provider_credentials',
        ['provider_id', 'credential_type', 'credential_number'],
        unique=True,
        postgresql_where=sa.text('credential_number IS NOT NULL'),
    )


def downgrade() -> None:
    op.drop_index('uq_provider_credentials_number', table_name='provider_credentials')
    op.drop_index(op.f('ix_provider_credentials_expires_on'), table_name='provider_credentials')
    op.drop_index(op.f('ix_provider_credentials_organization_id'), table_name='provider_credentials')
    op.drop_index(op.f('ix_provider_credentials_provider_id'), table_name='provider_credentials')
    op.drop_table('provider_credentials')
