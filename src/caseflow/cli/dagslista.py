"""daylist: the paper list for a day when the system is down."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseflow.actions.logga_lasning import log_list
from caseflow.cli.ram import Som, a_day, acting, console, database, now, said
from caseflow.cli.utfil import utfilen
from caseflow.documents.dagslista import render_dagslista
from caseflow.queries.dagslista import dagslista


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(daylist)


def daylist(
    on: Annotated[str, typer.Option(metavar="DAG", help="Första dagen.")],
    out: Annotated[Path, typer.Option(metavar="FIL.pdf", help="Filen som skrivs.")],
    enhet: Annotated[str, typer.Option(help="Enhetens kod; annars alla dina enheter.")] = "",
    dagar: Annotated[int, typer.Option(help="Hur många dagar, räknat från den första.")] = 1,
    som: Som = "",
    *,
    per_person: Annotated[
        bool, typer.Option("--per-person", help="En rubrik för varje ägare.")
    ] = False,
) -> None:
    """Skriv dagslistan som PDF: det som är sent och det som förfaller, om systemet inte går att nå."""
    with said(), database() as db:
        aktor = acting(db, som)
        lista = dagslista(
            db, aktor, dag=a_day(on), dagar=dagar, enhet=enhet, per_person=per_person, now=now()
        )
        numbers = {rad.nummer for grupp in lista.grupper for rad in grupp.rader}
        log_list(db, aktor, numbers, "dagslista", "kommandorad", now=now())
        with utfilen(out) as file:
            file.write(render_dagslista(lista))
        what = "bevakning" if lista.antal == 1 else "bevakningar"
        console.print(f"{out} ({lista.antal} {what})", markup=False)
