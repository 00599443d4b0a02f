"""Uträkningen av en dag, led för led, så att varje frist kan förklara sig själv.

En uträkning börjar i en händelse och växer med ett led i taget. Varje led säger vad det är och var dess
tal står: i lagen eller under en nyckel i profilen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from caseflow.engine.bevakning import Forfall, Term
from caseflow.rules.helgdagar import nasta_vardag
from caseflow.rules.kalender import plus_dagar, plus_manader
from caseflow.rules.kallor import LAGSTADGAD_TID


@dataclass(frozen=True, slots=True)
class Rakning:
    """En dag och leden som ledde dit. Alla dagar är kalenderdagar om inget annat sägs."""

    dag: date
    termer: tuple[Term, ...]

    @classmethod
    def fran(cls, dag: date, handelse: str) -> Rakning:
        """Börja i en händelse; `handelse` säger vilken, till exempel «Ansökan»."""
        return cls(dag, (Term("fran", handelse, dag),))

    @property
    def start(self) -> date:
        """Dagen för händelsen som det räknas från."""
        return self.termer[0].dag

    def _led(self, slag: str, text: str, dag: date, kalla: str, antal: int | None) -> Rakning:
        return Rakning(dag, (*self.termer, Term(slag, text, dag, kalla, antal)))

    def dagar(self, antal: int, kalla: str) -> Rakning:
        """Lägg till (eller dra ifrån) kalenderdagar; `kalla` är lagrummet eller profilens nyckel."""
        enhet = "dag" if abs(antal) == 1 else "dagar"
        return self._led("dagar", f"{antal:+d} {enhet}", plus_dagar(self.dag, antal), kalla, antal)

    def veckor(self, antal: int, kalla: str) -> Rakning:
        """Lägg till veckor: samma veckodag (1 § lagen 1930:173)."""
        enhet = "vecka" if antal == 1 else "veckor"
        dag = plus_dagar(self.dag, antal * 7)
        return self._led("veckor", f"{antal:+d} {enhet}", dag, kalla, antal)

    def manader(self, antal: int, kalla: str) -> Rakning:
        """Lägg till månader: motsvarande dag, annars månadens sista dag (1 § lagen 1930:173)."""
        enhet = "månad" if antal == 1 else "månader"
        dag = plus_manader(self.dag, antal)
        return self._led("manader", f"{antal:+d} {enhet}", dag, kalla, antal)

    def paus(self, dagar: int) -> Rakning:
        """Lägg till de dagar som en paus verkligen varade; noll dagar blir inget led."""
        if not dagar:
            return self
        text = f"{dagar:+d} dagar då det var pausat"
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

    def rullad(self) -> Rakning:
        """Flytta till nästa vardag när dagen är en helgdag eller likställd (2 § lagen 1930:173)."""
        vardag = nasta_vardag(self.dag)
        if vardag == self.dag:
            return self
        text = "till nästa vardag, för dagen är en lördag, söndag, helgdag eller afton"
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

    def omdopt(self, handelse: str) -> Rakning:
        """Samma uträkning med ett annat namn på händelsen som det räknas från."""
        forst = replace(self.termer[0], text=handelse)
        return replace(self, termer=(forst, *self.termer[1:]))
