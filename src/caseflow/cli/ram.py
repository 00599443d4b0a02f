"""The frame of every command: settings, database, who acts, which moment it is, and how errors are said."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Annotated

import typer
from rich.console import Console

from caseflow import settings
from caseflow.actions.logga_lasning import log_reading
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import BadInput, CaseflowError, NotFound, Refused
from caseflow.rules.kalender import svensk_dag
from caseflow.store.atkomst import Aktor, aktor_for, open_akt
from caseflow.store.medarbetare import by_epost
from caseflow.store.session import Databas

DEMO_ADMIN = "admin@demo.example"

Som = Annotated[
    str,
    typer.Option("--som", metavar="EPOST", help="Vem som gör det. Förval: demons administratör."),
]
Json = Annotated[bool, typer.Option("--json", help="Skriv ett JSON-dokument och inget annat.")]

_COLUMNS = 80

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def now() -> datetime:
    """The moment the command was given: the only place where commands read the clock."""
    return datetime.now(UTC)


def today() -> date:
    """The Swedish day."""
    return svensk_dag(now())


@contextmanager
def database(*, ready: bool = True) -> Iterator[Databas]:
    """The database of this installation.

    Raises:
        CaseflowError: it has not been prepared.
    """
    db = Databas(settings.load())
    try:
        if ready:
            db.check_ready()
        yield db
    finally:
        db.close()


def acting(db: Databas, epost: str) -> Aktor:
    """The medarbetare that the command acts as.

    Raises:
        BadInput: unknown or disabled.
    """
    with db.read() as session:
        found = by_epost(session, epost or DEMO_ADMIN)
        if found is None or not found.aktiv:
            raise BadInput(
                vad=f"Medarbetaren {epost or DEMO_ADMIN} finns inte eller är avstängd.",
                gor_nu="Ange --som med din e-postadress.",
            )
        return aktor_for(session, found, today())


def a_day(text: str) -> date:
    """A day as given on the command line.

    Raises:
        BadInput: it is no day.
    """
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadInput(
            vad=f"«{text[:40]}» är ingen dag.", gor_nu="Skriv dagen som ÅÅÅÅ-MM-DD."
        ) from fault


def say(text: str, *, style: str | None = None) -> None:
    """Lines of at most 80 columns; one that goes on stands further in, and no citation is broken in two."""
    for line in text.split("\n"):
        inner = line.lstrip(" •")
        indent = " " * (
            len(line) - len(inner) + (0 if "•" in line[: len(line) - len(inner)] else 2)
        )
        parts = textwrap.wrap(
            line.replace(" kap. ", "\u00a0kap.\u00a0").replace(" §", "\u00a0§"),
            _COLUMNS,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for part in parts or [""]:
            console.print(part.replace("\u00a0", " "), markup=False, style=style)


def print_json(data: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def say_error(fault: CaseflowError) -> None:
    """What, why, which rule, what now: the first line alone says what."""
    errors.print(fault.vad, style="bold red", markup=False)
    if isinstance(fault, Refused):
        for h in fault.hinder:
            errors.print(f"  • {h.text} ({h.kalla}) {h.gor_nu}".rstrip(), markup=False)
        return
    if isinstance(fault, BadInput) and fault.falt:
        for text in fault.falt.values():
            errors.print(f"  • {text}", markup=False)
    elif fault.varfor:
        errors.print(f"  {fault.varfor}", markup=False)
    if fault.regel:
        errors.print(f"  Regel: {fault.regel}", markup=False)
    if fault.gor_nu:
        errors.print(f"  Gör nu: {fault.gor_nu}", markup=False)


@contextmanager
def said() -> Iterator[None]:
    """Errors of ours become a message and exit code 1."""
    try:
        yield
    except CaseflowError as fault:
        say_error(fault)
        raise typer.Exit(1) from fault


def log_opening(db: Databas, aktor: Aktor, nummer: str, vad: str) -> None:
    """Write in the read log that an akt is opened, or that it was refused, before anything is shown.

    Raises:
        NotFound: missing, or no role that opens it.
    """
    try:
        with db.read() as session:
            akt, roll = open_akt(session, aktor, nummer)
    except NotFound:
        held = next((r for _, r in aktor.uppdrag), "ingen")
        known = normal_aktnummer(nummer) or "okänt"
        log_reading(db, aktor, held, known, vad, "nekad", now=now(), utfall="nekad")
        raise
    log_reading(db, aktor, roll, akt.nummer, vad, "kommandorad", now=now())
