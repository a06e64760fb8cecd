"""Add board specific course fields

Revision ID: 20260110_0100
Revises: 20260109_0300
Create Date: 2026-01-10 01:00:00.000000

"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision = '20260110_0100'
down_revision = '20260109_0300'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('cme_activities') as batch_op:
        batch_op.add_column(sa.Column('board_approval_number', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('approved_by_boards', postgresql.ARRAY(sa.String(length=120)), nullable=True))
        batch_op.add_column(sa.Column('is_live', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.create_index('ix_cme_activities_board_approval_number', ['board_approval_number'])


def downgrade() -> None:
    with op.batch_alter_table('cme_activities') as batch_op:
        batch_op.drop_index('ix_cme_activities_board_approval_number')
        batch_op.drop_column('is_live')
        batch_op.drop_column('approved_by_boards')
        batch_op.drop_column('board_approval_number')
