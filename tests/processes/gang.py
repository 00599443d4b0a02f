"""Driver en akt framåt med bara motorn: fält, ordning, roller, regler, verkan. Ingen databas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from caseflow.engine.bevakning import Vantad, bock, expected
from caseflow.engine.effect import Effekt, apply, delstep_effect, fact_effect, step_effect
from caseflow.engine.errors import Refused
from caseflow.engine.fakta import Fakta, Varde
from caseflow.engine.field import check, short
from caseflow.engine.machine import machine_for
from caseflow.engine.process import FactKind, Process, Transition
from caseflow.engine.trial import Lage, failing, role_hinder
from caseflow.processes import FAKTASLAG, HUVUDPROCESS, PROCESSER, plikter_for
from caseflow.rules.profil import Profil
from tests.faktabygge import PROFIL

ALDRIG = date(2100, 1, 1)
"""Så sent att inget datum i en berättelse ligger i framtiden."""


class Gang:
    """En akt och det som händer i den. `aktor` är den som handlar när inget annat sägs."""

    def __init__(
        self, slag: str, inkom: str, *, profil: Profil = PROFIL, **registrerat: Varde
    ) -> None:
        process = HUVUDPROCESS[slag]
        self.process = process
        self.profil = profil
        self.dag = date.fromisoformat(inkom)
        self.fakta = Fakta(slag=slag, process=process.code, tillstand=process.start.code)
        effekt: Effekt = {
            "steg": "registrera_akt",
            "kort": registrerat,
            "tillstand": process.start.code,
            "avslutad": False,
            "inkom": inkom,
        }
        self._skriv(effekt)

    def _skriv(self, effekt: Effekt) -> None:
        self.fakta = apply(self.fakta, effekt, seq=self.fakta.seq + 1, dag=self.dag)
        assert Fakta.from_dict(self.fakta.as_dict()) == self.fakta

    def den(self, dag: str) -> None:
        """Tiden går till en dag."""
        self.dag = date.fromisoformat(dag)

    def sta_i(self, tillstand: str) -> None:
        """Ställ huvudprocessen i ett läge, när vägen dit inte är det som berättas."""
        state = self.process.state(tillstand)
        self.fakta = replace(self.fakta, tillstand=tillstand, avslutad=state.final, sedan=self.dag)

    def steg(self, kod: str, *, roll: str = "handlaggare", av: str = "anna", **falt: Varde) -> None:
        """Ett steg i huvudprocessen."""
        step = self._steg(self.process, kod)
        machine_for(self.process).fire(kod, self.fakta.tillstand)
        kort = self._prova(step, falt, roll=roll, av=av)
        lasting = [k.code for k in FAKTASLAG.values() if k.lasting]
        self._skriv(
            step_effect(
                step,
                self.process,
                self.fakta,
                kort,
                processes=PROCESSER,
                profil=self.profil,
                dag=self.dag,
                lasting=lasting,
            )
        )

    def delsteg(
        self,
        process: str,
        kod: str,
        *,
        roll: str = "behandlare",
        av: str = "bo",
        nummer: int | None = None,
        **falt: Varde,
    ) -> None:
        """Ett steg i delprocessen med numret; utan nummer i den senaste öppna, annars öppnas en ny."""
        definition = PROCESSER[process]
        step = self._steg(definition, kod)
        oppna = self.fakta.av_slag(process, oppna=True)
        delen = None
        if step.source:
            delen = self.fakta.delprocess(nummer) if nummer else oppna[-1]
            assert delen is not None
            machine_for(definition).fire(kod, delen.tillstand)
        kort = self._prova(step, falt, roll=roll, av=av, nummer=delen.id if delen else None)
        if "behandlare" in step.carries:
            kort.setdefault("behandlare", av)
        self._skriv(
            delstep_effect(
                step,
                definition,
                self.fakta,
                delen,
                kort,
                processes=PROCESSER,
                profil=self.profil,
                dag=self.dag,
            )
        )

    def faktum(
        self,
        slag: str,
        *,
        roll: str = "handlaggare",
        av: str = "anna",
        inom: int | None = None,
        **falt: Varde,
    ) -> None:
        """Ett faktum registreras."""
        kind = FAKTASLAG[slag]
        assert self.fakta.slag in kind.akter
        kort = self._prova(kind, falt, roll=roll, av=av, nummer=inom)
        effekt = fact_effect(kind, kort, self.fakta, dag=self.dag, delprocess=inom)
        if kind.sets_state:
            state = self.process.state(str(kort[kind.sets_state]))
            effekt["tillstand"], effekt["avslutad"] = state.code, state.final
        self._skriv(effekt)

    def bocka(self, slag: str) -> None:
        """Någon bockar av en bevakning för hand."""
        (nyckel,) = (n for s, n in self._vantade() if s == slag)
        self._skriv({"bockad": bock(slag, nyckel)})

    def bevakningar(self) -> dict[str, date]:
        """Det som ska vara öppet nu: slag och dag. Finns flera av ett slag gäller den tidigaste."""
        dagar: dict[str, date] = {}
        for (slag, _), vantad in self._vantade().items():
            dagar[slag] = min(vantad.forfall.dag, dagar.get(slag, vantad.forfall.dag))
        return dagar

    def hinder(
        self, kod: str, *, roll: str = "handlaggare", av: str = "anna", **falt: Varde
    ) -> set[str]:
        """Reglerna som hindrar ett steg i huvudprocessen; tomt om det kan tas."""
        step = self._steg(self.process, kod)
        lage = self._lage(falt, roll=roll, av=av)
        return {h.regel for h in failing(step.requires, lage)}

    def _vantade(self) -> dict[tuple[str, str], Vantad]:
        return expected(plikter_for(self.fakta.slag), self.fakta, self.profil)

    def _steg(self, process: Process, kod: str) -> Transition:
        step = process.transition(kod)
        assert step is not None, kod
        return step

    def _lage(
        self, kort: Mapping[str, Varde], *, roll: str, av: str, nummer: int | None = None
    ) -> Lage[Profil]:
        delen = self.fakta.delprocess(nummer) if nummer else None
        return Lage(self.fakta, self.profil, self.dag, kort, av, roll, delen)

    def _prova(
        self,
        vad: Transition | FactKind,
        falt: Mapping[str, Varde],
        *,
        roll: str,
        av: str,
        nummer: int | None = None,
    ) -> dict[str, Varde]:
        varden = check(vad.fields, falt, today=ALDRIG)
        kort: dict[str, Varde] = {**short(vad.fields, varden), "av": av}
        lage = self._lage(kort, roll=roll, av=av, nummer=nummer)
        hinder = [*role_hinder(vad.by, roll), *failing(vad.requires, lage)]
        if hinder:
            raise Refused(vad=f"{vad.label} kan inte göras.", hinder=hinder)
        return kort
