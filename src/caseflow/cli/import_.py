"""import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from caseflow.actions.importera_register import Importsvar, importera_register
from caseflow.cli.ram import Json, Som, acting, console, database, errors, now, print_json, said

SHOWN = 50


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    register: Annotated[
        Path, typer.Argument(metavar="REGISTER.csv", help="Registret, en rad per ärende.")
    ],
    risk: Annotated[
        Path | None, typer.Option(metavar="RISK.csv", help="Skattningar av risk.")
    ] = None,
    enhet: Annotated[
        str, typer.Option(help="Enhetens kod. Förval: den enda, eller demons första.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Granska utan att skriva.")] = False,
    som: Som = "",
    *,
    json: Json = False,
) -> None:
    """Läs in ett register. Allt eller inget: finns ett enda fel importeras ingenting."""
    with said(), database() as db:
        aktor = acting(db, som)
        bar = Progress(
            TextColumn("Importerar"),
            BarColumn(),
            MofNCompleteColumn(),
            console=errors,
            disable=not errors.is_terminal,
            transient=True,
        )
        with bar:
            task = bar.add_task("import", total=None)
            svar = importera_register(
                db,
                aktor,
                register,
                risk,
                enhet=enhet,
                dry_run=dry_run,
                now=now(),
                progress=lambda done, of: bar.update(task, completed=done, total=of),
            )
        if json:
            print_json(svar.as_dict())
        _report(svar, dry_run=dry_run, quiet=json)
    if svar.antal_fel:
        raise typer.Exit(1)


def _report(svar: Importsvar, *, dry_run: bool, quiet: bool) -> None:
    if svar.antal_fel:
        errors.print(f"Inget importerades: {svar.antal_fel} fel i filen.", style="bold red")
        for f in svar.fel[:SHOWN]:
            where = f"rad {f.rad}" + (f", {f.kolumn}" if f.kolumn else "")
            errors.print(f"  • {where}: {f.text}", markup=False)
        if svar.antal_fel > SHOWN:
            errors.print(
                f"  … och {svar.antal_fel - SHOWN} till. Visa alla med --json.", markup=False
            )
        return
    if not quiet:
        word = "skulle importeras" if dry_run else "importerades"
        console.print(f"{svar.antal} ärenden och {svar.skattningar} skattningar {word}.")
