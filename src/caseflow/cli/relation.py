"""relation: seal what ties two akter of the same violence."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.logga_relation import relation_loggas
from caseflow.cli.ram import Som, acting, console, database, now, said
from caseflow.engine.aktnummer import normal_aktnummer

Nummer = Annotated[str, typer.Argument(metavar="NUMMER", help="Aktens nummer.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(relation)


def relation(ett: Nummer, annat: Nummer, som: Som = "") -> None:
    """Försegla relationen mellan två akter. Görs av säkerhetssamordnaren."""
    with said(), database() as db:
        aktor, moment = acting(db, som), now()
        pair = (normal_aktnummer(ett) or ett, normal_aktnummer(annat) or annat)
        with relation_loggas(db, aktor, pair, "kommandorad", now=moment):
            forsegla_relation(db, aktor, *pair, now=moment)
        console.print("Relationen är förseglad.")
