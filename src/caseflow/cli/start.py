"""init and serve."""

from __future__ import annotations

import socket
import threading
from datetime import datetime
from typing import Annotated

import typer
import uvicorn

from caseflow.actions.demo import DEMO_PASSWORD, DEMO_PEOPLE, demo_is_here, prepare_demo
from caseflow.actions.initiera import (
    NyEnhet,
    ensure_units,
    first_administrator,
    migrate_database,
    pin_definitions,
)
from caseflow.cli.loop import run_loop
from caseflow.cli.mallar import warn_of_own_words
from caseflow.cli.ram import console, database, now, said, today
from caseflow.engine.errors import CaseflowError
from caseflow.web.app import create_app


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(init)
    app.command()(serve)


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
        pin_definitions(db, now=now())
        warn_of_own_words(db.settings)
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
        warn_of_own_words(db.settings)
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
