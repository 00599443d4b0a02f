"""check, show, profiler and verify."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rich.progress import Progress

from caseflow import settings
from caseflow.cli.ram import Json, console, database, errors, print_json, said
from caseflow.engine.diagram import as_mermaid, as_text
from caseflow.engine.errors import BadInput
from caseflow.engine.process import Process
from caseflow.engine.soundness import soundness
from caseflow.processes import PROCESSER
from caseflow.queries.verifiera import verifiera
from caseflow.store.profiler import find_profile, profiles


class Format(StrEnum):
    """How a process is printed."""

    TEXT = "text"
    MERMAID = "mermaid"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(check)
    app.command()(show)
    app.command()(profiler)
    app.command()(verify)


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


def _process(kod: str) -> Process:
    if kod not in PROCESSER:
        raise BadInput(
            vad=f"Processen «{kod[:40]}» finns inte.", gor_nu=f"Välj bland: {', '.join(PROCESSER)}."
        )
    return PROCESSER[kod]


def show(
    process: Annotated[
        str, typer.Argument(metavar="PROCESS", help="Processens kod, till exempel utovare.")
    ],
    format_: Annotated[Format, typer.Option("--format", help="text eller mermaid.")] = Format.TEXT,
) -> None:
    """Visa en process som svensk text eller som diagram."""
    with said():
        definition = _process(process)
        text = as_text(definition) if format_ is Format.TEXT else as_mermaid(definition)
        console.print(text, markup=False)


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
