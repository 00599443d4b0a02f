"""user and enhet: who works here, in which units."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy import select

from caseflow.actions.brevhuvud import satt_brevhuvud
from caseflow.actions.enheter import lagg_till_enhet
from caseflow.actions.initiera import NyEnhet
from caseflow.actions.medarbetare import (
    NyMedarbetare,
    lagg_till,
    nytt_losenord,
    slapp_in,
    stang_av,
)
from caseflow.cli.ram import Json, console, database, print_json, said, today
from caseflow.engine.errors import BadInput
from caseflow.rules.roller import Roll
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare, Uppdrag, by_epost, uppdrag_on
from caseflow.store.session import Databas

user_app = typer.Typer(no_args_is_help=True, help="Medarbetarna: lägg till, lista, nytt lösenord.")
enhet_app = typer.Typer(no_args_is_help=True, help="Enheterna: lägg till, lista, brevhuvud.")

Epost = Annotated[str, typer.Argument(metavar="EPOST", help="Medarbetarens e-post.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(user_app, name="user")
    app.add_typer(enhet_app, name="enhet")


def _roles(given: list[str]) -> tuple[Roll, ...]:
    known = {r.value: r for r in Roll if r is not Roll.SYSTEM}
    wrong = [r for r in given if r not in known]
    if wrong:
        raise BadInput(
            vad=f"Rollen «{wrong[0][:40]}» finns inte.",
            gor_nu=f"Välj bland: {', '.join(known)}.",
        )
    return tuple(known[r] for r in given)


def _held(db: Databas, epost: str, enhet: str) -> tuple[str, set[str]] | None:
    """The name and the roles in the unit of a medarbetare who is there already."""
    with db.read() as session:
        person = by_epost(session, epost)
        if person is None:
            return None
        unit = session.scalar(select(Enhet.id).where(Enhet.kod == enhet))
        held = uppdrag_on(session, person.id, today())
        return person.namn, {u.roll for u in held if u.enhet_id == unit}


@user_app.command("add")
def user_add(
    epost: Epost,
    namn: Annotated[str, typer.Option(help="Namn som det visas.")],
    roll: Annotated[list[str], typer.Option(help="Roll; kan anges flera gånger.")],
    enhet: Annotated[str, typer.Option(help="Enhetens kod.")],
) -> None:
    """Lägg till en medarbetare, eller ge en som redan finns fler uppdrag."""
    with said(), database() as db:
        roller = _roles(roll)
        before = _held(db, epost, enhet)
        password = lagg_till(db, NyMedarbetare(epost, namn, enhet, roller), fran=today())
        if before is None:
            console.print(f"{namn} är tillagd.", markup=False)
            console.print(f"Lösenord (visas bara nu): {password}", markup=False)
            return
        known, held = before
        new = [r.etikett for r in roller if r.value not in held]
        what = f"nya uppdrag i {enhet}: {', '.join(new)}" if new else "inget nytt uppdrag"
        console.print(f"{epost} fanns redan ({known}); {what}.", markup=False)
        console.print("Namn och lösenord är som förut.")


@user_app.command("list")
def user_list(*, json: Json = False) -> None:
    """Lista medarbetare med uppdrag. En avstängd står utan uppdrag."""
    with said(), database() as db:
        with db.read() as session:
            rows = session.execute(
                select(Medarbetare, Uppdrag.roll, Enhet.kod)
                .outerjoin(
                    Uppdrag,
                    (Uppdrag.medarbetare_id == Medarbetare.id) & Uppdrag.till.is_(None),
                )
                .outerjoin(Enhet, Enhet.id == Uppdrag.enhet_id)
                .order_by(Medarbetare.epost, Enhet.kod, Uppdrag.roll)
            ).all()
        listed = [
            {
                "epost": m.epost,
                "namn": m.namn,
                "aktiv": m.aktiv,
                "enhet": kod or "",
                "roll": roll or "",
            }
            for m, roll, kod in rows
        ]
        if json:
            print_json(listed)
            return
        for row in listed:
            where = f"{row['enhet']:<12} {row['roll']}" if row["aktiv"] else "avstängd"
            console.print(f"{row['epost']:<30} {row['namn']:<24} {where}", markup=False)


@user_app.command("password")
def user_password(epost: Epost) -> None:
    """Ge ett nytt lösenord. Den som är inloggad loggas ut."""
    with said(), database() as db:
        console.print(f"Nytt lösenord (visas bara nu): {nytt_losenord(db, epost)}", markup=False)


@user_app.command("disable")
def user_disable(epost: Epost) -> None:
    """Stäng av en medarbetare: ingen inloggning, inga uppdrag. Historiken behåller namnet."""
    with said(), database() as db:
        stang_av(db, epost, dag=today())
        console.print("Avstängd.")


@user_app.command("enable")
def user_enable(epost: Epost) -> None:
    """Släpp in en avstängd igen, med nytt lösenord. Uppdragen ges på nytt med `user add`."""
    with said(), database() as db:
        password = slapp_in(db, epost)
        console.print("Kontot är öppet igen, utan uppdrag. Ge uppdrag med caseflow user add.")
        console.print(f"Nytt lösenord (visas bara nu): {password}", markup=False)


@enhet_app.command("add")
def enhet_add(
    kod: Annotated[str, typer.Argument(metavar="KOD", help="Kort kod, till exempel vast.")],
    namn: Annotated[str, typer.Option(help="Namn som det visas.")],
    profil: Annotated[str, typer.Option(help="Profil-id eller fyrsiffrig kommunkod.")],
) -> None:
    """Lägg till en enhet med en profil."""
    with said(), database() as db:
        lagg_till_enhet(db, NyEnhet(kod, namn, profil))
        console.print(f"Enheten {kod} är tillagd.", markup=False)


@enhet_app.command("letterhead")
def enhet_letterhead(
    kod: Annotated[str, typer.Argument(metavar="KOD", help="Enhetens kod.")],
    rad: Annotated[
        list[str] | None,
        typer.Option(
            help="En rad under enhetens namn; kan anges flera gånger. En tom rad ensam tömmer brevhuvudet."
        ),
    ] = None,
    diskret: Annotated[
        list[str] | None,
        typer.Option(
            help="En rad under «Socialtjänsten» i brev som någon annan kan få se; kan anges flera gånger."
            " En tom rad ensam tömmer det."
        ),
    ] = None,
) -> None:
    """Sätt raderna i brevhuvudet: adress, telefon och liknande. Utan rader töms båda brevhuvudena."""
    both = not rad and not diskret
    own, discreet = (
        ([r for r in given or [] if given != [""]] if given or both else None)
        for given in (rad, diskret)
    )
    with said(), database() as db:
        satt_brevhuvud(db, kod, own, diskret=discreet)
        for name, lines in (("Brevhuvudet", own), ("Det diskreta brevhuvudet", discreet)):
            if lines is not None:
                console.print(f"{name} för {kod} har {len(lines)} rader.", markup=False)


@enhet_app.command("list")
def enhet_list(*, json: Json = False) -> None:
    """Lista enheter med deras profil och raderna i de två brevhuvudena."""
    with said(), database() as db:
        with db.read() as session:
            units = session.scalars(select(Enhet).order_by(Enhet.kod)).all()
        listed = [
            {
                "kod": e.kod,
                "namn": e.namn,
                "profil": e.profil,
                "kommunkod": e.kommunkod,
                "brevhuvud": e.brevhuvud.splitlines(),
                "brevhuvud_diskret": e.brevhuvud_diskret.splitlines(),
            }
            for e in units
        ]
        if json:
            print_json(listed)
            return
        for row in listed:
            console.print(f"{row['kod']:<20} {row['namn']:<30} {row['profil']}", markup=False)
            for line in row["brevhuvud"]:
                console.print(f"{'':<20} {line}", markup=False, style="dim")
            for line in row["brevhuvud_diskret"]:
                console.print(f"{'':<20} Diskret: {line}", markup=False, style="dim")
