"""move: akter to today's definitions and to another profile; first shown, then done."""

from __future__ import annotations

from typing import Annotated

import typer

from caseflow.actions.flytta_akter import (
    Flyttplan,
    Flyttrapport,
    Urval,
    check_plan,
    etiketten,
    flytta_akt,
    flyttrapport,
    valj_akter,
)
from caseflow.cli.ram import (
    Json,
    Som,
    acting,
    console,
    database,
    errors,
    log_opening,
    now,
    print_json,
    said,
    say_error,
)
from caseflow.engine.errors import BadInput, CaseflowError
from caseflow.engine.omrakning import Andrad, Atgard
from caseflow.processes.flytten import Harifran
from caseflow.queries.regelandring import policy_of
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas

_ORD = {
    Atgard.BEHALLS: "dagen behålls",
    Atgard.RAKNAS_OM: "räknas om",
    Atgard.FRAGAS: "dagen behålls tills någon har valt",
    Atgard.TILLKOMMER: "tillkommer",
    Atgard.UPPHOR: "upphör",
}

Akterna = Annotated[list[str] | None, typer.Argument(metavar="AKT", help="Akternas nummer.")]
Alla = Annotated[bool, typer.Option("--alla", help="Alla öppna akter som du får flytta.")]
Slaget = Annotated[str, typer.Option("--slag", help="Med --alla: bara akter av ett slag.")]
Enheten = Annotated[str, typer.Option("--enhet", help="Med --alla: bara en enhet.")]
Fran = Annotated[
    str,
    typer.Option(
        "--fran-profil", metavar="P[@VERSION]", help="Med --alla: bara de som har den profilen."
    ),
]
Till = Annotated[
    str,
    typer.Option(
        "--till-profil", metavar="P", help="Profilen dit. Annars den nyaste av aktens egen."
    ),
]
Policyn = Annotated[
    list[str] | None,
    typer.Option(
        "--policy",
        metavar="KOD=VAL",
        help="Vad som görs med ett slag av bevakning: behall, rakna_om (förval) eller fraga.",
    ),
]
Tillstand = Annotated[
    list[str] | None,
    typer.Option(
        "--tillstand",
        metavar="GAMMALT=NYTT",
        help="Läget som ersätter ett som inte finns längre. I en delprocess: process:gammalt=nytt.",
    ),
]
Bara = Annotated[
    str, typer.Option("--bara", metavar="DEL", help="Bara definition eller bara profil.")
]
Avslutade = Annotated[bool, typer.Option("--avslutade", help="Flytta avslutade akter också.")]
Skal = Annotated[str, typer.Option("--skal", help="Varför, när det görs. Skrivs i varje akt.")]
Apply = Annotated[bool, typer.Option("--apply", help="Gör det. Annars visas det bara.")]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(move)


def move(  # noqa: PLR0913 - a command has its options
    akter: Akterna = None,
    *,
    slag: Slaget = "",
    enhet: Enheten = "",
    fran_profil: Fran = "",
    till_profil: Till = "",
    policy: Policyn = None,
    tillstand: Tillstand = None,
    bara: Bara = "",
    skal: Skal = "",
    som: Som = "",
    alla: Alla = False,
    avslutade: Avslutade = False,
    apply: Apply = False,
    as_json: Json = False,
) -> None:
    """Flytta akter till dagens process och till en annan profil. Visar bara, om inte --apply anges."""
    with said(), database() as db:
        plan = Flyttplan(
            definition=_part(bara, "definition"),
            profil=_part(bara, "profil"),
            till_profil=till_profil,
            tillstand=_pairs(tillstand or []),
            policy=policy_of(policy or []),
            avslutade=avslutade,
        )
        check_plan(db.settings, plan)
        aktor = acting(db, som)
        profil, _, version = fran_profil.partition("@")
        urval = Urval(
            slag=slag, enhet=enhet, profil=profil, profil_version=version, avslutade=avslutade
        )
        chosen = _chosen(db, aktor, akter or [], urval, alla=alla)
        if apply and not skal.strip():
            raise BadInput(
                vad="Inget har flyttats.",
                varfor="Ett skäl behövs, och det skrivs i varje akt.",
                gor_nu="Ange --skal.",
            )
        found, failed = _each(db, aktor, chosen, plan, skal if apply else None)
        if as_json:
            print_json([r.as_dict() for r in found])
        else:
            _print(found, applied=apply)
    if failed:
        raise typer.Exit(1)


def _part(bara: str, part: str) -> bool:
    if bara not in {"", "definition", "profil"}:
        raise BadInput(
            vad=f"«{bara[:40]}» går inte att välja.",
            gor_nu="Ange --bara definition eller --bara profil.",
        )
    return bara in {"", part}


def _pairs(given: list[str]) -> dict[str, str]:
    found = {}
    for text in given:
        old, _, new = (part.strip() for part in text.partition("="))
        if not old or not new:
            raise BadInput(
                vad=f"«{text[:60]}» går inte att använda.",
                gor_nu="Skriv --tillstand gammalt=nytt, eller process:gammalt=nytt.",
            )
        found[old] = new
    return found


def _chosen(db: Databas, aktor: Aktor, akter: list[str], urval: Urval, *, alla: bool) -> list[str]:
    if bool(akter) == alla:
        raise BadInput(
            vad="Vilka akter gäller det?",
            gor_nu="Ange akternas nummer, eller --alla; inte båda.",
        )
    if akter and (urval.slag or urval.enhet or urval.profil):
        raise BadInput(
            vad="Ett urval kan bara göras med --alla.",
            gor_nu="Ta bort --slag, --enhet och --fran-profil, eller akternas nummer.",
        )
    return akter or valj_akter(db, aktor, urval)


def _each(
    db: Databas, aktor: Aktor, chosen: list[str], plan: Flyttplan, skal: str | None
) -> tuple[list[Flyttrapport], bool]:
    """Each akt by itself: what stops in one stops nothing in another. Also whether any was stopped."""
    found, failed = [], False
    for nummer in chosen:
        try:
            log_opening(db, aktor, nummer, "flytt")
            if skal is None:
                report = flyttrapport(db, aktor, nummer, plan, now=now())
            else:
                report = flytta_akt(db, aktor, nummer, plan, skal=skal, now=now())
        except CaseflowError as fault:
            errors.print(nummer, markup=False)
            say_error(fault)
            failed = True
            continue
        found.append(report)
        failed = failed or bool(skal is not None and report.flytt.hinder)
    return found, failed


def _print(found: list[Flyttrapport], *, applied: bool) -> None:
    for report in found:
        console.print(f"{report.nummer}  {_summary(report)}", markup=False)
        for line in _lines(report):
            console.print(f"  {line}", markup=False)
    movable = sum(r.kan_flyttas for r in found)
    done = sum(r.flyttad for r in found)
    if applied:
        console.print(f"{done} av {len(found)} akter har flyttats.")
    else:
        console.print(f"{movable} av {len(found)} akter kan flyttas.")
        if movable:
            console.print("Inget är ändrat. Gör det med --apply och --skal.")


def _summary(report: Flyttrapport) -> str:
    if report.redan:
        return "är redan där."
    if report.flytt.hinder:
        return "kan inte flyttas."
    return "har flyttats." if report.flyttad else "kan flyttas."


def _lines(report: Flyttrapport) -> list[str]:
    """What changes, or why nothing does."""
    if not report.kan_flyttas:
        return list(report.flytt.hinder)
    fran, till = report.fran, report.till
    lines = []
    if fran.definitioner.version != till.definitioner.version:
        lines.append(f"Process: {fran.definitioner.version} → {till.definitioner.version}")
    if fran.version[1:] != till.version[1:]:
        lines.append(
            f"Profil: {fran.profil.id} {fran.profil.version} → {till.profil.id} {till.profil.version}"
        )
    lines += [f"Läge: {b.process}: {b.fran} → {b.till}" for b in report.flytt.lagen]
    lines += [f"Nytt steg härifrån: {_named(s)}" for s in report.flytt.nya_steg]
    lines += [f"Steg som försvinner härifrån: {_named(s)}" for s in report.flytt.borttagna_steg]
    return lines + [_row(r) for r in report.rader]


def _named(step: Harifran) -> str:
    where = f", {step.process} {step.delprocess or ''}".rstrip()
    return f"{step.etikett} [{step.kod}]{where}"


def _row(row: Andrad) -> str:
    """What it is, from which day to which, and what becomes of it."""
    old, new = (f"{v.forfall.dag} ({v.kalla})" if v else "ingen dag" for v in (row.fore, row.efter))
    return f"{etiketten(row.slag)}: {old} → {new}, {_ORD[row.atgard]}."
