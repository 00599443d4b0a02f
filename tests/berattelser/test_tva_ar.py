"""Två år i en påhittad enhet, dag för dag: inget som ska göras tystnar, tappas eller dubbleras.

Samma två år en gång till, där loopen står still en tredjedel av nätterna: det blir samma bevakningar.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory, StepTickTimeFactory, TickingDateTimeFactory
from sqlalchemy import select

from caseflow.actions.simulera import Simulering, Utfall, simulera
from caseflow.actions.tick import tick
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.processes import REGLER
from caseflow.queries.forfallande import forfallande
from caseflow.queries.verifiera import verifiera
from caseflow.rules.paus import pausdagar
from caseflow.rules.risk import _BEDOMS_LOPANDE
from caseflow.rules.uppfoljning import fonster
from caseflow.store.agare import owner_column
from caseflow.store.akt import Akt
from caseflow.store.atkomst import SYSTEM
from caseflow.store.bevakning import OPEN, Bevakning
from caseflow.store.profiler import find_profile
from caseflow.store.session import Databas
from tests.akter import rader
from tests.databas import sqlite_copy

TVA_AR = Simulering(24, date(2024, 9, 2), date(2026, 9, 1), fro=11)
"""Two New Years, four changes of the clock; the first one a leap year."""
FYRA_MANADER = Simulering(8, date(2024, 1, 2), date(2024, 5, 1), fro=5)
"""Over a leap day."""
LOOPENS = {
    "eskalera_bevakning",
    *(rule.utloser for rule in REGLER.values() if rule.utloser),
}
"""What the loop itself writes."""
FOLJER_UPP = {"uppfoljning_ska_goras"} | {
    kod for kod, rule in REGLER.items() if rule.utloser == "markera_ej_nadd"
}
SLUT = {
    "genomfor_uppfoljning",
    "avboj_uppfoljning",
    "markera_ej_nadd",
    "bedom_olamplig_uppfoljning",
}
"""How a follow-up ends."""


@dataclass
class Dagbok:
    """What is looked at when each day is over; what was wrong is collected with its day."""

    db: Databas
    clock: FrozenDateTimeFactory | StepTickTimeFactory | TickingDateTimeFactory
    varje: int = 1
    """Every how many days it is looked."""
    fel: list[str] = field(default_factory=list)
    sedda: set[tuple[str, int]] = field(default_factory=set)
    uppfoljningar: int = 0
    riskdagar: int = 0
    igar: dict[tuple[str, int], int] = field(default_factory=dict)

    def __call__(self, dag: date, utfall: Utfall) -> None:
        if dag.toordinal() % self.varje == 0:
            self.dagen(dag, missad=utfall.missade > 0)
        self.clock.move_to(datetime.combine(dag + timedelta(days=1), time(12), UTC))

    def dagen(self, dag: date, *, missad: bool) -> None:
        with self.db.read() as session:
            akter = {a.id: a for a in session.scalars(select(Akt))}
            query = (
                select(Bevakning, owner_column(dag))
                .join(Akt, Akt.id == Bevakning.akt_id)
                .where(Bevakning.status.in_(OPEN))
            )
            rows = [(b, owner) for b, owner in session.execute(query)]
        oppna: dict[int, list[Bevakning]] = {}
        for b, owner in rows:
            oppna.setdefault(b.akt_id, []).append(b)
            self.krav(owner is not None, dag, akter[b.akt_id], b.slag, "has no owner")
        for akt in akter.values():
            self.akten(akt, akt.snapshot, oppna.get(akt.id, []), dag)
        forfallna = {(akter[b.akt_id].nummer, b.nr): b for b, _ in rows if b.dag <= dag}
        self.listan(dag, set(forfallna))
        if not missad:
            for nyckel in self.igar.keys() & forfallna.keys():
                told = forfallna[nyckel].notifierad is not None
                self.krav(told, dag, None, str(nyckel), "was due yesterday and nobody is told")
        self.igar = {nyckel: b.nr for nyckel, b in forfallna.items()}

    def krav(self, holds: bool, dag: date, akt: Akt | None, vad: str, fel: str) -> None:  # noqa: FBT001
        if not holds:
            self.fel.append(f"{dag} {akt.slag if akt else ''} {akt.id if akt else ''} {vad} {fel}")

    def akten(self, akt: Akt, fakta: Fakta, oppna: list[Bevakning], dag: date) -> None:
        kinds = Counter((b.slag, b.nyckel) for b in oppna)
        self.krav(all(n == 1 for n in kinds.values()), dag, akt, str(kinds), "is doubled")
        self.krav(fakta.avslutad or bool(oppna), dag, akt, fakta.tillstand, "is silent")
        for delen in fakta.delprocesser:
            if delen.avslutad:
                continue
            mine = [b for b in oppna if b.delprocess == delen.id]
            if delen.process == "uppfoljning":
                mine = [b for b in mine if b.slag in FOLJER_UPP]
                self.i_fonstret(akt, fakta, delen, mine, dag)
                nr = delen.varden.get("insats")
                insats = fakta.delprocess(nr) if isinstance(nr, int) else None
                if insats is not None and insats.tillstand == "pausad":
                    watched = [b.slag for b in oppna if b.delprocess == insats.id]
                    rests = not mine and "insats_pausad" in watched
                    self.krav(rests, dag, akt, f"{delen.id} {watched}", "does not rest, watched")
                    continue
            anyone = bool(mine) or not fakta.avslutad
            self.krav(anyone, dag, akt, f"{delen.process} {delen.tillstand}", "is silent")
            followed = bool(mine) or delen.process != "uppfoljning"
            self.krav(followed, dag, akt, f"{delen.id} {delen.tillstand}", "is lost")
        self.risken(akt, fakta, oppna, dag)

    def i_fonstret(
        self, akt: Akt, fakta: Fakta, delen: Delprocess, mine: list[Bevakning], dag: date
    ) -> None:
        """The first day that a follow-up stands in the due list lies in its window."""
        for b in mine:
            if b.dag > dag or (akt.nummer, b.nr) in self.sedda:
                continue
            self.sedda.add((akt.nummer, b.nr))
            fran, till = fonster(fakta, delen)
            if delen.tillstand != "planerad" or fran is None or till is None:
                continue  # after an attempt it is the day agreed on
            self.uppfoljningar += 1
            self.krav(
                fran <= b.dag <= till, dag, akt, f"{delen.text('punkt')}", "misses its window"
            )
            first = max(b.dag, delen.oppnad or b.dag)
            paused = bool(pausdagar(fakta, delen))
            late = self.varje == 1 and dag != first and not paused
            self.krav(not late, dag, akt, f"{b.slag} {b.dag}", "is shown too late")

    def risken(self, akt: Akt, fakta: Fakta, oppna: list[Bevakning], dag: date) -> None:
        """Every day between two assessments, the next one stands where the latest level says."""
        risk = fakta.senaste("riskbedomning")
        works = fakta.slag in {"utovare", "utsatt"} and fakta.tillstand in _BEDOMS_LOPANDE
        if not works:
            return
        days = [b.dag for b in oppna if b.slag == "riskbedomning_pa_nytt"]
        self.krav(len(days) == 1, dag, akt, f"risk {days}", "is not watched once")
        if risk is not None and risk.dag is not None:
            interval = find_profile(self.db.settings, akt.profil).riskbedomning_dagar
            wanted = risk.dag + timedelta(days=interval[risk.text("niva")])
            self.riskdagar += 1
            self.krav(
                days == [wanted], dag, akt, f"{days} for {wanted}", "is not as the level says"
            )

    def listan(self, dag: date, wanted: set[tuple[str, int]]) -> None:
        """The due list is what is open and due, no more and no less; the whole list on Mondays."""
        if dag.weekday():
            return
        rows = forfallande(self.db, SYSTEM, on=dag)
        shown = Counter((r.akt, int(r.id.rpartition(":")[2])) for r in rows)
        self.krav(set(shown) == wanted, dag, None, "the due list", "is not what is due")
        self.krav(all(n == 1 for n in shown.values()), dag, None, "the due list", "says it twice")
        self.krav(all(r.agare for r in rows), dag, None, "the due list", "has a row without owner")


@dataclass(frozen=True)
class Facit:
    """What ever was: events and bevakningar, by the akt's number in the simulation."""

    handelser: Counter[tuple[int, str, str]]
    bevakningar: Counter[tuple[object, ...]]
    utfall: Utfall


def lev(db: Databas, vad: Simulering, *, varje: int = 1) -> tuple[Facit, Dagbok]:
    """The whole period, and one more pass when it is over."""
    with freeze_time(datetime.combine(vad.fran, time(12), UTC)) as clock:
        dagbok = Dagbok(db, clock, varje)
        utfall = simulera(db, vad, efter_dagen=dagbok)
        tick(db, now=datetime.combine(vad.till, time(20), UTC))
    assert utfall.nattens_fel == []
    assert utfall.fel == Counter(), "somebody in the unit filled in something wrong"
    assert verifiera(db).fel == []
    return facit(db, utfall), dagbok


def facit(db: Databas, utfall: Utfall) -> Facit:
    """The events that people wrote give the numbers: the loop's own come between, earlier or later."""
    number = {nummer: i for i, nummer in enumerate(utfall.akter)}
    events = rader(
        db,
        "SELECT nummer, h.seq, kod, handelsedatum FROM handelse h JOIN akt ON akt.id = akt_id"
        " ORDER BY akt_id, h.seq",
    )
    order: dict[tuple[str, int], int] = {}
    count: Counter[str] = Counter()
    for e in events:
        if e["kod"] not in LOOPENS:
            count[e["nummer"]] += 1
            order[e["nummer"], e["seq"]] = count[e["nummer"]]

    def key(row: dict[str, object]) -> str:
        """A key that names an event names it by its place among the events that people wrote."""
        parts = str(row["nyckel"]).split(":")
        part = [parts.pop(0)] if parts[0] == str(row["delprocess"]) else []
        nummer = str(row["nummer"])
        named = [f"h{order.get((nummer, int(p)))}" if p.isdecimal() else p for p in parts]
        return ":".join(part + named)

    rows = rader(db, "SELECT nummer, b.* FROM bevakning b JOIN akt ON akt.id = b.akt_id")
    columns = ("slag", "dag", "fonster_fran", "yttersta_dag", "raknas_fran", "status")
    return Facit(
        Counter(
            (number[e["nummer"]], e["kod"], str(e["handelsedatum"]))
            for e in events
            if e["kod"] != "eskalera_bevakning"
        ),
        Counter(
            (number[r["nummer"]], key(r), *(str(r[column]) for column in columns)) for r in rows
        ),
        utfall,
    )


@contextmanager
def enhet(template: Path, folder: Path) -> Iterator[Databas]:
    with sqlite_copy(template, folder / "data") as db:
        yield db


@pytest.fixture(scope="module")
def alla_natter(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Databas, Facit, Dagbok]]:
    """The two years with every night."""
    with enhet(sqlite_template, tmp_path_factory.mktemp("tva_ar")) as db:
        yield db, *lev(db, TVA_AR)


def test_nothing_is_silent_lost_or_doubled_on_any_day(
    alla_natter: tuple[Databas, Facit, Dagbok],
) -> None:
    _, facit, dagbok = alla_natter
    assert dagbok.fel == []
    assert all(facit.utfall.akter)
    assert dagbok.uppfoljningar >= 10
    assert dagbok.riskdagar >= 1_000
    assert facit.utfall.steg > 0, "the loop has taken timed steps"


def test_every_planned_follow_up_is_open_or_has_ended_by_an_event(
    alla_natter: tuple[Databas, Facit, Dagbok],
) -> None:
    db, facit, _ = alla_natter
    with db.read() as session:
        akter = [(a.nummer, a.snapshot) for a in session.scalars(select(Akt))]
    ended = Counter(
        kod
        for _, fakta in akter
        for d in fakta.av_slag("uppfoljning")
        for kod in SLUT & d.steg.keys()
    )
    parts = [d for _, fakta in akter for d in fakta.av_slag("uppfoljning")]
    assert sum(ended.values()) == sum(d.avslutad for d in parts)
    assert len(ended) >= 2, "they end in different ways"
    started, closed = (
        sum(n for (_, kod, _), n in facit.handelser.items() if kod == step)
        for step in ("starta_insats", "avsluta")
    )
    punkter = Counter(d.text("punkt") for d in parts)
    assert punkter["sex_manader"] >= closed > 0
    assert punkter["vid_avslut"] == punkter["sex_manader"]
    assert 0 < punkter["under_insats"] <= started


def test_everything_that_is_due_has_been_told_once(
    alla_natter: tuple[Databas, Facit, Dagbok],
) -> None:
    db, _, _ = alla_natter
    assert told_wrong(db, TVA_AR.till) == []


def told_wrong(db: Databas, till: date) -> list[tuple[str, int, int]]:
    """What is due at the end with another number of notes to its owner than one, or told twice at any time."""
    with db.read() as session:
        query = (
            select(Akt.nummer, Bevakning.nr, Bevakning.akt_id, owner_column(till))
            .join(Akt, Akt.id == Bevakning.akt_id)
            .where(Bevakning.status.in_(OPEN), Bevakning.dag <= till)
        )
        due = session.execute(query).all()
    notes = Counter(
        (n["akt_id"], n["bevakning_nr"], n["medarbetare_id"])
        for n in rader(db, "SELECT * FROM notis WHERE slag = 'forfaller'")
    )
    assert due
    assert set(notes.values()) == {1}
    return [
        (nummer, nr, notes[akt_id, nr, owner])
        for nummer, nr, akt_id, owner in due
        if notes[akt_id, nr, owner] != 1
    ]


@pytest.mark.parametrize("nattfro", [1, 2, 3])
def test_a_third_of_the_nights_missed_gives_the_same_bevakningar(
    sqlite_template: Path,
    tmp_path: Path,
    alla_natter: tuple[Databas, Facit, Dagbok],
    nattfro: int,
) -> None:
    _, wanted, _ = alla_natter
    vad = Simulering(
        TVA_AR.arenden, TVA_AR.fran, TVA_AR.till, TVA_AR.fro, missa_natter=1 / 3, nattfro=nattfro
    )
    with enhet(sqlite_template, tmp_path) as db:
        found, dagbok = lev(db, vad, varje=15)
        assert told_wrong(db, TVA_AR.till) == []
    assert dagbok.fel == []
    assert found.utfall.missade > found.utfall.natter // 4
    assert found.bevakningar == wanted.bevakningar
    assert found.handelser == wanted.handelser


def test_four_months_on_postgresql(postgres_db: Databas) -> None:
    _, dagbok = lev(postgres_db, FYRA_MANADER)
    assert dagbok.fel == []
    assert dagbok.riskdagar > 0
    assert told_wrong(postgres_db, FYRA_MANADER.till) == []
