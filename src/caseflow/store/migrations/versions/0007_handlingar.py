"""Finished handlingar with their bytes, the drafts on the way to them, and the letterhead of each unit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MOMENT = sa.String(length=27)
_REFUSAL = "caseflow: historiken kan bara fyllas på"


def upgrade() -> None:
    """Make the tables; what is stored as a handling is never changed."""
    op.create_table(
        "handling",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("mall", sa.String(length=40), nullable=False),
        sa.Column("mallversion", sa.String(length=40), nullable=False),
        sa.Column("titel", sa.String(length=200), nullable=False),
        sa.Column("sprak", sa.String(length=8), nullable=False),
        sa.Column("dag", sa.Date(), nullable=True),
        sa.Column("av", sa.Integer(), nullable=True),
        sa.Column("sidor", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("arkiv_sha256", sa.String(length=64), nullable=False),
        sa.Column("ersatter", sa.Integer(), nullable=True),
        sa.Column("kopia_av", sa.Integer(), nullable=True),
        sa.Column("lamnad", sa.Date(), nullable=True),
        sa.Column("lamnad_satt", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_handling_akt_id")),
        sa.PrimaryKeyConstraint("akt_id", "seq", name=op.f("pk_handling")),
    )
    op.create_table(
        "handlingsinnehall",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=8), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_handlingsinnehall_akt_id")),
        sa.PrimaryKeyConstraint("akt_id", "seq", "form", name=op.f("pk_handlingsinnehall")),
    )
    _utkast()
    _never_changed()
    op.add_column(
        "enhet",
        sa.Column("brevhuvud", sa.String(length=600), nullable=False, server_default=""),
    )


def _utkast() -> None:
    op.create_table(
        "handlingsutkast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("mall", sa.String(length=40), nullable=False),
        sa.Column("sprak", sa.String(length=8), nullable=False),
        sa.Column("ersatter", sa.Integer(), nullable=True),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("skapad", _MOMENT, nullable=False),
        sa.Column("skapad_av", sa.Integer(), nullable=True),
        sa.Column("andrad", _MOMENT, nullable=False),
        sa.Column("andrad_av", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_handlingsutkast_akt_id")),
        sa.ForeignKeyConstraint(
            ["skapad_av"], ["medarbetare.id"], name=op.f("fk_handlingsutkast_skapad_av")
        ),
        sa.ForeignKeyConstraint(
            ["andrad_av"], ["medarbetare.id"], name=op.f("fk_handlingsutkast_andrad_av")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handlingsutkast")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_handlingsutkast_akt_id"), "handlingsutkast", ["akt_id"])


def _never_changed() -> None:
    """The bytes are those of the event's checksum: the database itself refuses everything else."""
    if op.get_bind().dialect.name == "sqlite":
        for name, when in (("andras", "UPDATE"), ("tas", "DELETE")):
            tail = "_bort" if when == "DELETE" else ""
            op.execute(
                f"CREATE TRIGGER handlingsinnehall_{name}_inte{tail} BEFORE {when} ON handlingsinnehall"
                f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        op.execute(
            "CREATE TRIGGER handlingsinnehall_ersatts_inte BEFORE INSERT ON handlingsinnehall WHEN EXISTS"  # noqa: S608 - all of it is written here
            " (SELECT 1 FROM handlingsinnehall WHERE akt_id = NEW.akt_id AND seq = NEW.seq"
            f" AND form = NEW.form) BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
        return
    for name, when in (
        ("andras_inte", "BEFORE UPDATE ON handlingsinnehall FOR EACH ROW"),
        ("tas_inte_bort", "BEFORE DELETE ON handlingsinnehall FOR EACH ROW"),
        ("toms_inte", "BEFORE TRUNCATE ON handlingsinnehall"),
    ):
        op.execute(
            f"CREATE TRIGGER handlingsinnehall_{name} {when} EXECUTE FUNCTION caseflow_bara_pafyllning()"
        )
