"""manadsrapport: the counts of a unit's month, as a PDF or as data."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseflow.actions.logga_lasning import log_reading
from caseflow.cli.ram import Json, Som, acting, console, database, now, print_json, said
from caseflow.cli.utfil import utfilen
from caseflow.documents.manadsrapport import render_manadsrapport
from caseflow.engine.errors import BadInput
from caseflow.queries.manadsrapport import manadsrapport as report


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(manadsrapport)


def manadsrapport(
    manad: Annotated[str, typer.Option(metavar="ÅÅÅÅ-MM", help="Månaden.")],
    out: Annotated[Path | None, typer.Option(metavar="FIL.pdf", help="Filen som skrivs.")] = None,
    enhet: Annotated[str, typer.Option(help="Enhetens kod, om du har flera.")] = "",
    som: Som = "",
    *,
    json: Json = False,
) -> None:
    """Skriv månadsrapporten för en enhet: siffror utan personuppgifter. Tal under fem visas inte."""
    with said(), database() as db:
        if out is None and not json:
            raise BadInput(
                vad="Månadsrapporten har ingenstans att ta vägen.",
                gor_nu="Ange --out FIL.pdf, eller --json.",
            )
        aktor = acting(db, som)
        made = report(db, aktor, manad=manad, enhet=enhet, now=now())
        roll = next((r for _, r in aktor.uppdrag), "ingen")
        log_reading(db, aktor, roll, "", "manadsrapport", "kommandorad", now=now())
        if out is not None:
            with utfilen(out) as file:
                file.write(render_manadsrapport(made))
        if json:
            print_json(made.as_dict())
        else:
            console.print(f"{out} ({made.enhet}, {made.manaden})", markup=False)
