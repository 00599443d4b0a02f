"""Who gave a bevakning, whom it is for and how far it has escalated; e-mail, calendar, faults, heartbeat."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_MOMENT = sa.String(length=27)
_WAITS = sa.text("status = 'vantar'")


def upgrade() -> None:
    """Add the columns and the tables."""
    # Written out: to add a reference otherwise, SQLite's table would be made anew under what refers to it.
    op.execute(
        "ALTER TABLE bevakning ADD COLUMN tilldelad_av_id INTEGER"
        " CONSTRAINT fk_bevakning_tilldelad_av_id REFERENCES medarbetare (id)"
    )
    op.add_column("bevakning", sa.Column("for_roll", sa.String(length=30)))
    op.add_column(
        "bevakning", sa.Column("eskalering", sa.SmallInteger(), nullable=False, server_default="0")
    )
    op.add_column("bevakning", sa.Column("notifierad_for", sa.Integer()))
    _never_deleted()
    _epost()
    op.execute(
        "ALTER TABLE notis ADD COLUMN epost_id INTEGER"
        " CONSTRAINT fk_notis_epost_id REFERENCES epost (id)"
    )
    op.create_index(op.f("ix_notis_epost_id"), "notis", ["epost_id"])
    op.add_column(
        "medarbetare",
        sa.Column("epostnotiser", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    _kalenderadress()
    _arbetsfel()
    op.create_table(
        "hjartslag",
        sa.Column("namn", sa.String(length=30), nullable=False),
        sa.Column("tid", _MOMENT, nullable=False),
        sa.Column("gjort", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("namn", name=op.f("pk_hjartslag")),
    )


def _never_deleted() -> None:
    """A bevakning is done, replaced or cancelled, never deleted; only a staged import may be cleared."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER bevakning_tas_inte_bort BEFORE DELETE ON bevakning"
            " WHEN (SELECT synlig FROM akt WHERE id = OLD.akt_id) IS NOT 0"
            " BEGIN SELECT RAISE(ABORT, 'caseflow: historiken kan bara fyllas på'); END"
        )
        return
    op.execute(
        "CREATE TRIGGER bevakning_tas_inte_bort BEFORE DELETE ON bevakning FOR EACH ROW"
        " EXECUTE FUNCTION caseflow_bara_forberedd()"
    )
    op.execute(
        "CREATE TRIGGER bevakning_toms_inte BEFORE TRUNCATE ON bevakning"
        " EXECUTE FUNCTION caseflow_bara_pafyllning()"
    )


def _epost() -> None:
    op.create_table(
        "epost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("medarbetare_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("skapad", _MOMENT, nullable=False),
        sa.Column("nasta", _MOMENT, nullable=False),
        sa.Column("forsok", sa.Integer(), nullable=False),
        sa.Column("lan", sa.String(length=32), nullable=True),
        sa.Column("lana_till", _MOMENT, nullable=True),
        sa.Column("skickad", _MOMENT, nullable=True),
        sa.Column("fel", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["medarbetare_id"], ["medarbetare.id"], name=op.f("fk_epost_medarbetare_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_epost")),
    )
    op.create_index(op.f("ix_epost_medarbetare_id"), "epost", ["medarbetare_id"])
    op.create_index(
        "ix_epost_att_skicka",
        "epost",
        ["nasta"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )


def _kalenderadress() -> None:
    op.create_table(
        "kalenderadress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("medarbetare_id", sa.Integer(), nullable=False),
        sa.Column("hemlighet_hash", sa.LargeBinary(), nullable=False),
        sa.Column("skapad", _MOMENT, nullable=False),
        sa.Column("aterkallad", _MOMENT, nullable=True),
        sa.Column("hamtad", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["medarbetare_id"], ["medarbetare.id"], name=op.f("fk_kalenderadress_medarbetare_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kalenderadress")),
        sa.UniqueConstraint("hemlighet_hash", name=op.f("uq_kalenderadress_hemlighet_hash")),
    )
    op.create_index(op.f("ix_kalenderadress_medarbetare_id"), "kalenderadress", ["medarbetare_id"])


def _arbetsfel() -> None:
    op.create_table(
        "arbetsfel",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slag", sa.String(length=20), nullable=False),
        sa.Column("nyckel", sa.String(length=60), nullable=False),
        sa.Column("akt_id", sa.Integer(), nullable=True),
        sa.Column("forsok", sa.Integer(), nullable=False),
        sa.Column("forst", _MOMENT, nullable=False),
        sa.Column("senast", _MOMENT, nullable=False),
        sa.Column("nasta", _MOMENT, nullable=False),
        sa.Column("dod", _MOMENT, nullable=True),
        sa.Column("fel", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_arbetsfel_akt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arbetsfel")),
        sa.UniqueConstraint("slag", "nyckel", name=op.f("uq_arbetsfel_slag_nyckel")),
    )
    op.create_index(op.f("ix_arbetsfel_akt_id"), "arbetsfel", ["akt_id"])
