"""stats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.table import Table

from caseflow.cli.ram import Json, Som, acting, console, database, print_json, said
from caseflow.engine.errors import BadInput
from caseflow.queries.registerrader import registerrader
from caseflow.queries.statistik.matt import antal, medel
from caseflow.queries.statistik.tabell import Grupp, Svar, Tabell, tabell
from caseflow.queries.statistik.villkor import tolka, tolka_alla

HIDDEN = "<5"
NOTHING = "–"
GROUPS_IN_WIDTH = 3


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(stats)


def stats(  # noqa: PLR0913 - one per option
    variabel: Annotated[
        str, typer.Argument(metavar="[VARIABEL]", help="Variabeln som räknas, till exempel kon.")
    ] = "",
    by: Annotated[str, typer.Option(metavar="V", help="Dela upp efter en annan variabel.")] = "",
    where: Annotated[
        list[str] | None, typer.Option(metavar="VILLKOR", help="Bara de som uppfyller villkoret.")
    ] = None,
    count: Annotated[
        str | None, typer.Option(metavar="VILLKOR", help="Hur många som uppfyller villkoret.")
    ] = None,
    of: Annotated[str, typer.Option(metavar="VILLKOR", help="Av hur många (med --count).")] = "",
    mean: Annotated[str, typer.Option(metavar="UTTRYCK", help="Medelvärde av ett tal.")] = "",
    full: Annotated[
        bool, typer.Option("--full", help="Visa även små tal; kräver rätt till det.")
    ] = False,
    som: Som = "",
    *,
    json: Json = False,
) -> None:
    """Räkna på registret. Tal under fem visas inte."""
    with said(), database() as db:
        if sum((bool(variabel), count is not None, bool(mean))) != 1:
            raise BadInput(
                vad="Ange en sak att räkna.",
                gor_nu="Skriv en variabel, eller --count, eller --mean.",
            )
        rader = registerrader(db, acting(db, som), full=full)
        villkor = tolka_alla(where or [])
        if variabel:
            t = tabell(rader, variabel, uppdelning=by or None, villkor=villkor, full=full)
            if json:
                print_json(t.as_dict())
            else:
                _print_table(t)
            return
        if count is not None:
            wanted = (r for r in rader if villkor(r))
            answer = antal(wanted, tolka(count), tolka(of), full=full).as_dict()
        else:
            answer = medel(rader, mean, villkor, full=full).as_dict()
        if json:
            print_json(answer)
        else:
            missing = HIDDEN if answer["undertryckt"] else NOTHING
            shown = {k: v for k, v in answer.items() if k != "undertryckt"}
            console.print(
                ", ".join(f"{k}: {missing if v is None else v}" for k, v in shown.items())
            )


def _cell(svar: Svar, grupp: Grupp) -> str:
    """«12 (34 %)», and «0 (–)» where nobody answered: a share of nobody is no number."""
    if svar.antal is None:
        return HIDDEN
    if svar.procent is not None:
        return f"{svar.antal} ({svar.procent} %)"
    return f"{svar.antal} ({NOTHING})" if grupp.besvarade == 0 else str(svar.antal)


def _number(value: int | None) -> str:
    return HIDDEN if value is None else str(value)


def _print_table(t: Tabell) -> None:
    """Answers in rows. Many groups become several tables, each no wider than a terminal."""
    groups: tuple[Grupp, ...] = t.grupper or (t.alla,)
    for start in range(0, len(groups), GROUPS_IN_WIDTH):
        _print_groups(t, groups[start : start + GROUPS_IN_WIDTH])


def _print_groups(t: Tabell, groups: Sequence[Grupp]) -> None:
    table = Table(title=t.variabel.etikett, title_justify="left")
    table.add_column("Svar")
    for g in groups:
        table.add_column(g.etikett if t.grupper else "Antal", justify="right")
    for i, svar in enumerate(groups[0].svar):
        table.add_row(svar.etikett, *[_cell(g.svar[i], g) for g in groups])
    table.add_section()
    table.add_row("Besvarade ärenden", *[_number(g.besvarade) for g in groups])
    table.add_row("Obesvarade", *[_number(g.obesvarade) for g in groups])
    console.print(table, soft_wrap=False)
