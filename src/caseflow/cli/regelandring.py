"""rules diff: what begins between two days, and what it changes in open ärenden; first shown, then done."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from typing import Annotated

import typer
from rich.progress import Progress

from caseflow.actions.logga_lasning import log_reading
from caseflow.actions.rakna_om import rakna_om
from caseflow.cli.ram import (
    Json,
    Som,
    a_day,
    acting,
    console,
    database,
    errors,
    now,
    said,
    say,
    say_error,
    today,
)
from caseflow.cli.regler import grupp
from caseflow.engine.errors import BadInput, CaseflowError
from caseflow.engine.omrakning import Andrad, Atgard
from caseflow.engine.regelbyte import Lydelse, Orsak, Regelbyte
from caseflow.queries.regelandring import (
    Aktandring,
    AldreProfil,
    aldre_profiler,
    andringar,
    lydelser,
    policy_of,
)
from caseflow.store.atkomst import Aktor
from caseflow.store.namn import bevakning_etikett
from caseflow.store.session import Databas

_ORD = {
    Atgard.BEHALLS: "behålls",
    Atgard.RAKNAS_OM: "räknas om",
    Atgard.FRAGAS: "behålls tills någon har valt",
    Atgard.TILLKOMMER: "tillkommer",
    Atgard.UPPHOR: "upphör",
}
_VARFOR = {
    Orsak.LYDELSE: "",
    Orsak.TIDIGARE: " En tidigare lydelse är inte införd i ärendet.",
    Orsak.AVVIKELSE: " Det stämmer inte med reglerna nu, vilken dag som än gäller.",
}

Fran = Annotated[
    str, typer.Option("--from", metavar="DAG", help="Reglerna till och med den dagen.")
]
Till = Annotated[str, typer.Option("--to", metavar="DAG", help="Reglerna den dagen.")]
Enheten = Annotated[str, typer.Option(help="Bara en enhet.")]
Policyn = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        metavar="KOD=VAL",
        help="Vad som görs med ett slag av bevakning: behall, rakna_om eller fraga. Kan upprepas.",
    ),
]
Apply = Annotated[bool, typer.Option("--apply", help="Gör det. Annars visas det bara.")]
Skal = Annotated[str, typer.Option(help="Varför, när det görs. Skrivs i varje ärende.")]


def register(app: typer.Typer) -> None:
    """Add the subcommand to `rules`; the group itself is added by its own module."""
    del app
    grupp.command()(diff)


def diff(
    fran: Fran,
    till: Till,
    enhet: Enheten = "",
    policy: Policyn = None,
    som: Som = "",
    skal: Skal = "",
    *,
    apply: Apply = False,
    as_json: Json = False,
) -> None:
    """Visa vad som ändras mellan två dagar, och vilka öppna ärenden som får andra dagar."""
    failed: list[str] = []

    def fault(nummer: str, wrong: CaseflowError) -> None:
        errors.print(nummer, markup=False)
        say_error(wrong)
        failed.append(nummer)

    with said(), database() as db:
        byte = Regelbyte(a_day(fran), a_day(till), policy_of(policy or []))
        begun = lydelser(byte)
        if apply and (not skal.strip() or byte.till > today()):
            raise BadInput(
                vad="Inget har räknats om.",
                varfor="Ett skäl behövs, och en regel som inte har börjat gälla kan inte användas.",
                gor_nu="Ange --skal, och en dag i --to till och med i dag.",
            )
        aktor = acting(db, som)
        older = aldre_profiler(db, aktor, enhet=enhet)
        roll = next((r for _, r in aktor.uppdrag), "ingen")
        log_reading(db, aktor, roll, "", "regelandring", "kommandorad", now=now())
        bar = Progress(console=errors, disable=not errors.is_terminal, transient=True)
        with bar:
            task = bar.add_task("Jämför", total=None)
            found = andringar(
                db,
                aktor,
                byte,
                enhet=enhet,
                dag=today(),
                progress=lambda n: bar.update(task, advance=n),
                fault=fault,
            )
            shown = ((one, False) for one in found)
            done = _done(db, aktor, byte, found, skal, fault) if apply else shown
            if as_json:
                _print_json(byte, begun, older, done)
            else:
                _print(byte, begun, older, done, applied=apply)
    if failed:
        raise typer.Exit(1)


def _done(
    db: Databas,
    aktor: Aktor,
    byte: Regelbyte,
    found: Iterator[Aktandring],
    skal: str,
    fault: Callable[[str, CaseflowError], None],
) -> Iterator[tuple[Aktandring, bool]]:
    """Each akt by an event of its own, in a transaction of its own; what stops in one stops no other."""
    for one in found:
        try:
            made = rakna_om(db, aktor, one.nummer, byte, skal=skal, now=now())
        except CaseflowError as wrong:
            fault(one.nummer, wrong)
            made = None
        yield one, made is not None


def _print_json(
    byte: Regelbyte,
    begun: list[Lydelse],
    older: list[AldreProfil],
    found: Iterator[tuple[Aktandring, bool]],
) -> None:
    """One document, written akt by akt: however many they are, one at a time is held."""
    head = {
        "fran": byte.fran.isoformat(),
        "till": byte.till.isoformat(),
        "lydelser": [one.as_dict() for one in begun],
        "profiler": [one.as_dict() for one in older],
    }
    sys.stdout.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "arenden": [')
    for number, (one, gjort) in enumerate(found):
        row = json.dumps({**one.as_dict(), "gjort": gjort}, ensure_ascii=False)
        sys.stdout.write(f"{',' if number else ''}\n {row}")
    sys.stdout.write("\n]}\n")


def _print(
    byte: Regelbyte,
    begun: list[Lydelse],
    older: list[AldreProfil],
    found: Iterator[tuple[Aktandring, bool]],
    *,
    applied: bool,
) -> None:
    console.print(f"Lydelser som börjar efter {byte.fran} till och med {byte.till}:", markup=False)
    for one in begun:
        say(f"  {one.ny.since}  {one.regel.kod}: {_kallor(one)}")
    if not begun:
        console.print("  inga", style="dim")
    akter = rader = 0
    for andring, gjort in found:
        if applied and not gjort:
            continue
        akter += 1
        console.print(f"\n{andring.nummer}", markup=False)
        for row in andring.jamforelse.rader:
            rader += 1
            why = _VARFOR[andring.jamforelse.orsaker[row.key]]
            say(f"  {_rad(row)}{why}")
    done = "har räknats om" if applied else "skulle ändras"
    many = f"{akter} {'ärende' if akter == 1 else 'ärenden'}"
    items = f"{rader} {'bevakning' if rader == 1 else 'bevakningar'}"
    console.print(f"\n{many} och {items} {done}.", markup=False)
    for profil in older:
        say(
            f"Profilen {profil.profil} har en nyare version ({profil.nyaste}) än den som"
            f" {profil.akter} ärenden går efter. De flyttas med caseflow move."
        )
    if akter and not applied:
        console.print("Inget är ändrat. Gör det med --apply och --skal.", markup=False)


def _kallor(one: Lydelse) -> str:
    if one.fore is None:
        return f"ny regel, {one.ny.kalla}"
    what = "samma innehåll" if one.samma_innehall else "nytt innehåll"
    return f"{one.fore.kalla} → {one.ny.kalla}, {what}"


def _rad(row: Andrad) -> str:
    """What it is, from which day to which, and what will be done."""
    name = bevakning_etikett(row.slag)
    old, new = (
        f"{one.forfall.dag} ({one.kalla})" if one else "ingen dag" for one in (row.fore, row.efter)
    )
    return f"{name}: {old} → {new}, {_ORD[row.atgard]}."
