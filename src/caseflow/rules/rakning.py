"""Uträkningen av en dag, led för led, så att varje frist kan förklara sig själv.

En uträkning börjar i en händelse och växer med ett led i taget. Varje led säger vad det är och var dess
tal står: i lagen eller under en nyckel i profilen.

En `@frist` tar uträkningen så långt och profilen, och ger uträkningen med sitt eget led:

    @frist(FL("12 §"), since=NYA_FL)
    def frist_for_begaran_om_avgorande(fran: Rakning, _profil: Profil) -> Rakning:
        return fran.manader(6)

Lagrummet skrivs inte en gång till i fristen: `Rakning.enligt` tar den lydelse som gäller för händelsens
dag och sätter dess källa på de led som saknar en. En plikt räknar alltså så här:

    Rakning.fran(dag, "Ansökan").enligt(frist_for_begaran_om_avgorande, profil).forfall(nyckel=nummer)

Den som bara behöver dagen frågar `sista_dag(frist, dag, profil)`. Ett tal ur profilen anges med sin nyckel:
`Rakning.fran(dag, "Ansökan").dagar(profil.beslut_dagar, "beslut_dagar")`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseflow.engine.bevakning import Forfall, Term
from caseflow.engine.rule import Rule
from caseflow.rules.helgdagar import dagens_namn, nasta_vardag
from caseflow.rules.kalender import kvartalets_slut, plus_dagar, plus_manader
from caseflow.rules.kallor import LAGSTADGAD_TID
from caseflow.rules.profil import Profil


@dataclass(frozen=True, slots=True)
class Rakning:
    """En dag och leden som ledde dit. Alla dagar är kalenderdagar om inget annat sägs."""

    dag: date
    termer: tuple[Term, ...]

    @classmethod
    def fran(cls, dag: date, handelse: str) -> Rakning:
        """Börja i en händelse; `handelse` säger vilken, till exempel «Ansökan»."""
        return cls(dag, (Term("fran", handelse, dag),))

    @classmethod
    def fran_senaste(cls, *handelser: tuple[date | None, str]) -> Rakning | None:
        """Börja i den senaste av händelserna, den först nämnda om de är samma dag; utan känd dag: inget."""
        kanda = [(dag, handelse) for dag, handelse in handelser if dag is not None]
        return cls.fran(*max(kanda, key=lambda h: h[0])) if kanda else None

    @property
    def start(self) -> date:
        """Dagen för händelsen som det räknas från."""
        return self.termer[0].dag

    def inte_fore(self, *andra: Rakning | None) -> Rakning:
        """Den uträkning som kommit längst fram; den här om flera har kommit till samma dag."""
        return max((self, *(r for r in andra if r)), key=lambda r: r.dag)

    def _led(self, slag: str, text: str, dag: date, kalla: str, antal: int | None) -> Rakning:
        return Rakning(dag, (*self.termer, Term(slag, text, dag, kalla, antal)))

    def dagar(self, antal: int, kalla: str = "") -> Rakning:
        """Lägg till (eller dra ifrån) kalenderdagar; `kalla` är profilens nyckel, i en frist tom."""
        text = _antal(antal, "dag", "dagar")
        return self._led("dagar", text, plus_dagar(self.dag, antal), kalla, antal)

    def veckor(self, antal: int, kalla: str = "") -> Rakning:
        """Lägg till veckor: samma veckodag (1 § lagen 1930:173)."""
        dag = plus_dagar(self.dag, antal * 7)
        return self._led("veckor", _antal(antal, "vecka", "veckor"), dag, kalla, antal)

    def manader(self, antal: int, kalla: str = "") -> Rakning:
        """Lägg till månader: motsvarande dag, annars månadens sista dag (1 § lagen 1930:173)."""
        dag = plus_manader(self.dag, antal)
        return self._led("manader", _antal(antal, "månad", "månader"), dag, kalla, antal)

    def enligt(self, frist: Rule[Any], profil: Profil, regler_per: date | None = None) -> Rakning:
        """Lägg till fristens led, i den lydelse som gäller för händelsen som det räknas från.

        `regler_per` är dagen vars regler akten har förts över till, om den har det.
        """
        lydelse = frist.governing(self.start, regler_per)
        raknad: Rakning = lydelse.function(self, profil)
        nya = (
            led if led.kalla or led.antal is None else replace(led, kalla=str(lydelse.kalla))
            for led in raknad.termer[len(self.termer) :]
        )
        return replace(raknad, termer=(*self.termer, *nya))

    def paus(self, dagar: int) -> Rakning:
        """Lägg till de dagar som en paus verkligen varade; noll dagar blir inget led."""
        if not dagar:
            return self
        text = f"{_antal(dagar, 'dag', 'dagar')} då det var pausat"
        return self._led("paus", text, plus_dagar(self.dag, dagar), "", dagar)

    def avtalad(self, dag: date, text: str) -> Rakning:
        """Byt till en dag som någon har bestämt eller skrivit, till exempel beslutets sista dag."""
        return self._led("avtalad", text, dag, "", None)

    def tidigast(self, dag: date, text: str) -> Rakning:
        """Inte före en dag; är dagen redan senare tillkommer inget led."""
        return self if self.dag >= dag else self._led("tidigast", text, dag, "", None)

    def senast(self, dag: date, text: str) -> Rakning:
        """Inte efter en dag; är dagen redan tidigare tillkommer inget led."""
        return self if self.dag <= dag else self._led("senast", text, dag, "", None)

    def kvartalsslut(self) -> Rakning:
        """Flytta till sista dagen i kvartalet; är dagen redan den tillkommer inget led."""
        slut = kvartalets_slut(self.dag)
        return (
            self
            if slut == self.dag
            else self._led("kvartal", "till kvartalets slut", slut, "", None)
        )

    def rullad(self) -> Rakning:
        """Flytta till nästa vardag när dagen är en helgdag eller likställd (2 § lagen 1930:173)."""
        vardag = nasta_vardag(self.dag)
        if vardag == self.dag:
            return self
        text = f"till nästa vardag, för dagen är {dagens_namn(self.dag)}"
        return self._led(
            "vardag", text, vardag, str(LAGSTADGAD_TID("2 §")), (vardag - self.dag).days
        )

    def forfall(
        self,
        *,
        nyckel: str = "",
        fonster_fran: date | None = None,
        yttersta_dag: date | None = None,
        delprocess: int | None = None,
    ) -> Forfall:
        """Det som förfaller på dagen, med uträkningen."""
        return Forfall(
            self.dag,
            raknas_fran=self.start,
            nyckel=nyckel,
            fonster_fran=fonster_fran,
            yttersta_dag=yttersta_dag,
            delprocess=delprocess,
            termer=self.termer,
        )


def sista_dag(frist: Rule[Any], dag: date, profil: Profil) -> date:
    """Dagen som fristen ger, räknad från en händelse den dagen."""
    return Rakning.fran(dag, "Händelsen").enligt(frist, profil).dag


def _antal(antal: int, en: str, flera: str) -> str:
    """«+1 dag», «+6 månader», «-42 dagar»; noll är «samma dag»."""
    if not antal:
        return "samma dag"
    return f"{antal:+d} {en if abs(antal) == 1 else flera}"
