"""Drawn exercises: what Telegram keeps of them, which messages show one, and who would rather read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the two columns; messages sent before are texts, and everybody sees clips."""
    op.create_table(
        "media",
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.BigInteger(), nullable=True),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_media")),
    )
    op.add_column("people", sa.Column("clips", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("slots", sa.Column("drawn", sa.Boolean(), nullable=False, server_default=sa.false()))
