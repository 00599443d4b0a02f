"""Lets a test read like a story: a frozen calendar, people who act, and what is due when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import pytest
from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory, StepTickTimeFactory, TickingDateTimeFactory

from caseflow.actions.akthandling import Utfort
from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.actions.take_step import take_step
from caseflow.actions.tick import Tick, tick
from caseflow.engine.errors import Refused
from caseflow.queries.forfallande import forfallande
from caseflow.queries.tidslinje import Tidsrad, tidslinje
from caseflow.rules.kalender import svensk_dag
from caseflow.store.append import lock
from caseflow.store.atkomst import SYSTEM
from tests.databas import Verksamhet


@dataclass
class Person:
    """One of the cast, who acts on the story's own day."""

    berattelse: "Berattelse"
    namn: str

    def oppnar_arende(self, slag: str, **given: Any) -> str:
        b = self.berattelse
        all_given = {"slag": slag, "enhet": "vast", "kalla": "polis", "inkom": b.idag, **given}
        return registrera_arende(b.verksamhet.db, b.aktor(self.namn), all_given, now=b.now)

    def oppnar_partnerkontakt(self, **given: Any) -> str:
        b = self.berattelse
        all_given = {"enhet": "vast", "inkom": b.idag, **given}
        return registrera_partnerkontakt(b.verksamhet.db, b.aktor(self.namn), all_given, now=b.now)

    def tar(
        self, nummer: str, kod: str, *, delprocess: int | None = None, oppnar: str = "", **falt: Any
    ) -> Utfort:
        """Take a step today."""
        b = self.berattelse
        return take_step(
            b.verksamhet.db,
            b.aktor(self.namn),
            nummer,
            kod,
            falt,
            dag=b.idag,
            now=b.now,
            delprocess=delprocess,
            process=oppnar,
        )

    def nekas(self, nummer: str, kod: str, **falt: Any) -> set[str]:
        """Try a step and be refused; the codes of the rules that stood in the way."""
        with pytest.raises(Refused) as fault:
            self.tar(nummer, kod, **falt)
        return {h.regel for h in fault.value.hinder}

    def nekas_fakta(self, nummer: str, slag: str, **falt: Any) -> set[str]:
        """Try to register a fact and be refused; the codes of the rules that stood in the way."""
        with pytest.raises(Refused) as fault:
            self.registrerar(nummer, slag, **falt)
        return {h.regel for h in fault.value.hinder}

    def forseglar(self, nummer: str, annat: str) -> None:
        """Seal the relation between two akter."""
        b = self.berattelse
        forsegla_relation(b.verksamhet.db, b.aktor(self.namn), nummer, annat, now=b.now)

    def registrerar(
        self, nummer: str, slag: str, *, delprocess: int | None = None, **falt: Any
    ) -> Utfort:
        """Register a fact today."""
        b = self.berattelse
        return register_fact(
            b.verksamhet.db,
            b.aktor(self.namn),
            nummer,
            slag,
            falt,
            dag=b.idag,
            now=b.now,
            delprocess=delprocess,
        )


@dataclass
class Berattelse:
    """The story: a day at a time."""

    verksamhet: Verksamhet
    clock: FrozenDateTimeFactory | StepTickTimeFactory | TickingDateTimeFactory
    people: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, namn: str) -> Person:
        if namn.startswith("_"):
            raise AttributeError(namn)
        return Person(self, namn)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @property
    def idag(self) -> date:
        return svensk_dag(self.now)

    def aktor(self, namn: str) -> Any:
        return self.verksamhet.aktor(namn, self.idag)

    def den(self, dag: str) -> None:
        """Time passes; every night between has its pass of the loop."""
        self.clock.move_to(f"{dag} 09:00:00+00:00")

    def natten(self) -> Tick:
        """One pass of the bevakning loop."""
        return tick(self.verksamhet.db, now=self.now)

    def att_gora(self, nummer: str, *, den: str | None = None) -> dict[str, str]:
        """What is due by a day in an akt: rule code -> due day."""
        on = date.fromisoformat(den) if den else self.idag
        rows = forfallande(self.verksamhet.db, self.aktor("gun"), on=on, today=self.idag)
        return {r.slag: r.dag for r in rows if r.akt == nummer}

    def agare(self, nummer: str, slag: str, *, den: str) -> str:
        """Who owns a bevakning."""
        rows = forfallande(
            self.verksamhet.db, self.aktor("gun"), on=date.fromisoformat(den), today=self.idag
        )
        return next(r.agare for r in rows if r.akt == nummer and r.slag == slag)

    def lage(self, nummer: str) -> tuple[str, dict[str, list[str]]]:
        """The main state, and the states of the delprocesser by kind."""
        with self.verksamhet.db.read() as session:
            akt = lock(session, nummer)
            assert akt is not None
        parts: dict[str, list[str]] = {}
        for d in akt.fakta.delprocesser:
            parts.setdefault(d.process, []).append(d.tillstand)
        return akt.fakta.tillstand, parts

    def delprocess(self, nummer: str, process: str, index: int = 0) -> int:
        """The number of a delprocess."""
        with self.verksamhet.db.read() as session:
            akt = lock(session, nummer)
            assert akt is not None
        return akt.fakta.av_slag(process)[index].id

    def delprocess_med(self, nummer: str, **varden: str) -> int:
        """The number of the delprocess that carries these values."""
        with self.verksamhet.db.read() as session:
            akt = lock(session, nummer)
            assert akt is not None
        fitting = [
            d.id
            for d in akt.fakta.delprocesser
            if all(d.varden.get(k) == v for k, v in varden.items())
        ]
        assert len(fitting) == 1
        return fitting[0]

    def alla_dagar(self, nummer: str, slag: str) -> list[str]:
        """Every due day of a kind of bevakning, however far ahead."""
        rows = forfallande(self.verksamhet.db, SYSTEM, on=date.max, today=self.idag)
        return sorted(r.dag for r in rows if r.akt == nummer and r.slag == slag)

    def tidslinjen(self, nummer: str, namn: str = "anna") -> list[Tidsrad]:
        return tidslinje(self.verksamhet.db, self.aktor(namn), nummer)


@contextmanager
def berattelse(verksamhet: Verksamhet, start: str) -> Iterator[Berattelse]:
    """A story that begins on a day."""
    with freeze_time(f"{start} 09:00:00") as clock:
        yield Berattelse(verksamhet, clock)
