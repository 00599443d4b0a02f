"""check: what is proved of the processes."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow import settings
from caseflow.cli.ram import Json, console, errors, print_json, said
from caseflow.engine.soundness import soundness
from caseflow.processes import PROCESSER
from caseflow.store.profiler import find_profile, profiles


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(
    profil: Annotated[str, typer.Option(metavar="P", help="En profil.")] = "standard",
    alla: Annotated[bool, typer.Option("--alla", help="Alla profiler.")] = False,
    *,
    json: Json = False,
) -> None:
    """Pröva att varje process är sund: allt går att nå, och det finns alltid en väg till avslut."""
    with said():
        known = profiles(settings.load())
        chosen = list(known.values()) if alla else [find_profile(settings.load(), profil)]
        results = [soundness(p) for p in PROCESSER.values()]
        faults = [f for r in results for f in r.fel]
        if json:
            print_json(
                {
                    "profiler": [
                        {"profil": p.id, "tillstand": sum(r.tillstand for r in results)}
                        for p in chosen
                    ],
                    "processer": [r.as_dict() for r in results],
                    "granser": "Varje process för sig; fakta och profil ingår inte än.",
                    "fel": faults,
                }
            )
        else:
            for r in results:
                console.print(
                    f"{r.process:<20} {r.tillstand:>3} lägen, {r.steg:>3} steg prövade",
                    markup=False,
                )
            for p in chosen:
                console.print(f"Profil {p.id}: laddas, version {p.version}", markup=False)
            console.print("Gränser: varje process för sig; fakta och profil ingår inte än.")
    for fault in faults:
        errors.print(fault, style="red", markup=False)
    if faults:
        raise typer.Exit(1)
