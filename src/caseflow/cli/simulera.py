"""simulate: a made-up unit that lives through a period, day by day."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from caseflow.actions.simulera import Simulering, Utfall, simulera
from caseflow.cli.ram import Json, a_day, console, database, errors, print_json, said, say, today
from caseflow.processes import HUVUDPROCESS


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("simulate")(simulate)


def simulate(
    *,
    arenden: Annotated[int, typer.Option(metavar="N", help="Hur många akter som kommer in.")],
    fran: Annotated[str, typer.Option("--from", metavar="DAG", help="Periodens första dag.")],
    till: Annotated[str, typer.Option("--to", metavar="DAG", help="Periodens sista dag.")],
    seed: Annotated[int, typer.Option(metavar="S", help="Samma tal ger samma händelser.")],
    profil: Annotated[
        str,
        typer.Option(metavar="P", help="Profilen. Förval: demons enhet, annars standard."),
    ] = "",
    missa_natter: Annotated[
        float,
        typer.Option(
            metavar="ANDEL", help="Andel nätter då bevakningsloopen står still, som 0.33."
        ),
    ] = 0.0,
    pahittat: Annotated[
        bool,
        typer.Option(
            "--jag-vet-att-det-ar-pahittat", help="Också där riktiga medarbetare arbetar."
        ),
    ] = False,
    as_json: Json = False,
) -> None:
    """Låt en påhittad enhet leva dag för dag genom de riktiga stegen, med nätternas bevakningsloop.

    Allt är påhittat. Det som händer följer av talet efter --seed.

    De som arbetar i simuleringen rör inte akter som redan finns.
    """
    with said(), database() as db:
        vad = Simulering(
            arenden, a_day(fran), a_day(till), seed, profil, missa_natter, pahittat=pahittat
        )
        if vad.till > today():
            errors.print(
                f"Perioden slutar {vad.till}, som inte har varit än. Ärendena får händelser framåt i tiden,"
                " och bevakningsloopen går de nätterna också för det som redan finns i installationen.",
                markup=False,
            )
        start = time.perf_counter()
        with _progress() as bar:
            shown = bar.add_task("", total=max((vad.till - vad.fran).days + 1, 1)) if bar else None

            def efter_dagen(dag: date, _utfall: Utfall) -> None:
                if bar is not None and shown is not None:
                    bar.update(shown, advance=1, description=dag.isoformat())

            utfall = simulera(db, vad, efter_dagen=efter_dagen)
        summary = _summary(vad, utfall, time.perf_counter() - start)
        if as_json:
            print_json(summary)
        else:
            _print(summary)


def _progress() -> AbstractContextManager[Progress | None]:
    """A bar on stderr, only where somebody looks at it."""
    if not sys.stderr.isatty():
        return nullcontext(None)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
    )


def _summary(vad: Simulering, utfall: Utfall, seconds: float) -> dict[str, Any]:
    """The stable keys of `--json`."""
    total = sum(utfall.handelser.values())
    return {
        "arenden": sum(bool(nummer) for nummer in utfall.akter),
        "fran": vad.fran.isoformat(),
        "till": vad.till.isoformat(),
        "seed": vad.fro,
        "handelser": total,
        "handelser_per_kod": _sorted(utfall.handelser),
        "lagen": utfall.lagen,
        "nekade": _sorted(utfall.nekade),
        "fel": _sorted(utfall.fel),
        "natter": utfall.natter,
        "missade_natter": utfall.missade,
        "notiser": utfall.notiser,
        "steg_av_systemet": utfall.steg,
        "natter_med_fel": utfall.nattens_fel,
        "sekunder": round(seconds, 1),
        "handelser_per_sekund": round(total / seconds) if seconds else 0,
    }


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _print(summary: dict[str, Any]) -> None:
    console.print(
        f"{summary['arenden']} akter, {summary['handelser']} händelser från {summary['fran']}"
        f" till {summary['till']}.",
        markup=False,
    )
    for slag, states in summary["lagen"].items():
        names = {s.code: s.label.lower() for s in HUVUDPROCESS[slag].states}
        counted = ", ".join(f"{names[lage]} {antal}" for lage, antal in states.items())
        say(f"  {HUVUDPROCESS[slag].label}: {counted}")
    missed = summary["missade_natter"]
    console.print(
        f"{summary['natter']} nätter, varav {missed} missade. {summary['notiser']} notiser och"
        f" {summary['steg_av_systemet']} steg av systemet.",
        markup=False,
    )
    for row in summary["natter_med_fel"][:3]:
        say(f"  {row}", style="bold red")
    turned = sum(summary["nekade"].values())
    console.print(f"{turned} försök hindrades av en regel och lämnades till en annan dag.")
    console.print(
        f"{summary['sekunder']} sekunder, {summary['handelser_per_sekund']} händelser per sekund."
    )
