"""due, tick and timeline."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from caseflow.actions.skicka_epost import send_waiting
from caseflow.actions.tick import tick as run_tick
from caseflow.cli.ram import (
    Json,
    Som,
    a_day,
    acting,
    console,
    database,
    log_opening,
    now,
    print_json,
    said,
    say,
    today,
)
from caseflow.engine.errors import BadInput
from caseflow.queries.forfallande import Forfallen, forfallande
from caseflow.queries.tidslinje import tidslinje
from caseflow.rules.kalender import STOCKHOLM


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(due)
    app.command()(tick)
    app.command()(timeline)


def due(
    on: Annotated[str, typer.Option(metavar="DAG", help="Det som ska vara gjort den dagen.")],
    enhet: Annotated[str, typer.Option(help="Bara en enhet.")] = "",
    som: Som = "",
    varfor: Annotated[
        bool, typer.Option("--varfor", help="Förklara varje dag: vad den räknas från och hur.")
    ] = False,
    sena: Annotated[bool, typer.Option("--sena", help="Bara det som är försenat i dag.")] = False,
    utan_agare: Annotated[
        bool, typer.Option("--utan-agare", help="Bara det som ingen äger. Ska alltid vara tomt.")
    ] = False,
    agare: Annotated[
        str, typer.Option("--agare", metavar="EPOST", help="Bara det som en medarbetare äger.")
    ] = "",
    *,
    json: Json = False,
) -> None:
    """Lista det som förfaller eller är försenat en viss dag."""
    with said(), database() as db:
        aktor = acting(db, som)
        rows = forfallande(
            db,
            aktor,
            on=a_day(on),
            enhet=enhet,
            today=today(),
            sena=sena,
            utan_agare=utan_agare,
            agare=agare,
        )
        if json:
            print_json([r.as_dict() for r in rows])
            return
        if varfor:
            _print_why(rows)
            return
        table = Table("Dag", "Ärende", "Vad och varför", "Ägare", show_lines=False)
        for r in rows:
            told = f"\n[red]{r.sagt}[/red]" if r.eskalering else ""
            given = f"\n[dim]tilldelad av {escape(r.tilldelad_av)}[/dim]" if r.tilldelad_av else ""
            what = f"{r.grund}\n[dim]{escape(r.kalla)}[/dim]{told}"
            table.add_row(r.dag, r.akt, what, f"{escape(r.agare)}{given}")
        console.print(table)
        console.print(f"{len(rows)} {'bevakning' if len(rows) == 1 else 'bevakningar'}.")


def _print_why(rows: list[Forfallen]) -> None:
    """Each due item with the explanation of its day."""
    for r in rows:
        say(f"{r.dag}  {r.akt}  {r.grund}")
        for line in r.varfor.rader():
            say(f"    {line}", style="dim")


def tick(
    now_: Annotated[str, typer.Option("--now", metavar="ISO", help="Tidpunkt, annars nu.")] = "",
) -> None:
    """Gör ett varv i bevakningsloopen."""
    with said(), database() as db:
        try:
            made = run_tick(db, now=_moment(now_))
        finally:
            send_waiting(db, now=now())
        late = f", {made.eskalerade} sagda vidare" if made.eskalerade else ""
        console.print(f"{made.notiser} notiser, {made.steg} steg{late}.")


def _moment(text: str) -> datetime:
    """A moment on the command line; without time zone it is Swedish time."""
    if not text:
        return now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise BadInput(
            vad=f"«{text[:40]}» är ingen tidpunkt.", gor_nu="Skriv ÅÅÅÅ-MM-DDTTT:MM."
        ) from fault
    return (moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM)).astimezone(UTC)


def timeline(
    akt: Annotated[str, typer.Argument(metavar="AKT", help="Aktens nummer.")],
    som: Som = "",
    *,
    json: Json = False,
) -> None:
    """Visa en akts tidslinje."""
    with said(), database() as db:
        aktor = acting(db, som)
        log_opening(db, aktor, akt, "tidslinje")
        rows = tidslinje(db, aktor, akt)
        if json:
            print_json([r.as_dict() for r in rows])
            return
        for r in rows:
            day = r.handelsedatum or "okänd dag"
            console.print(f"{r.seq:>4}  {day:<10}  {r.etikett}  ({r.av}, {r.roll})", markup=False)
            if r.text:
                console.print(f"      {r.text}", markup=False, style="dim")
