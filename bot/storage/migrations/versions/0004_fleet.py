"""Several processes on one database: which there are, who does what only one can do, and who sends which message."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. What waits to be sent is nobody's, until a process takes it over."""
    op.create_table(
        "processes",
        sa.Column("id", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen_until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_processes")),
    )
    op.create_table(
        "duties",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("process", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duties")),
    )
    op.create_table(
        "send_budget",
        sa.Column("name", sa.String(length=16), nullable=False),
        sa.Column("next_slot", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_send_budget")),
    )
    op.add_column("outbox", sa.Column("process", sa.String(length=8), nullable=False, server_default=""))
    op.create_index(op.f("ix_withheld_at"), "withheld", ["at"], unique=False)
    op.create_index(op.f("ix_outbox_process"), "outbox", ["process"], unique=False)
