"""A made-up unit that lives from day to day through the real actions, to see what the rules do to two years.

Nothing is written past the actions: a step that a rule refuses is not taken. Who does what on which day
follows from the seed. The nights run the same loop as every installation does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from caseflow.actions.simulera_falt import dragning
from caseflow.actions.simulera_handlag import Handlag
from caseflow.actions.simulera_liv import Liv, liv_for
from caseflow.actions.simulera_personer import bemanna, refuse_real
from caseflow.actions.tick import tick
from caseflow.engine.errors import BadInput, CaseflowError
from caseflow.processes.i_profilen import slag_i_profilen
from caseflow.rules.helgdagar import ar_helgdag
from caseflow.rules.kalender import STOCKHOLM
from caseflow.rules.profil import Profil
from caseflow.store.akt import Akt
from caseflow.store.enhet import Enhet
from caseflow.store.profiler import profiles
from caseflow.store.session import Databas

MOST_AKTER, MOST_DAYS = 5_000, 3_660
NIGHT = time(3, 0)
_KINDS = {"utovare": 45, "utsatt": 38, "friyta": 17, "partnerkontakt": 1}
"""How often each kind of akt comes in; a partnerkontakt follows an utövare."""


@dataclass(frozen=True, slots=True)
class Simulering:
    """What is simulated: so many akter that come in from a day to a day, both included.

    `missa_natter` is the share of the nights whose pass does not run; which ones follows from `nattfro`
    (the seed itself when it is not given). `profil` chooses the unit.
    """

    arenden: int
    fran: date
    till: date
    fro: int
    profil: str = ""
    missa_natter: float = 0.0
    nattfro: int | None = None
    pahittat: bool = False

    def natten_missas(self, dag: date) -> bool:
        """Whether the loop stands still that night."""
        fro = self.fro if self.nattfro is None else self.nattfro
        return dragning(fro, "natt", dag).random() < self.missa_natter


@dataclass(slots=True)
class Utfall:
    """What came of it. `akter` are the new numbers in the order they are drawn, empty when never opened."""

    akter: list[str] = field(default_factory=list)
    handelser: Counter[str] = field(default_factory=Counter)
    nekade: Counter[str] = field(default_factory=Counter)
    fel: Counter[str] = field(default_factory=Counter)
    lagen: dict[str, dict[str, int]] = field(default_factory=dict)
    natter: int = 0
    missade: int = 0
    notiser: int = 0
    steg: int = 0
    nattens_fel: list[str] = field(default_factory=list)


def simulera(
    db: Databas,
    vad: Simulering,
    *,
    efter_dagen: Callable[[date, Utfall], None] | None = None,
) -> Utfall:
    """Live through the days. `efter_dagen` is called when each one is over.

    Raises:
        BadInput: the period or the number; the database holds real akter; no such profile.
        CaseflowError: the unit lacks a role that the work needs.
    """
    _check(vad)
    if not vad.pahittat:
        refuse_real(db)
    enhet = bemanna(db, vad.profil, vad.fran)
    profil = _profil_of(db, enhet.enhet)
    kinds = {k: w for k, w in _KINDS.items() if k in slag_i_profilen(profil)}
    lives = liv_for(vad.fro, vad.arenden, vad.fran, vad.till, kinds)
    utfall = Utfall()
    handlag = Handlag(db, enhet, profil, lives, utfall.handelser, utfall.nekade, utfall.fel)
    for dag in _days(vad.fran, vad.till):
        _night(db, vad, dag, utfall)
        if not ar_helgdag(dag):
            _day(db, handlag, lives, dag)
        if efter_dagen is not None:
            utfall.akter = [liv.nummer for liv in lives]
            efter_dagen(dag, utfall)
    utfall.akter = [liv.nummer for liv in lives]
    utfall.lagen = _states(db, utfall.akter)
    return utfall


def _check(vad: Simulering) -> None:
    faults = {}
    if not 1 <= vad.arenden <= MOST_AKTER:
        faults["arenden"] = f"Antal ärenden: ange ett tal mellan 1 och {MOST_AKTER}."
    if vad.till < vad.fran:
        faults["till"] = f"Perioden: {vad.till} ligger före {vad.fran}."
    elif (vad.till - vad.fran).days > MOST_DAYS:
        faults["till"] = f"Perioden: högst {MOST_DAYS} dagar åt gången."
    if not 0 <= vad.missa_natter < 1:
        faults["missa_natter"] = "Andelen missade nätter: ange ett tal från 0 till 0,99."
    if faults:
        raise BadInput(vad="Simuleringen kan inte göras.", falt=faults)


def _profil_of(db: Databas, kod: str) -> Profil:
    with db.read() as session:
        name = session.scalars(select(Enhet.profil).where(Enhet.kod == kod)).one()
    return profiles(db.settings)[name]


def _days(fran: date, till: date) -> Iterator[date]:
    return (fran + timedelta(days=n) for n in range((till - fran).days + 1))


def _night(db: Databas, vad: Simulering, dag: date, utfall: Utfall) -> None:
    """The loop's pass of the small hours, before anybody comes to work."""
    utfall.natter += 1
    if vad.natten_missas(dag):
        utfall.missade += 1
        return
    try:
        made = tick(db, now=datetime.combine(dag, NIGHT, STOCKHOLM))
        utfall.notiser += made.notiser
        utfall.steg += made.steg
    except CaseflowError as fault:
        utfall.nattens_fel.append(f"{dag}: {fault.message}")


def _day(db: Databas, handlag: Handlag, lives: Sequence[Liv], dag: date) -> None:
    """Those who work come to what has come in, and to what they have planned for the day."""
    known = [liv for liv in lives if liv.nummer]
    moved = _moved(db, known)
    for liv in lives:
        if not liv.nummer:
            if liv.ankomst <= dag:
                handlag.registrera(liv, dag)
            continue
        if liv.nasta <= dag or moved.get(liv.nummer, liv.seq) != liv.seq:
            handlag.besok(liv, dag)
        handlag.handelse(liv, dag)


def _moved(db: Databas, lives: Sequence[Liv]) -> dict[str, int]:
    """How far each akt has come: the loop and other akter may have written in it since."""
    wanted = {liv.nummer for liv in lives}
    with db.read() as session:
        rows = session.execute(select(Akt.nummer, Akt.seq)).all()
    return {nummer: seq for nummer, seq in rows if nummer in wanted}


def _states(db: Databas, akter: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many akter of each kind that stand in each state."""
    with db.read() as session:
        rows = session.execute(select(Akt.nummer, Akt.slag, Akt.tillstand)).all()
    counts = Counter((slag, tillstand) for nummer, slag, tillstand in rows if nummer in set(akter))
    found: dict[str, dict[str, int]] = {}
    for (slag, tillstand), antal in sorted(counts.items()):
        found.setdefault(slag, {})[tillstand] = antal
    return found
