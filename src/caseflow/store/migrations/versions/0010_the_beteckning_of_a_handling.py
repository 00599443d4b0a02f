"""What a handling is called to a reader who may not know of its akt, so that it can be found again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add it; what was finished before has none."""
    op.add_column(
        "handling",
        sa.Column("beteckning", sa.String(length=20), nullable=False, server_default=""),
    )
    op.create_index(op.f("ix_handling_beteckning"), "handling", ["beteckning"])
