"""Slumpade ögonblicksbilder av akter, dragna ur processernas och faktaslagens egna definitioner. Bara för testerna.

De behöver inte kunna uppstå på riktigt: en plikt ska kunna förklara sin dag vad den än får se.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from caseflow.engine.fakta import Behallen, Delprocess, Fakta, Faktum, Varde
from caseflow.engine.field import Field, Kind
from caseflow.processes import DELPROCESSER, FAKTASLAG, HUVUDPROCESS, PROCESSER
from caseflow.rules.profil import Profil
from caseflow.rules.uppfoljning import _planerad

FORSTA, DAGAR = date(2024, 6, 1), 900
SISTA = 10**9
"""Fler händelser än någon akt har, så att två slumpade nummer aldrig är lika."""


class Slump:
    """En slump med ett frö: samma frö ger samma akter."""

    def __init__(self, fro: int, profil: Profil) -> None:
        self.r = Random(fro)
        self.profil = profil

    def nummer(self) -> int:
        """Ett händelsenummer. Ordningen är slumpad: det som hänt sist kan vara registrerat först."""
        return self.r.randrange(2, SISTA)

    def dag(self) -> date:
        return FORSTA + timedelta(days=self.r.randrange(DAGAR))

    def okand_dag(self) -> date | None:
        """Oftast en dag; i importerade akter kan den saknas."""
        return self.dag() if self.r.random() < 0.95 else None

    def varde(self, falt: Field) -> Varde:
        koder = [kod for kod, _ in falt.choices]
        match falt.kind:
            case Kind.DATUM:
                return self.dag().isoformat()
            case Kind.HELTAL:
                return self.r.randint(falt.low, min(falt.high, falt.low + 5))
            case Kind.JA_NEJ:
                return self.r.random() < 0.5
            case Kind.VAL:
                return self.r.choice(koder)
            case Kind.FLERVAL:
                return self.r.sample(koder, self.r.randint(1, len(koder)))
        return self.r.choice(["08:00", "12:00", "17:00"]) if falt.kind is Kind.KLOCKSLAG else True

    def varden(self, falten: Iterable[Field]) -> dict[str, Varde]:
        return {f.code: self.varde(f) for f in falten if f.required or self.r.random() < 0.6}

    def faktum(self, falten: Iterable[Field]) -> Faktum:
        return Faktum(self.nummer(), self.okand_dag(), {**self.varden(falten), "av": "7"})

    def akt(self, slag: str) -> Fakta:
        """En akt i ett slumpat läge."""
        process = HUVUDPROCESS[slag]
        lage = self.r.choice(process.states)
        steg = {
            t.code: self.faktum(t.fields) for t in process.transitions if self.r.random() < 0.35
        }
        steg["registrera_akt"] = self._registrering(slag)
        mojliga = DELPROCESSER[slag]
        slagen = self.r.choices(mojliga, k=5) if mojliga else []
        delar = tuple(self.delprocess(kod, nummer) for nummer, kod in enumerate(slagen, start=1))
        fakta_ = self.fakta(slag, [p for p in delar if p.process == "provning"])
        if self.r.random() < 0.85:
            fakta_.pop("genomgang", None)
        antal = {"samtal:genomfort": self.r.randint(0, 6)}
        return Fakta(
            slag=slag,
            process=process.code,
            tillstand=lage.code,
            sedan=self.okand_dag(),
            inkom=self.dag(),
            avslutad=lage.final,
            omgang=2 if "ateraktualisera" in steg else 1,
            seq=SISTA,
            senaste_dag=self.dag(),
            fakta=fakta_,
            steg=steg,
            antal=antal,
            delprocesser=delar,
            behallna=self._behallna(),
        )

    def _registrering(self, slag: str) -> Faktum:
        kort: dict[str, Varde] = {"av": "7"}
        if slag == "friyta":
            kort["dokumentation"] = self.r.choice(["full", "anonym_14_5"])
        if self.r.random() < 0.1:
            kort["importerad"] = self.dag().isoformat()
        return Faktum(1, self.dag(), kort)

    def _behallna(self) -> dict[str, Behallen]:
        """Då och då har en bevakning behållit sin dag när en regel ändrades, och någon ska välja."""
        if self.r.random() < 0.8:
            return {}
        dag, annan, fragad = sorted(self.dag().isoformat() for _ in range(3))
        kvar = Behallen(
            nr=3,
            raknas_fran=None,
            dag=annan,
            fonster_fran=None,
            yttersta_dag=None,
            kalla="12 § FL (2017:900)",
            typ="lag",
            rakning=[],
            i_stallet_for=[dag, None, "12 § FL (2017:900)"],
            fragad=fragad,
        )
        return {"ratt_att_begara_avgorande|3": kvar}

    def fakta(self, slag: str, provningar: list[Delprocess]) -> dict[str, Faktum]:
        """Faktaslagen som akten kan ha. Det som pekar på en ansökan eller insats pekar på en som finns."""
        found: dict[str, Faktum] = {}
        ansokningar = [str(p.seq) for p in provningar]
        for kind in FAKTASLAG.values():
            if (kind.akter and slag not in kind.akter) or self.r.random() < 0.3:
                continue
            faktum = self.faktum(kind.fields)
            nyckel = str(faktum.seq) if kind.key == "seq" else str(faktum.varden.get(kind.key))
            if kind.code == "ansokan":
                ansokningar.append(nyckel)
            if kind.key == "ansokan" and ansokningar:
                nyckel = self.r.choice(ansokningar)
            if kind.key == "insats":
                found |= {f"{kind.code}:{n}": self.faktum(kind.fields) for n in range(1, 5)}
                nyckel = "5"
            found[f"{kind.code}:{nyckel}" if kind.key else kind.code] = faktum
            if kind.awaits and self.r.random() < 0.5:
                found[f"{kind.awaits}:{faktum.seq}"] = faktum
            if kind.raises and self.r.random() < 0.5:
                found[f"{kind.raises[0]}:{faktum.seq}"] = faktum
        return found

    def delprocess(self, kod: str, nummer: int) -> Delprocess:
        process = PROCESSER[kod]
        lage = self.r.choice(process.states)
        oppnad = self.dag()
        varden: dict[str, Any] = {}
        for t in process.transitions:
            varden |= t.values
            varden |= {f.code: self.varde(f) for f in t.fields if f.code in t.carries}
        seq = self.nummer()
        steg = {t.code: self.faktum(t.fields) for t in process.transitions if self.r.random() < 0.4}
        delen = Delprocess(
            id=nummer,
            process=kod,
            tillstand=lage.code,
            sedan=self.dag() if self.r.random() < 0.95 else None,
            oppnad=oppnad,
            seq=seq,
            avslutad=lage.final,
            varden=varden,
            steg=steg,
            antal={
                "samtal:genomfort": self.r.randint(0, 6),
                "forsok_kontakt": self.r.choice([1, 3]),
            },
        )
        if kod == "insats":
            return replace(delen, varden={**varden, **self._insatsens()})
        if kod == "uppfoljning":
            return replace(delen, varden=self._uppfoljningens(oppnad))
        return delen

    def _insatsens(self) -> dict[str, Varde]:
        return {
            "grund": self.r.choice(["beslut", "akut", "utan_beslut"]),
            "form": self.r.choice(["individuell", "grupp", "skyddat_boende", "skyddat_boende"]),
            "till_och_med": self.dag().isoformat(),
            "barn_foljer_med": self.r.choice(["ja", "ja", "nej"]),
            "vardnadshavare": self.r.choice(["omedelbar_insats", "ansokan_hos_domstol", "ensam"]),
            "pausdagar": self.r.choice([0, 1, 17, 60]),
        }

    def _uppfoljningens(self, oppnad: date) -> dict[str, Varde]:
        """Så som planen skriver den, eller vald för hand."""
        if self.r.random() < 0.3:
            return {"punkt": "egen", "raknas_fran": "egen", "planerad": self.dag().isoformat()}
        punkt = self.r.choice(self.profil.uppfoljningar)
        tom = Fakta("utovare", "utovare", "avslutat")
        varden = dict(_planerad(punkt, tom, oppnad))
        if punkt.raknas_fran == "insats_start":
            varden["insats"] = self.r.randint(1, 5)
        if self.r.random() < 0.3:
            varden["bokad_dag"] = varden[self.r.choice(["fonster_fran", "fonster_till"])]
        return varden


def slumpade_akter(slag: str, antal: int, profil: Profil, *, fro: int = 1) -> list[Fakta]:
    """Så många akter av ett slag."""
    slump = Slump(fro, profil)
    return [slump.akt(slag) for _ in range(antal)]
