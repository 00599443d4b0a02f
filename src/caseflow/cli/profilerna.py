"""profiler: the municipality profiles and where each value comes from."""

from __future__ import annotations

import typer

from caseflow import settings
from caseflow.cli.ram import Json, console, print_json, said
from caseflow.store.profiler import profiles


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(profiler)


def profiler(*, json: Json = False) -> None:
    """Visa kommunernas profiler och varifrån varje värde kommer."""
    with said():
        known = profiles(settings.load())
        if json:
            print_json(
                [
                    {"id": p.id, "namn": p.namn, "version": p.version, "kallor": dict(p.kallor)}
                    for p in known.values()
                ]
            )
            return
        for p in known.values():
            console.print(
                f"{p.id:<14} {p.namn:<20} {p.kommunkod:<5} version {p.version}", markup=False
            )
