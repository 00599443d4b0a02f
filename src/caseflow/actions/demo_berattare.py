"""Tells the demo's stories through the same actions as everybody else, on days counted back from today."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.registrera_friyta import registrera_friyta
from caseflow.actions.take_step import take_step
from caseflow.engine.errors import BadInput
from caseflow.store.atkomst import Aktor, aktor_for
from caseflow.store.medarbetare import by_epost
from caseflow.store.session import Databas

STORIES = Path(__file__).with_name("demo_arenden.toml")
_DAY = re.compile(r"\{dag:(-?\d+)\}")


@dataclass(frozen=True, slots=True)
class Berattare:
    """Who tells: `idag` is day 0, and every `sedan` counts calendar days back from it."""

    db: Databas
    idag: date
    enhet: str

    def tell(self) -> list[str]:
        """Write every story of the file; the aktnummer in their order."""
        stories = tomllib.loads(STORIES.read_text(encoding="utf-8"))
        return [self._akt(akt) for akt in stories["akt"]]

    def _akt(self, akt: dict[str, Any]) -> str:
        given = {"enhet": self.enhet, "kalla": akt["kalla"], "inkom": self._dag(akt["sedan"])}
        vem, now = self._vem(akt["vem"]), self._moment(akt["sedan"])
        if akt["slag"] == "friyta":
            given |= {"kod": akt["kod"], "dokumentation": akt["dokumentation"]}
            nummer = registrera_friyta(self.db, vem, given, now=now)
        else:
            given |= {"slag": akt["slag"], **akt["person"]}
            nummer = registrera_arende(self.db, vem, given, now=now)
        for handling in akt.get("handling", ()):
            self._handling(nummer, handling)
        return nummer

    def _handling(self, nummer: str, handling: dict[str, Any]) -> None:
        falt = {kod: self._falt(value) for kod, value in handling.get("falt", {}).items()}
        act, kod = (
            (take_step, handling["steg"])
            if "steg" in handling
            else (register_fact, handling["fakta"])
        )
        act(
            self.db,
            self._vem(handling["vem"]),
            nummer,
            kod,
            falt,
            dag=self.idag - timedelta(days=handling["sedan"]),
            now=self._moment(handling["sedan"]),
            delprocess=handling.get("delprocess"),
        )

    def _falt(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        return _DAY.sub(lambda found: self._dag(int(found[1])), value)

    def _dag(self, sedan: int) -> str:
        return (self.idag - timedelta(days=sedan)).isoformat()

    def _moment(self, sedan: int) -> datetime:
        # Before office hours: what is told of today must not lie ahead of the moment of the set-up.
        return datetime.combine(self.idag - timedelta(days=sedan), time(0, 30), UTC)

    def _vem(self, namn: str) -> Aktor:
        with self.db.read() as session:
            person = by_epost(session, f"{namn}@demo.example")
            if person is None:
                raise BadInput(vad=f"Demon har ingen som heter {namn}.")
            return aktor_for(session, person, self.idag)
