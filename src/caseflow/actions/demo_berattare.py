"""Tells the demo's stories through the same actions as everybody else, on days counted back from today."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from caseflow.actions.fardigstall_handling import Begard, fardigstall_handling
from caseflow.actions.forsegla_relation import forsegla_relation
from caseflow.actions.lamna_handling import lamna_handling
from caseflow.actions.register_fact import register_fact
from caseflow.actions.registrera_arende import registrera_arende
from caseflow.actions.registrera_friyta import registrera_friyta
from caseflow.actions.registrera_partnerkontakt import registrera_partnerkontakt
from caseflow.actions.spara_utkast import spara_utkast
from caseflow.actions.take_step import take_step
from caseflow.engine.errors import BadInput
from caseflow.rules.kalender import svensk_dag
from caseflow.store.atkomst import Aktor, aktor_for
from caseflow.store.medarbetare import by_epost
from caseflow.store.session import Databas

STORIES = tuple(
    Path(__file__).with_name(name) for name in ("demo_arenden.toml", "demo_fler_arenden.toml")
)
_DAY = re.compile(r"\{dag:(-?\d+)\}")


@dataclass(frozen=True, slots=True)
class Berattare:
    """Who tells: `idag` is day 0, and every `sedan` counts calendar days back from it."""

    db: Databas
    idag: date
    enhet: str

    def tell(self) -> list[str]:
        """Write every story of the files; the aktnummer in their order."""
        told: list[str] = []
        tied: dict[str, str] = {}
        for file in STORIES:
            for akt in tomllib.loads(file.read_text(encoding="utf-8"))["akt"]:
                told.append(self._akt(akt, tied))
                if "nyckel" in akt:
                    tied[akt["nyckel"]] = told[-1]
        return told

    def _akt(self, akt: dict[str, Any], tied: dict[str, str]) -> str:
        given = {"enhet": self.enhet, "inkom": self._dag(akt["sedan"])}
        vem, now = self._vem(akt["vem"]), self._moment(akt["sedan"])
        if akt["slag"] == "partnerkontakt":
            given |= {"sakerhetsbedomning": akt["sakerhetsbedomning"], **akt["person"]}
            nummer = registrera_partnerkontakt(self.db, vem, given, now=now)
        elif akt["slag"] == "friyta":
            given |= {
                "kalla": akt["kalla"],
                "kod": akt["kod"],
                "dokumentation": akt["dokumentation"],
            }
            nummer = registrera_friyta(self.db, vem, given, now=now)
        else:
            given |= {"kalla": akt["kalla"], "slag": akt["slag"], **akt["person"]}
            nummer = registrera_arende(self.db, vem, given, now=now)
        if "forseglas_med" in akt:
            pair = (tied[akt["forseglas_med"]], nummer)
            forsegla_relation(self.db, self._vem("kaj"), *pair, now=now)
        for handling in akt.get("handling", ()):
            self._handling(nummer, handling)
        return nummer

    def _handling(self, nummer: str, handling: dict[str, Any]) -> None:
        falt = {kod: self._falt(value) for kod, value in handling.get("falt", {}).items()}
        vem, now = self._vem(handling["vem"]), self._moment(handling["sedan"])
        if "utkast" in handling:
            spara_utkast(self.db, vem, nummer, handling["utkast"], falt, now=now)
            return
        if "fardigstall" in handling:
            begard = Begard(handling["fardigstall"], falt)
            seq = fardigstall_handling(self.db, vem, nummer, begard, now=now).seq
            if "lamnad" in handling:
                given, dag = {"satt": handling["lamnad"]}, svensk_dag(now)
                lamna_handling(self.db, vem, nummer, seq, given, dag=dag, now=now)
            return
        dag = self.idag - timedelta(days=handling["sedan"])
        part = handling.get("delprocess")
        if "fakta" in handling:
            kod = handling["fakta"]
            register_fact(self.db, vem, nummer, kod, falt, dag=dag, now=now, delprocess=part)
            return
        take_step(
            self.db,
            vem,
            nummer,
            handling["steg"],
            falt,
            dag=dag,
            now=now,
            delprocess=part,
            process=handling.get("process", ""),
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
