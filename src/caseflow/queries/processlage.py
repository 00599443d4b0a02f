"""Where an akt stands on its way: the states of the main process, done, now and ahead. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.engine.fakta import Fakta
from caseflow.engine.process import Process, State
from caseflow.rules.omgang import ar_arende
from caseflow.rules.profil import Profil

SIDOLAGEN = frozenset({"avvaktar"})
"""States beside the way: shown only while the akt is in one of them."""


@dataclass(frozen=True, slots=True)
class Lagesteg:
    """One state on the way. `status` is done, now, todo or forbi (passed without being entered).

    `fran` is the day it was entered and `till` the day it was left, None where unknown.
    """

    kod: str
    etikett: str
    status: str
    fran: date | None = None
    till: date | None = None


@dataclass(frozen=True, slots=True)
class Processlage:
    """The way as it is drawn: `nummer` counts from 1; `dag` is how many days since the akt came in.

    `foljs_upp` says that the follow-ups stand as a last step after the end of the process.
    """

    stegen: tuple[Lagesteg, ...]
    nummer: int
    dag: int | None
    borjan: str
    foljs_upp: bool = False

    @property
    def antal(self) -> int:
        """How many steps the way has, wherever it is shown."""
        return len(self.stegen) + self.foljs_upp


def processlage(process: Process, fakta: Fakta, profil: Profil, idag: date) -> Processlage:
    """The states in the order of the process, with the days the round has passed them."""
    path = _path(process, fakta)
    entered = _entered(process, fakta)
    here = next(i for i, s in enumerate(path) if s.code == fakta.tillstand)
    stegen = []
    for i, state in enumerate(path):
        status = _status(i, here, known=state.code in entered)
        fran = fakta.sedan if i == here else entered.get(state.code)
        till = _left(path[i + 1 : here + 1], entered) if status == "done" else None
        stegen.append(Lagesteg(state.code, state.label, status, fran, till))
    start = _start_day(fakta)
    return Processlage(
        tuple(stegen),
        nummer=here + 1,
        dag=(idag - start).days if start else None,
        borjan=process.start.label,
        foljs_upp=ar_arende(fakta)
        and bool(profil.punkter("avslut"))
        and fakta.tillstand not in SIDOLAGEN,
    )


def _path(process: Process, fakta: Fakta) -> list[State]:
    """The way without side states; of several ends the one reached, else the first."""
    ends = [s for s in process.states if s.final]
    end = next((s for s in ends if s.code == fakta.tillstand), ends[0] if ends else None)
    way = [
        s
        for s in process.states
        if not s.final and (s.code not in SIDOLAGEN or s.code == fakta.tillstand)
    ]
    return [*way, end] if end else way


def _start_day(fakta: Fakta) -> date | None:
    again = fakta.steg.get("ateraktualisera")
    return again.dag if again else fakta.inkom


def _entered(process: Process, fakta: Fakta) -> dict[str, date | None]:
    """State -> the latest day this round entered it."""
    entered: dict[str, date | None] = {process.start.code: _start_day(fakta)}
    taken = sorted(((f.seq, kod, f.dag) for kod, f in fakta.steg.items()), key=lambda item: item[0])
    for _, kod, dag in taken:
        step = process.transition(kod)
        if step is not None and step.target is not None:
            entered[step.target.code] = dag
    return entered


def _status(i: int, here: int, *, known: bool) -> str:
    if i == here:
        return "now"
    if i > here:
        return "todo"
    return "done" if known else "forbi"


def _left(later: list[State], entered: dict[str, date | None]) -> date | None:
    """The day the next state on the way was entered."""
    return next((entered[s.code] for s in later if s.code in entered), None)
