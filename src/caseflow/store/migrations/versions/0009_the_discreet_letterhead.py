"""A second letterhead of each unit, for letters that must not tell what the matter is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the lines; there are none until somebody writes them."""
    op.add_column(
        "enhet",
        sa.Column("brevhuvud_diskret", sa.String(length=600), nullable=False, server_default=""),
    )
