"""init, serve and user."""

from __future__ import annotations

import socket
import threading
from datetime import datetime
from typing import Annotated

import typer
import uvicorn
from sqlalchemy import select

from caseflow.actions.demo import DEMO_PASSWORD, DEMO_PEOPLE, demo_is_here, prepare_demo
from caseflow.actions.initiera import (
    NyEnhet,
    ensure_units,
    first_administrator,
    migrate_database,
)
from caseflow.actions.medarbetare import NyMedarbetare, lagg_till, stang_av
from caseflow.cli.loop import run_loop
from caseflow.cli.ram import Json, console, database, now, print_json, said, today
from caseflow.engine.errors import BadInput, CaseflowError
from caseflow.rules.roller import Roll
from caseflow.store.enhet import Enhet
from caseflow.store.medarbetare import Medarbetare, Uppdrag
from caseflow.web.app import create_app

user_app = typer.Typer(no_args_is_help=True, help="Lägg till, lista eller stäng av medarbetare.")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(init)
    app.command()(serve)
    app.add_typer(user_app, name="user")


def init(
    demo: Annotated[
        bool, typer.Option("--demo", help="Skapa en påhittad kommun med ärenden.")
    ] = False,
    kommun: Annotated[
        str, typer.Option(metavar="KOD", help="Profil-id eller fyrsiffrig kommunkod.")
    ] = "stockholm",
    admin: Annotated[str, typer.Option(metavar="EPOST", help="Första administratören.")] = "",
) -> None:
    """Skapa databasen, kör migreringar och lägg upp den första administratören. Kan köras igen."""
    with said(), database(ready=False) as db:
        empty = migrate_database(db)
        if empty and demo:
            prepare_demo(db, kommun, now=now())
        if demo and demo_is_here(db):
            _say_logins()
            return
        if not empty:
            console.print("Databasen är klar.")
            return
        epost = admin or typer.prompt("Administratörens e-post")
        ensure_units(db, (NyEnhet("enheten", "Enheten", kommun),))
        password = first_administrator(db, epost, "", "enheten", dag=today())
        console.print(f"Administratör: {epost}  Lösenord: {password}", markup=False)


def _say_logins() -> None:
    console.print("Demokommunen är klar. Logga in med någon av:")
    for person in DEMO_PEOPLE:
        console.print(f"  {person.epost:<28} {person.titel}", markup=False)
    console.print(f"Lösenord för alla: {DEMO_PASSWORD}", markup=False)


def serve(
    host: Annotated[str, typer.Option(help="Adress att lyssna på.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port.")] = 8000,
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Utan bevakningsloopen.")] = False,
) -> None:
    """Starta webbapplikationen, med bevakningsloopen inuti."""
    with said(), database() as db:
        _check_free(host, port)
        app = create_app(db, clock=now)
        stop = threading.Event()

        def beat(moment: datetime) -> None:
            app.state.heartbeat = moment

        # With a broker the workers do it; the loop would only do the same again.
        if not no_worker and not db.settings.redis_url:
            loop = threading.Thread(
                target=run_loop, args=(db, stop, now, beat), name="bevakning", daemon=True
            )
            loop.start()
        console.print(f"caseflow lyssnar på http://{host}:{port}", markup=False)
        try:
            uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False)
        finally:
            stop.set()


def _check_free(host: str, port: int) -> None:
    """Raises CaseflowError when somebody else listens there already."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise CaseflowError(
                vad=f"Det går inte att lyssna på {host}:{port}.",
                varfor="Något annat program använder porten, eller så finns inte adressen.",
                gor_nu="Stäng det andra programmet, eller välj en annan port med --port.",
            ) from fault


@user_app.command("add")
def user_add(
    epost: str,
    namn: Annotated[str, typer.Option(help="Namn som det visas.")],
    roll: Annotated[list[str], typer.Option(help="Roll; kan anges flera gånger.")],
    enhet: Annotated[str, typer.Option(help="Enhetens kod.")],
) -> None:
    """Lägg till en medarbetare eller ge en befintlig fler uppdrag."""
    with said(), database() as db:
        known = {r.value: r for r in Roll if r is not Roll.SYSTEM}
        wrong = [r for r in roll if r not in known]
        if wrong:
            raise BadInput(
                vad=f"Rollen «{wrong[0][:40]}» finns inte.",
                gor_nu=f"Välj bland: {', '.join(known)}.",
            )
        ny = NyMedarbetare(epost, namn, enhet, tuple(known[r] for r in roll))
        password = lagg_till(db, ny, fran=today())
        if password:
            console.print(f"Lösenord (visas bara nu): {password}", markup=False)


@user_app.command("list")
def user_list(*, json: Json = False) -> None:
    """Lista medarbetare med uppdrag."""
    with said(), database() as db:
        with db.read() as session:
            rows = session.execute(
                select(Medarbetare, Uppdrag, Enhet)
                .join(Uppdrag, Uppdrag.medarbetare_id == Medarbetare.id)
                .join(Enhet, Enhet.id == Uppdrag.enhet_id)
                .where(Uppdrag.till.is_(None))
                .order_by(Medarbetare.epost, Enhet.kod, Uppdrag.roll)
            ).all()
        listed = [
            {"epost": m.epost, "namn": m.namn, "aktiv": m.aktiv, "enhet": e.kod, "roll": u.roll}
            for m, u, e in rows
        ]
        if json:
            print_json(listed)
            return
        for row in listed:
            console.print(
                f"{row['epost']:<30} {row['namn']:<24} {row['enhet']:<12} {row['roll']}",
                markup=False,
            )


@user_app.command("disable")
def user_disable(epost: str) -> None:
    """Stäng av en medarbetare: ingen inloggning, inga uppdrag. Historiken behåller namnet."""
    with said(), database() as db:
        stang_av(db, epost, dag=today())
        console.print("Avstängd.")
