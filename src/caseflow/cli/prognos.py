"""forecast: what falls due and what follows if nobody acts."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.cli.ram import (
    Json,
    Som,
    a_day,
    acting,
    database,
    log_opening,
    print_json,
    said,
    say,
    today,
)
from caseflow.queries.prognos import Prognosvy, las_prognos

_FORFALLER = ("forfaller", "forfallen")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(forecast)


def forecast(
    akt: Annotated[str, typer.Argument(metavar="AKT", help="Aktens nummer.")],
    on: Annotated[str, typer.Option(metavar="DAG", help="Från den dagen. Förval: i dag.")] = "",
    som: Som = "",
    *,
    json: Json = False,
) -> None:
    """Visa vad som förfaller och vad som följer om ingen gör något."""
    with said(), database() as db:
        aktor = acting(db, som)
        dag = a_day(on) if on else today()
        log_opening(db, aktor, akt, "prognos")
        vy = las_prognos(db, aktor, akt, dag=dag)
        if json:
            print_json(vy.as_dict())
        else:
            _print(vy)


def _print(vy: Prognosvy) -> None:
    say(f"{vy.akt}: om ingen gör något från {vy.dag}", style="bold")
    for dag, rader in vy.dagar:
        say(f"\n{dag}")
        for rad in rader:
            late = f", skulle ha varit gjort {rad.forfaller}" if rad.slag == "forfallen" else ""
            say(f"  {rad.etikett}{late} ({rad.agare})")
            words = rad.text if rad.slag not in _FORFALLER else rad.foljer
            if words:
                say(f"    {words}", style="dim")
            say(f"    {rad.kalla}", style="dim")
    say(f"\n{vy.slutord}")
    for kvar in vy.kvar:
        say(f"  {kvar.dag}  {kvar.etikett} ({kvar.agare})")
