"""handover: everything a medarbetare has in a unit, at leave or when she goes; first shown, then done."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.actions.lamna_over import Overlamnat, lamna_over, overlamningsplan, plan_as_dict
from caseflow.actions.logga_lasning import log_reading
from caseflow.actions.overlamningens_mottagare import Satt
from caseflow.actions.overlamningsplan import Begaran, Plan
from caseflow.cli.ram import Json, Som, a_day, acting, console, database, now, print_json, said
from caseflow.engine.errors import BadInput
from caseflow.rules.roller import Roll

Epost = Annotated[str, typer.Argument(metavar="EPOST", help="Den som är ledig eller slutar.")]
FranDag = Annotated[
    str,
    typer.Option("--fran-dag", metavar="DAG", help="Första dagen borta. Dagen före är den sista."),
]
Orsak = Annotated[str, typer.Option(help="ledighet, byter_arbete eller slutar.")]
Skal = Annotated[str, typer.Option(help="Varför. Skrivs i varje ärende.")]
Till = Annotated[str, typer.Option("--till", metavar="EPOST", help="Allt till en kollega.")]
Sprid = Annotated[bool, typer.Option("--sprid", help="Fördela efter hur mycket var och en har.")]
Tillbaka = Annotated[
    bool, typer.Option("--tillbaka", help="Till ingen: samordnaren äger det och fördelar.")
]
Enheten = Annotated[str, typer.Option("--enhet", help="Enhetens kod, om hen arbetar i flera.")]
Apply = Annotated[bool, typer.Option("--apply", help="Gör det. Annars visas det bara.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(handover)


def handover(  # noqa: PLR0913 - a command has its options
    epost: Epost,
    *,
    fran_dag: FranDag,
    orsak: Orsak = "",
    skal: Skal = "",
    till: Till = "",
    enhet: Enheten = "",
    som: Som = "",
    sprid: Sprid = False,
    tillbaka: Tillbaka = False,
    apply: Apply = False,
    as_json: Json = False,
) -> None:
    """Lämna över allt någon har i enheten och avsluta uppdragen. Visar bara, om inte --apply anges."""
    failed = False
    with said(), database() as db:
        begaran = Begaran(
            epost=epost,
            fran_dag=a_day(fran_dag),
            satt=_satt(till, sprid=sprid, tillbaka=tillbaka),
            orsak=orsak,
            skal=skal,
            till=till,
            enhet=enhet,
        )
        aktor = acting(db, som)
        role = next((r for _, r in aktor.uppdrag), "ingen")
        if not apply:
            plan = overlamningsplan(db, aktor, begaran, now=now())
            log_reading(db, aktor, role, "", "overlamning", "kommandorad", now=now())
            if as_json:
                print_json(plan_as_dict(plan))
            else:
                _print_plan(plan)
                console.print("Inget är ändrat. Gör det med --apply, --orsak och --skal.")
        else:
            done = lamna_over(db, aktor, begaran, now=now())
            log_reading(db, aktor, role, "", "overlamning", "kommandorad", now=now())
            failed = bool(done.nekade)
            if as_json:
                print_json(done.as_dict())
            else:
                _print_done(done)
    if failed:
        raise typer.Exit(1)


def _satt(till: str, *, sprid: bool, tillbaka: bool) -> Satt:
    if (bool(till), sprid, tillbaka).count(True) != 1:
        raise BadInput(
            vad="Vem ska ta över?", gor_nu="Ange en av --till EPOST, --sprid och --tillbaka."
        )
    if till:
        return Satt.TILL
    return Satt.SPRID if sprid else Satt.TILLBAKA


def _print_plan(plan: Plan) -> None:
    """Each akt and what is in it, then the sums."""
    for akt in plan.akter:
        console.print(akt.nummer, markup=False)
        if akt.ansvarig:
            console.print(
                f"  Ansvarig: {_said(akt.ansvarig.namn, akt.ansvarig.skal)}", markup=False
            )
        for row in akt.bevakningar:
            console.print(f"  {row.etikett}: {_said(row.dit.namn, row.dit.skal)}", markup=False)
        for insats in akt.insatser:
            who = _said(insats.dit.namn, insats.dit.skal)
            console.print(f"  {insats.etikett}: {who}", markup=False)
            console.print(f"    Att göra: {insats.att_gora}", markup=False)
    for namn, akter, bevakningar, insatser in plan.per_mottagare:
        who = namn or "Ingen vald (samordnaren äger det)"
        counted = f"{_arenden(akter)}, {_bevakningar(bevakningar)}, {_insatser(insatser)}"
        console.print(f"{who}: {counted}.", markup=False)
    if not plan.akter:
        console.print(f"{plan.namn} har inget kvar i {plan.enhetens_namn}.", markup=False)
    if plan.roller:
        names = ", ".join(Roll(r).etikett for r in plan.roller)
        console.print(f"Uppdrag som avslutas: {names}.", markup=False)
    if plan.kvar:
        names = ", ".join(Roll(r).etikett for r in plan.kvar)
        console.print(f"Uppdrag som någon annan avslutar: {names}.", markup=False)


def _arenden(antal: int) -> str:
    return f"{antal} {'ärende' if antal == 1 else 'ärenden'}"


def _bevakningar(antal: int) -> str:
    return f"{antal} {'bevakning' if antal == 1 else 'bevakningar'}"


def _insatser(antal: int) -> str:
    return f"{antal} {'insats' if antal == 1 else 'insatser'}"


def _said(namn: str, skal: str) -> str:
    return f"{namn or 'ingen vald'}. {skal}".rstrip() if skal else namn or "ingen vald"


def _print_done(done: Overlamnat) -> None:
    many = "är överlämnat" if len(done.klara) == 1 else "är överlämnade"
    console.print(f"{_arenden(len(done.klara))} {many}.")
    for nummer, vad, skal in done.plan.tillbaka:
        console.print(f"  {nummer}  {vad}: {skal}", markup=False)
    for nummer, skal in done.nekade:
        console.print(f"  {nummer}  gick inte: {skal}", markup=False)
    if done.till_och_med:
        console.print(f"Uppdragen gäller till och med {done.till_och_med.isoformat()}.")
    else:
        console.print("Uppdragen är kvar tills allt är överlämnat. Kör kommandot igen.")
