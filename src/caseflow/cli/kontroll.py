"""verify: the chains, and that all that is shown follows from the events."""

from __future__ import annotations

import typer
from rich.progress import Progress

from caseflow.cli.ram import Json, console, database, errors, print_json, said
from caseflow.queries.verifiera import verifiera


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(verify)


def verify(*, json: Json = False) -> None:
    """Kontrollera historikens kedjor och att allt som visas följer ur händelserna."""
    with said(), database() as db:
        bar = Progress(console=errors, disable=not errors.is_terminal, transient=True)
        with bar:
            task = bar.add_task("Kontrollerar", total=None)
            result = verifiera(db, progress=lambda n: bar.update(task, advance=n))
        if json:
            print_json(result.as_dict())
        else:
            console.print(
                f"{result.akter} akter, {result.handelser} händelser, {len(result.fel)} fel."
            )
    for fel in result.fel:
        errors.print(
            f"{fel.akt} händelse {fel.seq}: {fel.orsak}" if fel.seq else f"{fel.akt}: {fel.orsak}",
            markup=False,
        )
    if result.fel:
        raise typer.Exit(1)
