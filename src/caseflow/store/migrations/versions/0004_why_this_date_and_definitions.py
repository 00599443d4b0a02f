"""How each day was counted, and the definitions that akter run on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and the table."""
    op.add_column("bevakning", sa.Column("rakning", sa.Text(), nullable=False, server_default="[]"))
    op.create_table(
        "definition",
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("slag", sa.String(length=20), nullable=False),
        sa.Column("innehall", sa.JSON(), nullable=False),
        sa.Column("sparad", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_definition")),
    )
