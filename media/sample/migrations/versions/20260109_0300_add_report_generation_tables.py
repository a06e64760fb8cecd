"""Add report generation tables

A report can hold personal data, so every look at one is recorded.

Revision ID: 20260109_0300
Revises: 20260109_0200
Create Date: 2026-01-09 03:00:00.000000

"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision = "20260109_0300"
down_revision = "20260109_0200"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create report_access_logs."""
    op.create_table(
        "report_access_logs",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("report_job_id", postgresql.UUID(as_uuid=True), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("ip_address", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("succeeded", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("accessed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("action IN ('view', 'download', 'share')", name="ck_report_access_logs_action"),
        sa.ForeignKeyConstraint(["report_job_id"], ["report_jobs.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["organization_id"], ["organizations.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_report_access_logs_job_accessed", "report_access_logs", ["report_job_id", sa.text("accessed_at DESC")])


def downgrade() -> None:
    op.drop_index("ix_report_access_logs_job_accessed", table_name="report_access_logs")
    op.drop_table("report_access_logs")
