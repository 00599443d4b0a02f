"""The answers to requests that carried an Idempotency-Key."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "idempotensnyckel",
        sa.Column("nyckel", sa.LargeBinary(), nullable=False),
        sa.Column("anrop", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("svar", sa.JSON(), nullable=True),
        sa.Column("skapad", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("nyckel", name=op.f("pk_idempotensnyckel")),
    )
    op.create_index(
        op.f("ix_idempotensnyckel_skapad"), "idempotensnyckel", ["skapad"], unique=False
    )
