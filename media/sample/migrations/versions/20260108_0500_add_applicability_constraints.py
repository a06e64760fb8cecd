"""Add applicability constraints

Revision ID: 20260108_0500
Revises: 20260108_0400
Create Date: 2026-01-08 05:00:00.000000

"""
from alembic import op

revision = '20260108_0500'
down_revision = '20260108_0400'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_check_constraint('ck_cme_rules_hours_required', 'cme_rules', 'hours_required >= 0')
    op.create_check_constraint('ck_cme_rules_cycle', 'cme_rules', 'is_one_time OR cycle_months > 0')
    op.create_unique_constraint(
        'uq_provider_one_time_requirements',
        'provider_one_time_requirements',
        ['provider_id', 'rule_id'],
    )
    op.execute(
        """
        ALTER TABLE provider_one_time_requirements
            ADD CONSTRAINT ck_provider_one_time_requirements_waiver
            CHECK (NOT waived OR waiver_reason IS NOT NULL)
        """
    )


def downgrade() -> None:
    op.drop_constraint('ck_provider_one_time_requirements_waiver', 'provider_one_time_requirements', type_='check')
    op.drop_constraint('uq_provider_one_time_requirements', 'provider_one_time_requirements', type_='unique')
    op.drop_constraint('ck_cme_rules_cycle', 'cme_rules', type_='check')
    op.drop_constraint('ck_cme_rules_hours_required', 'cme_rules', type_='check')
