"""render: a handling in one akt, or in all that it is for."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from caseflow.actions.koa_handlingar import koa_handlingar
from caseflow.cli.framstallning import Svar, Uppdrag, Utfall, made_in, make_all
from caseflow.cli.ram import (
    Json,
    Som,
    acting,
    console,
    database,
    errors,
    now,
    print_json,
    said,
)
from caseflow.cli.utfil import utfilen
from caseflow.engine.errors import BadInput
from caseflow.queries.framstallbara import framstallbara
from caseflow.queries.satsen import satsen, satserna
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas

SHOWN = 50
MOST_PROCESSES = 64

Ko = Annotated[
    bool,
    typer.Option(
        "--ko", help="Med --alla --slutlig: lägg dem i kön, så görs de av arbetarna eller loopen."
    ),
]
Processer = Annotated[
    int | None,
    typer.Option(
        min=1,
        max=MOST_PROCESSES,
        help="Med --alla: hur många som arbetar. Förval: datorns kärnor.",
    ),
]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(render)
    app.command()(handlingsko)


def render(  # noqa: PLR0913 - each is an option
    mall: Annotated[str, typer.Argument(metavar="MALL", help="Till exempel beslut.")],
    arende: Annotated[str, typer.Argument(metavar="[ARENDE]", help="Ärendets nummer.")] = "",
    out: Annotated[
        Path | None, typer.Option(metavar="FIL.pdf", help="Filen som skrivs, för ett ärende.")
    ] = None,
    som: Som = "",
    *,
    slutlig: Annotated[
        bool,
        typer.Option(
            "--slutlig",
            help="Färdigställ och lagra; vägras om något saknas.",
        ),
    ] = False,
    alla: Annotated[
        bool,
        typer.Option("--alla", help="I varje akt som du får öppna och som mallen är till för."),
    ] = False,
    till: Annotated[
        Path | None, typer.Option(metavar="KATALOG", help="Dit filerna skrivs, en per akt.")
    ] = None,
    enhet: Annotated[str, typer.Option(help="Med --alla: bara en enhet.")] = "",
    ko: Ko = False,
    processer: Processer = None,
) -> None:
    """Gör en handling som PDF ur ärendets uppgifter, i ett ärende eller i alla."""
    one, many = bool(arende and out), alla and bool(till) != ko
    wrong = (one and (till or enhet or ko)) or (many and (arende or out)) or (ko and not slutlig)
    if one == many or wrong:
        raise typer.BadParameter(
            "ange ett ärende och --out FIL.pdf, eller --alla och --till KATALOG."
        )
    answers: list[Svar] = []
    with said(), database() as db:
        aktor = acting(db, som)
        if out:
            _one(db, aktor, mall, arende, out, slutlig=slutlig)
        elif ko:
            nummer = framstallbara(db, aktor, mall, enhet=enhet)
            koad = koa_handlingar(db, aktor, mall, nummer, now=now())
            console.print(
                f"{koad.antal} handlingar i kön. Följ dem: caseflow handlingsko {koad.sats}"
            )
        elif till:
            uppdrag = Uppdrag(db.settings, aktor, mall, till, slutlig)
            answers = _all(db, uppdrag, enhet, processer or os.cpu_count() or 1)
            _report(answers, till)
    if any(a.utfall is Utfall.FEL for a in answers):
        raise typer.Exit(1)


def _one(db: Databas, aktor: Aktor, mall: str, arende: str, out: Path, *, slutlig: bool) -> None:
    with utfilen(out) as file:
        pdf = made_in(db, aktor, mall, arende, slutlig=slutlig)
        file.write(pdf)
    console.print(f"{out} ({len(pdf) // 1024} kB)", markup=False)


def _all(db: Databas, uppdrag: Uppdrag, enhet: str, processer: int) -> list[Svar]:
    nummer = framstallbara(db, uppdrag.aktor, uppdrag.mall, enhet=enhet)
    try:
        uppdrag.till.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise BadInput(
            vad=f"Katalogen {uppdrag.till} kan inte användas.",
            varfor=f"{fault.strerror}.",
            gor_nu="Ange en katalog som du får skriva i.",
        ) from fault
    bar = Progress(
        TextColumn("Gör handlingar"),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors,
        disable=not errors.is_terminal,
        transient=True,
    )
    answers: list[Svar] = []
    with bar:
        task = bar.add_task("render", total=len(nummer))
        for answer in make_all(uppdrag, nummer, processer) if nummer else ():
            answers.append(answer)
            bar.advance(task)
    return answers


def _report(answers: list[Svar], till: Path) -> None:
    """The files on stdout; what was passed over, and what failed, on stderr with the reasons."""
    made = sum(a.utfall is Utfall.GJORD for a in answers)
    console.print(f"{made} handlingar i {till}.", markup=False)
    for kind, what in (
        (Utfall.LUCKOR, "gjordes inte, därför att något saknas"),
        (Utfall.FEL, "kunde inte göras"),
    ):
        found = [a for a in answers if a.utfall is kind]
        if found:
            errors.print(f"{len(found)} {what}:", style="bold red" if kind is Utfall.FEL else None)
        for answer in found[:SHOWN]:
            errors.print(f"  {answer.nummer}", markup=False)
            for reason in answer.varfor:
                errors.print(f"    • {reason}", markup=False)
        if len(found) > SHOWN:
            errors.print(f"  … och {len(found) - SHOWN} till.")


def handlingsko(
    sats: Annotated[
        str, typer.Argument(metavar="[SATS]", help="En sats som du har lagt i kön.")
    ] = "",
    som: Som = "",
    *,
    json: Json = False,
) -> None:
    """Visa dina satser av handlingar i kön, eller varje handling i en av dem."""
    with said(), database() as db:
        aktor = acting(db, som)
        if not sats:
            rows = satserna(db, aktor)
            if json:
                print_json([{**asdict(r), "skapad": r.skapad.isoformat()} for r in rows])
                return
            for r in rows:
                counts = f"{r.klara} klara, {r.vantar} väntar, {r.misslyckade} kunde inte göras"
                console.print(f"{r.sats}  {r.mall:<26} {counts}", markup=False)
            return
        each = satsen(db, aktor, sats)
        if json:
            print_json([asdict(r) for r in each])
            return
        for row in each:
            console.print(f"{row.nummer:<16} {row.status:<12} {row.varfor}".rstrip(), markup=False)
