"""The projections, the notes and the kept profiles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables that follow from the events, and what goes with them."""
    _beslut()
    _insats()
    _journalanteckning()
    _riskbedomning()
    _samtal()
    _samtycke()
    _variabelvarden()
    _notis()
    _profilversion()
    _vantande_signal()
    _handelse_av()


def _beslut() -> None:
    op.create_table(
        "beslut",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("slag", sa.String(length=40), nullable=False),
        sa.Column("dag", sa.Date(), nullable=True),
        sa.Column("till_och_med", sa.Date(), nullable=True),
        sa.Column("delprocess", sa.Integer(), nullable=True),
        sa.Column("av", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_beslut_akt_id")),
        sa.PrimaryKeyConstraint("akt_id", "seq", name=op.f("pk_beslut")),
    )


def _insats() -> None:
    op.create_table(
        "insats",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("tillstand", sa.String(length=40), nullable=False),
        sa.Column("grund", sa.String(length=20), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("oppnad", sa.Date(), nullable=True),
        sa.Column("sedan", sa.Date(), nullable=True),
        sa.Column("till_och_med", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_insats_akt_id")),
        sa.PrimaryKeyConstraint("akt_id", "nr", name=op.f("pk_insats")),
    )


def _journalanteckning() -> None:
    op.create_table(
        "journalanteckning",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("dag", sa.Date(), nullable=True),
        sa.Column("typ", sa.String(length=40), nullable=False),
        sa.Column("av", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_journalanteckning_akt_id")),
        sa.PrimaryKeyConstraint("akt_id", "seq", name=op.f("pk_journalanteckning")),
    )


def _riskbedomning() -> None:
    op.create_table(
        "riskbedomning",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("dag", sa.Date(), nullable=True),
        sa.Column("niva", sa.String(length=20), nullable=False),
        sa.Column("instrument", sa.String(length=40), nullable=False),
        sa.Column("av", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_riskbedomning_akt_id")),
        sa.PrimaryKeyConstraint("akt_id", "seq", name=op.f("pk_riskbedomning")),
    )


def _samtal() -> None:
    op.create_table(
        "samtal",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("dag", sa.Date(), nullable=True),
        sa.Column("utfall", sa.String(length=30), nullable=False),
        sa.Column("delprocess", sa.Integer(), nullable=True),
        sa.Column("av", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_samtal_akt_id")),
        sa.PrimaryKeyConstraint("akt_id", "seq", name=op.f("pk_samtal")),
    )


def _samtycke() -> None:
    op.create_table(
        "samtycke",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("andamal", sa.String(length=40), nullable=False),
        sa.Column("lamnat_dag", sa.Date(), nullable=True),
        sa.Column("lamnat_seq", sa.Integer(), nullable=True),
        sa.Column("atertaget_dag", sa.Date(), nullable=True),
        sa.Column("atertaget_seq", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_samtycke_akt_id")),
        sa.PrimaryKeyConstraint("akt_id", "andamal", name=op.f("pk_samtycke")),
    )


def _variabelvarden() -> None:
    op.create_table(
        "variabelvarden",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("varden", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_variabelvarden_akt_id")),
        sa.PrimaryKeyConstraint("akt_id", name=op.f("pk_variabelvarden")),
    )


def _notis() -> None:
    op.create_table(
        "notis",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("medarbetare_id", sa.Integer(), nullable=False),
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("bevakning_nr", sa.Integer(), nullable=False),
        sa.Column("slag", sa.String(length=20), nullable=False),
        sa.Column("sen_dagar", sa.Integer(), nullable=False),
        sa.Column("skapad", sa.String(length=27), nullable=False),
        sa.Column("last", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(
            ["akt_id", "bevakning_nr"],
            ["bevakning.akt_id", "bevakning.nr"],
            name=op.f("fk_notis_akt_id_bevakning_nr"),
        ),
        sa.ForeignKeyConstraint(
            ["medarbetare_id"], ["medarbetare.id"], name=op.f("fk_notis_medarbetare_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notis")),
        sa.UniqueConstraint(
            "akt_id",
            "bevakning_nr",
            "slag",
            "medarbetare_id",
            name=op.f("uq_notis_akt_id_bevakning_nr_slag_medarbetare_id"),
        ),
    )
    with op.batch_alter_table("notis", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notis_medarbetare_id"), ["medarbetare_id"], unique=False
        )


def _profilversion() -> None:
    op.create_table(
        "profilversion",
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("profil", sa.String(length=60), nullable=False),
        sa.Column("innehall", sa.JSON(), nullable=False),
        sa.Column("sparad", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_profilversion")),
    )


def _vantande_signal() -> None:
    op.create_table(
        "vantande_signal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nyckel", sa.LargeBinary(), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("skapad", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vantande_signal")),
    )


def _handelse_av() -> None:
    # A plain index: a batch would make the table anew and lose the triggers that guard it.
    op.create_index("ix_handelse_av", "handelse", ["av"])
