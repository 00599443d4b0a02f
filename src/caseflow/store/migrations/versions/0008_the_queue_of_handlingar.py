"""Handlingar that are asked for in a batch and finished one by one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_MOMENT = sa.String(length=27)
_TO_DO = sa.text("status = 'vantar'")


def upgrade() -> None:
    """Make the table; its partial index is as long as what waits."""
    op.create_table(
        "handlingsjobb",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sats", sa.String(length=32), nullable=False),
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("mall", sa.String(length=40), nullable=False),
        sa.Column("sprak", sa.String(length=8), nullable=False),
        sa.Column("medarbetare_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("skapad", _MOMENT, nullable=False),
        sa.Column("avslutad", _MOMENT, nullable=True),
        sa.Column("fel", sa.String(length=100), nullable=False),
        sa.Column("resultat", sa.Integer(), nullable=True),
        sa.Column("lan", sa.String(length=32), nullable=True),
        sa.Column("lana_till", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_handlingsjobb_akt_id")),
        sa.ForeignKeyConstraint(
            ["medarbetare_id"], ["medarbetare.id"], name=op.f("fk_handlingsjobb_medarbetare_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handlingsjobb")),
        sa.UniqueConstraint("sats", "akt_id", name=op.f("uq_handlingsjobb_sats_akt_id")),
    )
    op.create_index(op.f("ix_handlingsjobb_akt_id"), "handlingsjobb", ["akt_id"])
    op.create_index(op.f("ix_handlingsjobb_medarbetare_id"), "handlingsjobb", ["medarbetare_id"])
    op.create_index(
        "ix_handlingsjobb_att_gora",
        "handlingsjobb",
        ["id"],
        sqlite_where=_TO_DO,
        postgresql_where=_TO_DO,
    )
