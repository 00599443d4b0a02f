"""Barnenhetens tider efter en orosanmälan, som upplysning.

Barnets eget ärende finns hos barnenheten, och det är den som håller tiderna. Här visas de för den som
arbetar med den vuxna, så att hen vet vad som händer och när det går att fråga.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.engine.errors import RuleNotInForce
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Kalla, Rule, frist
from caseflow.rules.kallor import GAMLA_SOL, NYA_SOL, SOL, SOL_2001, SOL_ANDRAS_2026
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning


@frist(SOL_2001("11 kap. 1 a §"), since=GAMLA_SOL)
def barnenhetens_skyddsbedomning(fran: Rakning, _profil: Profil) -> Rakning:
    """Barnenheten bedömer genast om barnet behöver omedelbart skydd, och skriver ned det."""
    return fran


barnenhetens_skyddsbedomning.restated(SOL("20 kap. 1 §"), since=NYA_SOL)


@frist(SOL_2001("11 kap. 1 a §"), since=GAMLA_SOL)
def barnenhetens_forhandsbedomning(fran: Rakning, _profil: Profil) -> Rakning:
    """Beslutet att inleda en utredning eller inte fattas inom fjorton dagar från anmälan.

    Tiden förlängs bara av synnerliga skäl. Pågår redan en utredning om barnet behövs inget beslut.
    """
    return fran.dagar(14)


barnenhetens_forhandsbedomning.restated(SOL("20 kap. 2 §"), since=NYA_SOL)


@frist(SOL_2001("11 kap. 2 §"), since=GAMLA_SOL)
def barnenhetens_utredning(fran: Rakning, _profil: Profil) -> Rakning:
    """En utredning om ett barn är klar inom fyra månader från att den inleddes.

    Den förlängs för en bestämd tid när det finns särskilda skäl, och det är ett eget beslut.
    """
    return fran.manader(4)


barnenhetens_utredning.restated(SOL("20 kap. 3 §"), since=NYA_SOL)


@frist(SOL("19 kap. 6 §"), since=SOL_ANDRAS_2026)
def barnenhetens_besked(fran: Rakning, _profil: Profil) -> Rakning:
    """Den som har anmält i sitt yrke och frågar får besked inom en vecka från beslutet att inleda eller inte.

    Frågar hen senare, eller pågår redan en utredning, kommer beskedet genast. Det lämnas inte om det är
    olämpligt. Det gäller från den 15 januari 2026.
    """
    return fran.veckor(1)


@dataclass(frozen=True, slots=True)
class Barnenhetstid:
    """En av barnenhetens tider: vad den är, hur dagen räknats, och lagrummet."""

    regel: str
    text: str
    rakning: Rakning
    kalla: Kalla

    @property
    def dag(self) -> date:
        """Den senaste dagen."""
        return self.rakning.dag


def barnenhetens_tider(fakta: Fakta, profil: Profil) -> dict[str, tuple[Barnenhetstid, ...]]:
    """Tiderna för varje gjord orosanmälan: barnets nummer -> tiderna i den ordning de kommer.

    Utredningens sista dag förutsätter att den inleds den sista dag som lagen ger; inleds den tidigare är
    den också klar tidigare.
    """
    return {
        barn: tuple(_tiderna(anmald, profil))
        for barn, anmalan in sorted(fakta.alla("orosanmalan").items())
        if (anmald := anmalan.datum("anmald")) and anmald >= GAMLA_SOL
    }


def _tiderna(anmald: date, profil: Profil) -> list[Barnenhetstid]:
    anmalan = Rakning.fran(anmald, "Orosanmälan")
    inleds = anmalan.enligt(barnenhetens_forhandsbedomning, profil)
    steg: tuple[tuple[Rule[Any], str, Rakning], ...] = (
        (barnenhetens_skyddsbedomning, "Skyddsbedömning", anmalan),
        (barnenhetens_forhandsbedomning, "Beslut om att inleda utredning eller inte", anmalan),
        (barnenhetens_besked, "Besked till dig som har anmält och frågar", inleds),
        (barnenhetens_utredning, "Utredningen klar, om en inleds", inleds),
    )
    funna = []
    for regel, text, fran in steg:
        try:
            rakning = fran.enligt(regel, profil)
            kalla = regel.on(fran.start).kalla
        except RuleNotInForce:
            continue
        funna.append(Barnenhetstid(regel.kod, text, rakning, kalla))
    return funna
