"""The read log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and forbid changes of history."""
    _lasning()
    _append_only()


def _lasning() -> None:
    op.create_table(
        "lasning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tid", sa.String(length=27), nullable=False),
        sa.Column("medarbetare_id", sa.Integer(), nullable=False),
        sa.Column("roll", sa.String(length=30), nullable=False),
        sa.Column("aktnummer", sa.String(length=16), nullable=False),
        sa.Column("vad", sa.String(length=60), nullable=False),
        sa.Column("grund", sa.String(length=60), nullable=False),
        sa.Column("utfall", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lasning")),
    )
    with op.batch_alter_table("lasning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lasning_aktnummer"), ["aktnummer"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_lasning_medarbetare_id"), ["medarbetare_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_lasning_tid"), ["tid"], unique=False)


_REFUSAL = "caseflow: läsloggen kan bara fyllas på"


def _append_only() -> None:
    """Refuse update and delete of the read log in the database itself."""
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER lasning_{verb.lower()} BEFORE {verb} ON lasning"
                f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
            )
        op.execute(
            # INSERT OR REPLACE takes the old row away without asking a trigger on delete.
            "CREATE TRIGGER lasning_insert BEFORE INSERT ON lasning"  # noqa: S608 - all of it is written here
            " WHEN EXISTS (SELECT 1 FROM lasning WHERE id = NEW.id)"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION caseflow_lasning_pafyllning() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$"
    )
    for verb in ("UPDATE", "DELETE", "TRUNCATE"):
        row = "" if verb == "TRUNCATE" else " FOR EACH ROW"
        op.execute(
            f"CREATE TRIGGER lasning_{verb.lower()} BEFORE {verb} ON lasning{row}"
            " EXECUTE FUNCTION caseflow_lasning_pafyllning()"
        )
