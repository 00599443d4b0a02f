"""check: the invariants of the processes, proved for one profile or for all of them."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress

from caseflow import settings
from caseflow.cli.ram import Json, console, errors, print_json, said, today
from caseflow.engine.soundness import soundness
from caseflow.processes import PROCESSER
from caseflow.queries.bevis.proof import BOUNDS, INVARIANTS, ProfileOutcome, prove
from caseflow.store.profiler import find_profile, profiles

_WORKERS = 2


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(
    profil: Annotated[str, typer.Option(metavar="P", help="En profil.")] = "standard",
    alla: Annotated[bool, typer.Option("--alla", help="Alla profiler.")] = False,
    *,
    json: Json = False,
) -> None:
    """Bevisa att inget ärende kan hamna i ett läge som inte får finnas, hur någon än går till väga.

    Alla lägen inom gränserna som skrivs ut prövas, med de riktiga reglerna. Ett brott visas som den
    kortaste berättelsen som leder dit.
    """
    with said():
        known = profiles(settings.load())
        chosen = list(known.values()) if alla else [find_profile(settings.load(), profil)]
        bar = Progress(console=errors, disable=not errors.is_terminal, transient=True)
        with bar:
            task = bar.add_task("Prövar", total=None)
            outcomes = prove(
                chosen,
                today(),
                workers=_WORKERS,
                told=lambda done, of: bar.update(task, completed=done, total=of),
            )
        if json:
            print_json(_as_json(outcomes))
        else:
            _print(outcomes)
    if said_broken(outcomes):
        raise typer.Exit(1)


def said_broken(outcomes: list[ProfileOutcome]) -> bool:
    """Tell the story of everything that is broken; whether anything is."""
    broken = [(o, b) for o in outcomes if not o.like for b in o.broken]
    for outcome, fault in broken:
        errors.print(
            f"Profil {outcome.profil}, {fault.slag}: {fault.text}", style="red", markup=False
        )
        for line in fault.berattelse:
            errors.print(f"  {line}", markup=False)
    return bool(broken)


def _as_json(outcomes: list[ProfileOutcome]) -> dict[str, object]:
    processer = [soundness(p).as_dict() for p in PROCESSER.values()]
    return {
        "profiler": [
            {
                "profil": o.profil,
                "tillstand": o.states,
                "samma_som": o.like or None,
                "invarianter": [i.as_dict() for i in o.outcomes],
            }
            for o in outcomes
        ],
        "invarianter": [{"nummer": i.number, "titel": i.title} for i in INVARIANTS],
        "processer": processer,
        "granser": BOUNDS,
        "fel": [
            {"profil": o.profil, **b.as_dict()} for o in outcomes if not o.like for b in o.broken
        ],
    }


def _print(outcomes: list[ProfileOutcome]) -> None:
    for invariant in INVARIANTS:
        states = sum(
            i.states
            for o in outcomes
            if not o.like
            for i in o.outcomes
            if i.number == invariant.number
        )
        held = all(
            not i.broken for o in outcomes for i in o.outcomes if i.number == invariant.number
        )
        mark = "håller " if held else "BRUTEN "
        console.print(
            f"{invariant.number:>2} {mark} {_tal(states):>9} lägen  {invariant.title}", markup=False
        )
    console.print("")
    for o in outcomes:
        same = f"  samma lägen som {o.like}" if o.like else ""
        console.print(
            f"Profil {o.profil:<16} {_tal(o.states):>9} lägen prövade{same}", markup=False
        )
    console.print(f"\nGränser: {BOUNDS}", markup=False)


def _tal(antal: int) -> str:
    return f"{antal:,}".replace(",", " ")
