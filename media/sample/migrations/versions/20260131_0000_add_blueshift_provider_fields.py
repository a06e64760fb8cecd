"""Add Blueshift provider fields

What the Blueshift applications ask for and we did not keep yet: what identifies a provider to the boards, the home
address, and the documents that go with an application.

Everything is nullable: a provider fills it in when the first application needs it.

Revision ID: 20260131_0000
Revises: 7702d353e5b8
Create Date: 2026-01-31 00:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = '20260131_0000'
down_revision: Union[str, None] = '7702d353e5b8'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    # providers
    op.add_column('providers', sa.Column('aoa_number', sa.String(50), nullable=True))
    op.add_column('providers', sa.Column('citizenship_status', sa.String(100), nullable=True))
    op.add_column('providers', sa.Column('cv_reference', sa.String(500), nullable=True))
    op.add_column('providers', sa.Column('disclosure_notes', sa.Text(), nullable=True))
    op.add_column('providers', sa.Column('employer_start_date', sa.Date(), nullable=True))
    op.add_column('providers', sa.Column('fcvs_fid', sa.String(50), nullable=True))
    op.add_column('providers', sa.Column('gender', sa.String(50), nullable=True))
    op.add_column('providers', sa.Column('green_card_uscis_number', sa.String(50), nullable=True))
    op.add_column('providers', sa.Column('height', sa.String(20), nullable=True))
    op.add_column('providers', sa.Column('home_address', sa.String(255), nullable=True))
    op.add_column('providers', sa.Column('home_city', sa.String(100), nullable=True))
    op.add_column('providers', sa.Column('home_state', sa.String(2), nullable=True))
    op.add_column('providers', sa.Column('home_zip', sa.String(10), nullable=True))
    op.add_column('providers', sa.Column('name_change_documents', postgresql.JSONB(), nullable=True))
    op.add_column('providers', sa.Column('place_of_birth', sa.String(200), nullable=True))
    op.add_column('providers', sa.Column('previous_names', postgresql.JSONB(), nullable=True))
    op.add_column('providers', sa.Column('race', sa.String(100), nullable=True))
    op.add_column('providers', sa.Column('references', postgresql.JSONB(), nullable=True))
    op.add_column('providers', sa.Column('renewal_preferences', postgresql.JSONB(), nullable=True))
    op.add_column('providers', sa.Column('weight', sa.String(20), nullable=True))

    # licenses
    op.add_column('licenses', sa.Column('portal_pin', sa.String(50), nullable=True))
    op.add_column('licenses', sa.Column('renewal_notes', sa.Text(), nullable=True))

    # What an application's fee is paid with. The card's number stays with the payment service; we keep its token and
    # what a person needs in order to recognize the card. An organization may pay for its providers, so both keys are
    # there, and exactly one of them is set.
    op.create_table(
        'payment_methods',
        sa.Column('id', postgresql.UUID(as_uuid=True), server_default=sa.text('gen_random_uuid()'), nullable=False),
        sa.Column('organization_id', sa.Integer(), nullable=True),
        sa.Column('provider_id', sa.Integer(), nullable=True),
        sa.Column('method_type', sa.String(20), server_default='card', nullable=False),
        sa.Column('token', sa.String(255), nullable=False),
        sa.Column('brand', sa.String(40), nullable=True),
        sa.Column('last_four', sa.CHAR(4), nullable=True),
        sa.Column('expires_on', sa.Date(), nullable=True),
        sa.Column('is_default', sa.Boolean(), server_default=sa.text('false'), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
        sa.Column('updated_at', sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint('num_nonnulls(organization_id, provider_id) = 1', name='ck_payment_methods_owner'),
        sa.ForeignKeyConstraint(['organization_id'], ['organizations.id'], ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['provider_id'], ['providers.id'], ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id'),
        sa.UniqueConstraint('token'),
    )
    op.create_index('ix_payment_methods_organization_id', 'payment_methods', ['organization_id'])
    op.create_index('ix_payment_methods_provider_id', 'payment_methods', ['provider_id'])


def downgrade() -> None:
    op.drop_index('ix_payment_methods_provider_id', table_name='payment_methods')
    op.drop_index('ix_payment_methods_organization_id', table_name='payment_methods')
    op.drop_table('payment_methods')

    op.drop_column('licenses', 'renewal_notes')
    op.drop_column('licenses', 'portal_pin')

    op.drop_column('providers', 'weight')
    op.drop_column('providers', 'renewal_preferences')
    op.drop_column('providers', 'references')
    op.drop_column('providers', 'race')
    op.drop_column('providers', 'previous_names')
    op.drop_column('providers', 'place_of_birth')
    op.drop_column('providers', 'name_change_documents')
    op.drop_column('providers', 'home_zip')
    op.drop_column('providers', 'home_state')
    op.drop_column('providers', 'home_city')
    op.drop_column('providers', 'home_address')
    op.drop_column('providers', 'height')
    op.drop_column('providers', 'green_card_uscis_number')
    op.drop_column('providers', 'gender')
    op.drop_column('providers', 'fcvs_fid')
    op.drop_column('providers', 'employer_start_date')
    op.drop_column('providers', 'disclosure_notes')
    op.drop_column('providers', 'cv_reference')
    op.drop_column('providers', 'citizenship_status')
    op.drop_column('providers', 'aoa_number')
