"""Add normalized topic column

Revision ID: 20260110_0200
Revises: 20260110_0100
Create Date: 2026-01-10 02:00:00.000000

"""
from alembic import op
import sqlalchemy as sa

# revision identifiers, used by Alembic.
revision = '20260110_0200'
down_revision = '20260110_0100'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('cme_topic_aliases', sa.Column('normalized_topic', sa.String(length=200), nullable=True))
    op.execute("UPDATE cme_topic_aliases SET normalized_topic = lower(btrim(alias))")
    op.alter_column('cme_topic_aliases', 'normalized_topic', existing_type=sa.String(length=200), nullable=False)
    op.create_index(
        op.f('ix_cme_topic_aliases_normalized_topic'), 'cme_topic_aliases', ['normalized_topic'], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f('ix_cme_topic_aliases_normalized_topic'), table_name='cme_topic_aliases')
    op.drop_column('cme_topic_aliases', 'normalized_topic')
