"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


_OPEN = sa.text("status IN ('oppen', 'kvitterad')")
_UNTOLD = sa.text("status IN ('oppen', 'kvitterad') AND notifierad IS NULL")


def upgrade() -> None:
    """Make the tables that the history, the people and what is due stand in."""
    _enhet()
    _forseglad_relation()
    _inloggningsforsok()
    _medarbetare()
    _person()
    _inloggning()
    _registerimport()
    _uppdrag()
    _akt()
    _bevakning()
    _handelse()
    _append_only()


def _enhet() -> None:
    op.create_table(
        "enhet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kod", sa.String(length=40), nullable=False),
        sa.Column("namn", sa.String(length=120), nullable=False),
        sa.Column("kommunkod", sa.String(length=4), nullable=False),
        sa.Column("profil", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enhet")),
        sa.UniqueConstraint("kod", name=op.f("uq_enhet_kod")),
    )


def _forseglad_relation() -> None:
    op.create_table(
        "forseglad_relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("index_ett", sa.LargeBinary(), nullable=False),
        sa.Column("index_tva", sa.LargeBinary(), nullable=False),
        sa.Column("nyckel", sa.LargeBinary(), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("skapad", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forseglad_relation")),
    )
    with op.batch_alter_table("forseglad_relation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_forseglad_relation_index_ett"), ["index_ett"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_forseglad_relation_index_tva"), ["index_tva"], unique=False
        )


def _inloggningsforsok() -> None:
    op.create_table(
        "inloggningsforsok",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epost_index", sa.LargeBinary(), nullable=False),
        sa.Column("tid", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inloggningsforsok")),
    )
    with op.batch_alter_table("inloggningsforsok", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inloggningsforsok_epost_index"), ["epost_index"], unique=False
        )


def _medarbetare() -> None:
    op.create_table(
        "medarbetare",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epost", sa.String(length=200), nullable=False),
        sa.Column("namn", sa.String(length=120), nullable=False),
        sa.Column("losenord", sa.String(length=200), nullable=False),
        sa.Column("aktiv", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_medarbetare")),
        sa.UniqueConstraint("epost", name=op.f("uq_medarbetare_epost")),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nyckel", sa.LargeBinary(), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("index_personnummer", sa.LargeBinary(), nullable=True),
        sa.Column("index_namn", sa.LargeBinary(), nullable=True),
        sa.Column("skydd", sa.String(length=30), nullable=False),
        sa.Column("skapad", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_index_namn"), ["index_namn"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_person_index_personnummer"), ["index_personnummer"], unique=False
        )


def _inloggning() -> None:
    op.create_table(
        "inloggning",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("medarbetare_id", sa.Integer(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("skapad", sa.String(length=27), nullable=False),
        sa.Column("giltig_till", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(
            ["medarbetare_id"], ["medarbetare.id"], name=op.f("fk_inloggning_medarbetare_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_inloggning")),
    )
    with op.batch_alter_table("inloggning", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inloggning_medarbetare_id"), ["medarbetare_id"], unique=False
        )


def _registerimport() -> None:
    op.create_table(
        "registerimport",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enhet_id", sa.Integer(), nullable=False),
        sa.Column("fil_sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("antal", sa.Integer(), nullable=False),
        sa.Column("av", sa.Integer(), nullable=True),
        sa.Column("startad", sa.String(length=27), nullable=False),
        sa.Column("klar", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(["av"], ["medarbetare.id"], name=op.f("fk_registerimport_av")),
        sa.ForeignKeyConstraint(
            ["enhet_id"], ["enhet.id"], name=op.f("fk_registerimport_enhet_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registerimport")),
    )


def _uppdrag() -> None:
    op.create_table(
        "uppdrag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("medarbetare_id", sa.Integer(), nullable=False),
        sa.Column("enhet_id", sa.Integer(), nullable=False),
        sa.Column("roll", sa.String(length=30), nullable=False),
        sa.Column("fran", sa.Date(), nullable=False),
        sa.Column("till", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_uppdrag_enhet_id")),
        sa.ForeignKeyConstraint(
            ["medarbetare_id"], ["medarbetare.id"], name=op.f("fk_uppdrag_medarbetare_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uppdrag")),
        sa.UniqueConstraint(
            "medarbetare_id",
            "enhet_id",
            "roll",
            "fran",
            name=op.f("uq_uppdrag_medarbetare_id_enhet_id_roll_fran"),
        ),
    )
    with op.batch_alter_table("uppdrag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uppdrag_enhet_id"), ["enhet_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_uppdrag_medarbetare_id"), ["medarbetare_id"], unique=False
        )


def _akt() -> None:
    op.create_table(
        "akt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nummer", sa.String(length=16), nullable=False),
        sa.Column("slag", sa.String(length=20), nullable=False),
        sa.Column("enhet_id", sa.Integer(), nullable=False),
        sa.Column("process_version", sa.String(length=12), nullable=False),
        sa.Column("profil", sa.String(length=60), nullable=False),
        sa.Column("profil_version", sa.String(length=12), nullable=False),
        sa.Column("nyckel", sa.LargeBinary(), nullable=False),
        sa.Column("skapad", sa.String(length=27), nullable=False),
        sa.Column("synlig", sa.Boolean(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("extern_id", sa.String(length=80), nullable=True),
        sa.Column("tillstand", sa.String(length=40), nullable=False),
        sa.Column("avslutad", sa.Boolean(), nullable=False),
        sa.Column("inkom", sa.Date(), nullable=True),
        sa.Column("sedan", sa.Date(), nullable=True),
        sa.Column("ansvarig_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("bevakning_nr", sa.Integer(), nullable=False),
        sa.Column("fakta", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ansvarig_id"], ["medarbetare.id"], name=op.f("fk_akt_ansvarig_id")
        ),
        sa.ForeignKeyConstraint(["enhet_id"], ["enhet.id"], name=op.f("fk_akt_enhet_id")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["registerimport.id"], name=op.f("fk_akt_import_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_akt_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_akt")),
        sa.UniqueConstraint("enhet_id", "extern_id", name=op.f("uq_akt_enhet_id_extern_id")),
        sa.UniqueConstraint("nummer", name=op.f("uq_akt_nummer")),
    )
    with op.batch_alter_table("akt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_akt_ansvarig_id"), ["ansvarig_id"], unique=False)
        batch_op.create_index(
            "ix_akt_enhet_slag_avslutad", ["enhet_id", "slag", "avslutad"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_akt_import_id"), ["import_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_akt_person_id"), ["person_id"], unique=False)


def _bevakning() -> None:
    op.create_table(
        "bevakning",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("nr", sa.Integer(), nullable=False),
        sa.Column("slag", sa.String(length=60), nullable=False),
        sa.Column("nyckel", sa.String(length=60), nullable=False),
        sa.Column("delprocess", sa.Integer(), nullable=True),
        sa.Column("dag", sa.Date(), nullable=False),
        sa.Column("fonster_fran", sa.Date(), nullable=True),
        sa.Column("yttersta_dag", sa.Date(), nullable=True),
        sa.Column("raknas_fran", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("tilldelad_id", sa.Integer(), nullable=True),
        sa.Column("typ", sa.String(length=12), nullable=False),
        sa.Column("kalla", sa.String(length=200), nullable=False),
        sa.Column("ersatter", sa.Integer(), nullable=True),
        sa.Column("oppnad_seq", sa.Integer(), nullable=False),
        sa.Column("stangd_seq", sa.Integer(), nullable=True),
        sa.Column("notifierad", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_bevakning_akt_id")),
        sa.ForeignKeyConstraint(
            ["tilldelad_id"], ["medarbetare.id"], name=op.f("fk_bevakning_tilldelad_id")
        ),
        sa.PrimaryKeyConstraint("akt_id", "nr", name=op.f("pk_bevakning")),
    )
    with op.batch_alter_table("bevakning", schema=None) as batch_op:
        batch_op.create_index(
            "ix_bevakning_att_notifiera",
            ["dag"],
            unique=False,
            sqlite_where=_UNTOLD,
            postgresql_where=_UNTOLD,
        )
        batch_op.create_index(
            "ix_bevakning_forfaller",
            ["dag"],
            unique=False,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        )
        batch_op.create_index(
            batch_op.f("ix_bevakning_tilldelad_id"), ["tilldelad_id"], unique=False
        )


def _handelse() -> None:
    op.create_table(
        "handelse",
        sa.Column("akt_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("typ", sa.String(length=20), nullable=False),
        sa.Column("kod", sa.String(length=60), nullable=False),
        sa.Column("delprocess", sa.Integer(), nullable=True),
        sa.Column("handelsedatum", sa.Date(), nullable=True),
        sa.Column("registrerad", sa.String(length=27), nullable=False),
        sa.Column("av", sa.Integer(), nullable=True),
        sa.Column("roll", sa.String(length=30), nullable=False),
        sa.Column("ursprung", sa.String(length=10), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("innehall", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["akt_id"], ["akt.id"], name=op.f("fk_handelse_akt_id")),
        sa.ForeignKeyConstraint(["av"], ["medarbetare.id"], name=op.f("fk_handelse_av")),
        sa.PrimaryKeyConstraint("akt_id", "seq", name=op.f("pk_handelse")),
    )


_REFUSAL = "caseflow: historiken kan bara fyllas på"
_STAGED = "(SELECT synlig FROM akt WHERE id = OLD.akt_id)"


def _append_only() -> None:
    """Refuse update and delete of events in the database itself; only a staged import may be cleared."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER handelse_andras_inte BEFORE UPDATE ON handelse"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
        op.execute(
            # INSERT OR REPLACE takes the old row away without asking a trigger on delete.
            "CREATE TRIGGER handelse_ersatts_inte BEFORE INSERT ON handelse WHEN EXISTS"  # noqa: S608 - all of it is written here
            " (SELECT 1 FROM handelse WHERE akt_id = NEW.akt_id AND seq = NEW.seq)"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
        op.execute(
            f"CREATE TRIGGER handelse_tas_inte_bort BEFORE DELETE ON handelse WHEN {_STAGED} IS NOT 0"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
        op.execute(
            "CREATE TRIGGER akt_goms_inte BEFORE UPDATE OF synlig ON akt WHEN OLD.synlig AND NOT NEW.synlig"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
        op.execute(
            "CREATE TRIGGER akt_tas_inte_bort BEFORE DELETE ON akt WHEN OLD.synlig"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION caseflow_bara_pafyllning() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE FUNCTION caseflow_bara_forberedd() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {_STAGED} IS NOT FALSE THEN RAISE EXCEPTION '{_REFUSAL}'; END IF; RETURN OLD; END $$"
    )
    for name, when, function in (
        ("handelse_andras_inte", "BEFORE UPDATE ON handelse FOR EACH ROW", "bara_pafyllning"),
        ("handelse_tas_inte_bort", "BEFORE DELETE ON handelse FOR EACH ROW", "bara_forberedd"),
        ("handelse_toms_inte", "BEFORE TRUNCATE ON handelse", "bara_pafyllning"),
        ("akt_toms_inte", "BEFORE TRUNCATE ON akt", "bara_pafyllning"),
        (
            "akt_goms_inte",
            "BEFORE UPDATE OF synlig ON akt FOR EACH ROW WHEN (OLD.synlig AND NOT NEW.synlig)",
            "bara_pafyllning",
        ),
        (
            "akt_tas_inte_bort",
            "BEFORE DELETE ON akt FOR EACH ROW WHEN (OLD.synlig)",
            "bara_pafyllning",
        ),
    ):
        op.execute(f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION caseflow_{function}()")
