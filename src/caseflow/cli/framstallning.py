"""One handling in one akt of a batch, made in a process of its own and written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import get_context
from pathlib import Path

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.cli.ram import log_opening, now
from caseflow.cli.utfil import utfilen
from caseflow.engine.errors import CaseflowError, Refused
from caseflow.queries.fardig_handling import las_fardig_handling
from caseflow.queries.handling import render_handling
from caseflow.settings import Settings
from caseflow.store.atkomst import Aktor
from caseflow.store.session import Databas

TASKS_OF_A_PROCESS = 200
"""Then it is replaced, so that what its libraries keep does not grow with the batch."""
WORTH_A_PROCESS = 10
"""So many akter take longer than a process takes to start."""
_ROLE = "rollen_far_gora_det"


class Utfall(StrEnum):
    """How it went in one akt."""

    GJORD = "gjord"
    LUCKOR = "luckor"
    FEL = "fel"


@dataclass(frozen=True, slots=True)
class Svar:
    """How it went in one akt, and why."""

    nummer: str
    utfall: Utfall
    varfor: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Uppdrag:
    """What is made in each akt, by whom and where the files go."""

    settings: Settings
    aktor: Aktor
    mall: str
    till: Path
    slutlig: bool


class _Process:
    """What one process has open: the database, once."""

    db: Databas
    uppdrag: Uppdrag


def make_all(uppdrag: Uppdrag, nummer: tuple[str, ...], processer: int) -> Iterator[Svar]:
    """One answer per akt, in the order of the numbers. One process works here; more are started.

    Raises:
        CaseflowError: a process was ended from outside. What is written is whole; the rest is not made.
    """
    workers = min(processer, -(-len(nummer) // WORTH_A_PROCESS))
    if workers <= 1:
        _begin(uppdrag)
        try:
            yield from map(_make, nummer)
        finally:
            _Process.db.close()
        return
    # Not fork: a copy of this process would share its connections and its locks. The server of forks has read
    # the program once and opened nothing, so that a new process costs little.
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    pool = ProcessPoolExecutor(
        workers,
        mp_context=context,
        initializer=_begin,
        initargs=(uppdrag,),
        max_tasks_per_child=TASKS_OF_A_PROCESS,
    )
    try:
        with pool:
            yield from pool.map(_make, nummer)
    except BrokenProcessPool as fault:
        raise CaseflowError(
            vad="En av processerna avslutades innan den var klar.",
            varfor="Minnet kan ha tagit slut, eller så stängde någon av den.",
            gor_nu="De filer som finns är hela. Kör igen, med färre --processer.",
        ) from fault


def _begin(uppdrag: Uppdrag) -> None:
    _Process.db, _Process.uppdrag = Databas(uppdrag.settings), uppdrag


def _make(nummer: str) -> Svar:
    """Everything that can go wrong in one akt stays in that akt."""
    try:
        with utfilen(_Process.uppdrag.till / f"{nummer}.pdf") as file:
            file.write(_content(nummer))
    except Refused as fault:
        lacks = all(h.regel != _ROLE for h in fault.hinder)
        reasons = tuple(f"{h.text} {h.gor_nu}".strip() for h in fault.hinder)
        return Svar(nummer, Utfall.LUCKOR if lacks else Utfall.FEL, reasons)
    except CaseflowError as fault:
        return Svar(nummer, Utfall.FEL, (fault.message,))
    except Exception as fault:  # noqa: BLE001 - one akt must not end the others; the text may hold case data
        return Svar(nummer, Utfall.FEL, (f"Ett oväntat fel ({type(fault).__name__}).",))
    return Svar(nummer, Utfall.GJORD)


def _content(nummer: str) -> bytes:
    made = _Process.uppdrag
    return made_in(_Process.db, made.aktor, made.mall, nummer, slutlig=made.slutlig)


def made_in(db: Databas, aktor: Aktor, mall: str, nummer: str, *, slutlig: bool) -> bytes:
    """A draft, or the bytes of a handling that is finished and stored now. The opening is logged."""
    log_opening(db, aktor, nummer, f"handling:{mall}")
    if not slutlig:
        return render_handling(db, aktor, mall, nummer, now=now())
    seq = fardigstall_handling(db, aktor, nummer, Begard(mall), now=now()).seq
    return las_fardig_handling(db, aktor, nummer, seq).pdf
