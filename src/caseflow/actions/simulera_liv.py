"""The life of one simulated akt: who meets the person, what is due, what happens next, and when.

Everything is drawn anew from the seed, the akt's number in the simulation and what it is for, so that a day
turns out the same whatever has happened in other akter and whether the loop ran in the night or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from caseflow.actions.simulera_falt import dragning
from caseflow.actions.simulera_personer import Bemannad
from caseflow.actions.simulera_plikter import Skotsel, skotsel_for
from caseflow.actions.simulera_vagar import HANDELSER, TAKTER, Drag, Takt, Utsikt, Vag
from caseflow.engine.bevakning import Oppen
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.rules.profil import Profil
from caseflow.rules.roller import OPPNAR_AKT, Roll
from caseflow.store.append import LastAkt
from caseflow.store.atkomst import Aktor

NEVER = date.max
_HANDELSE = "handelse"
_A_DAY = 0.02
"""How often something happens beside the process: some seven times a year."""
_SHARES = {
    "tackar_nej": 0.2,
    "akut": 0.2,
    "partner": 0.5,
    "overklagar": 0.6,
    "aterkommer": 0.15,
    "pausar": 0.35,
    "knuten_utsatt": 0.3,
}
"""How many of all are like that."""


@dataclass(frozen=True, slots=True)
class Gor:
    """Something to do: because of a due item, or because a part (or the main process) is where it is."""

    nyckel: str
    """What it is put off by, if nothing comes of it."""
    om: str
    """What is drawn from. Never a number of an event: the loop's own events come between."""
    dag: date
    skotsel: Skotsel | None = None
    bevakning: Oppen | None = None
    takt: Takt | None = None
    delen: Delprocess | None = None


@dataclass(slots=True)
class Liv:
    """One akt. `nummer` is empty until it has been registered, `knuten` the number of the other akt's life."""

    fro: int
    i: int
    slag: str
    ankomst: date
    knuten: int | None = None
    nummer: str = ""
    seq: int = 0
    nasta: date = date.min
    framflyttat: dict[str, date] = field(default_factory=dict)
    klocka: datetime | None = None
    drag: Drag = field(init=False)

    def __post_init__(self) -> None:
        """How this person is follows from the seed."""
        self.drag = _drag(self.fro, self.i)

    def draw(self, *what: object) -> float:
        """A number from 0 to 1 for something in this akt."""
        return dragning(self.fro, self.i, *what).random()

    def dagar(self, mellan: tuple[int, int], *what: object) -> timedelta:
        """How many days; the slow take longer."""
        days = dragning(self.fro, self.i, *what).randint(*mellan)
        return timedelta(days=round(days * self.drag.tempo) if days > 0 else days)

    # --- who -----------------------------------------------------------------------------------------

    def person(self, enhet: Bemannad, roll: Roll, *, annan: bool = False) -> Aktor | None:
        """Who has that role for this person; `annan` another than usual."""
        first = dragning(self.fro, self.i, "person", roll.value).randrange(1000)
        return enhet.en(roll, first + annan)

    def som_gor(self, enhet: Bemannad, roller: Iterator[str]) -> Iterator[Aktor]:
        """Those who may do it in such an akt, in the order of the roles; then another of the same role."""
        fitting = [Roll(r) for r in roller]
        fitting = [r for r in fitting if r in OPPNAR_AKT[self.slag]]
        for annan in (False, True):
            for roll in fitting:
                found = self.person(enhet, roll, annan=annan)
                if found is not None:
                    yield found

    # --- what and when -------------------------------------------------------------------------------

    def att_gora(self, akt: LastAkt) -> list[Gor]:
        """Everything that somebody will do, the earliest first."""
        found = [*self._forfaller(akt), *self._lagen(akt.fakta)]
        return sorted(found, key=lambda g: (g.dag, g.om))

    def _forfaller(self, akt: LastAkt) -> Iterator[Gor]:
        for o in akt.oppna:
            skotsel = skotsel_for(o.slag)
            if not (skotsel.fakta or skotsel.bocka or skotsel.delen):
                continue
            delen = akt.fakta.delprocess(int(o.nyckel)) if skotsel.delen else None
            takt = TAKTER.get((delen.process, delen.tillstand)) if delen else None
            if skotsel.delen and takt is None:
                continue
            nyckel = f"{o.slag}|{o.nyckel}|{o.dag}"
            late = self.dagar(skotsel.dagar, o.slag, o.dag)
            first = max(o.dag + late, o.fonster_fran or o.dag + late)
            planned = self.framflyttat.get(nyckel, first)
            yield Gor(nyckel, f"{o.slag}|{o.dag}", planned, skotsel, o, takt, delen)

    def _lagen(self, fakta: Fakta) -> Iterator[Gor]:
        parts: list[Delprocess | None] = [None]
        parts += [d for d in fakta.delprocesser if not d.avslutad and d.process != "uppfoljning"]
        for delen in parts:
            process, tillstand, sedan = (
                (delen.process, delen.tillstand, delen.sedan)
                if delen
                else (fakta.process, fakta.tillstand, fakta.sedan)
            )
            takt = TAKTER.get((process, tillstand))
            if takt is None or sedan is None:
                continue
            nyckel = f"{delen.id if delen else 0}|{tillstand}|{sedan}"
            first = sedan + self.dagar(takt.dagar, nyckel)
            planned = self.framflyttat.get(nyckel, first)
            yield Gor(nyckel, nyckel, planned, takt=takt, delen=delen)

    def vagar(self, gor: Gor, fakta: Fakta, dag: date, profil: Profil) -> list[Vag]:
        """The ways that are open, the one that is chosen first; the others in case that it is refused."""
        assert gor.takt is not None  # noqa: S101 - only asked for a state
        utsikt = Utsikt(fakta, gor.delen, self.drag, dag, profil.uppfoljning_forsok_max)
        left = [v for v in gor.takt.vagar if v.om is None or v.om(utsikt)]
        r = dragning(self.fro, self.i, "vag", gor.om, gor.delen and gor.delen.id, dag)
        chosen = []
        while left:
            vag = r.choices(left, [v.vikt for v in left])[0]
            left.remove(vag)
            chosen.append(vag)
        return chosen

    def skjut_upp(self, gor: Gor, dag: date) -> None:
        """Not now: when it is looked at again."""
        igen = gor.takt.igen if gor.takt else (4, 8)
        self.framflyttat[gor.nyckel] = dag + self.dagar(igen, gor.om, dag)

    def handelse(self, dag: date) -> Vag | None:
        """What happens beside the process that day, if anything."""
        if self.draw(_HANDELSE, dag) > _A_DAY:
            return None
        r = dragning(self.fro, self.i, _HANDELSE, dag, "vilken")
        return r.choices(HANDELSER, [v.vikt for v in HANDELSER])[0]


def _drag(fro: int, i: int) -> Drag:
    r = dragning(fro, i, "drag")
    return Drag(
        tempo=r.choice((0.6, 1.0, 1.0, 1.3, 2.0)),
        samtal=r.randint(3, 16),
        tackar_nej=r.random() < _SHARES["tackar_nej"],
        akut=r.random() < _SHARES["akut"],
        partner=r.random() < _SHARES["partner"],
        overklagar=r.random() < _SHARES["overklagar"],
        aterkommer=r.random() < _SHARES["aterkommer"],
        pausar=r.random() < _SHARES["pausar"],
    )


def liv_for(fro: int, antal: int, fran: date, till: date, mojliga: Mapping[str, int]) -> list[Liv]:
    """The lives, in the order they are numbered. `mojliga` are the kinds of akt with their weights.

    A partnerkontakt belongs to the treatment of the utövare before it, and an utsatt may do.
    """
    kinds = [k for k in mojliga if k != "partnerkontakt"]
    weights = [mojliga[k] for k in kinds]
    days = (till - fran).days
    found: list[Liv] = []
    while len(found) < antal:
        i = len(found)
        r = dragning(fro, i, "ankomst")
        slag = r.choices(kinds, weights)[0]
        ankomst = fran + timedelta(days=r.randrange(days + 1))
        found.append(Liv(fro, i, slag, ankomst))
        room = len(found) < antal
        if slag != "utovare" or not room:
            continue
        other = "partnerkontakt" if "partnerkontakt" in mojliga and found[i].drag.partner else ""
        other = other or (
            "utsatt" if "utsatt" in mojliga and r.random() < _SHARES["knuten_utsatt"] else ""
        )
        if other:
            later = min(ankomst + timedelta(days=r.randint(10, 60)), till)
            found.append(Liv(fro, i + 1, other, later, knuten=i))
    return found
