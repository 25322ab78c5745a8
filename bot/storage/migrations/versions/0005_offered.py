"""What was offered to each person, in order, in an index of its own."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index: each reminder reads the newest two hundred."""
    op.create_index("ix_breaks_offered", "breaks", ["person_id", "id", "exercises"], unique=False)
