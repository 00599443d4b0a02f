"""Händelserna som bevakningarna räknas från: ärendets läge, delprocessens läge, den senaste kontakten.

Var och en ger en uträkning som bara har sin händelse, eller inget om ingen dag är känd. Räknat blir det
från händelsens egen dag, hur sent den än registreras.
"""

from __future__ import annotations

from datetime import date

from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.rules.omgang import genomgangens_dag, inkommen_dag, lagets_dag
from caseflow.rules.rakning import Rakning

GENOMGANG = "Genomgången av det importerade ärendet"
_OKAND = "Ärendets läge, för dagen är okänd"


def arendet_kom_in(fakta: Fakta) -> Rakning | None:
    """Från dagen då uppgiften kom in, eller då ärendet togs upp på nytt."""
    namn = "Uppgiften kom in" if fakta.omgang == 1 else "Ärendet togs upp på nytt"
    return Rakning.fran_senaste((inkommen_dag(fakta), namn))


def laget_borjade(fakta: Fakta, handelse: str) -> Rakning | None:
    """Från dagen då ärendet kom till sitt läge; är den okänd från den dag som är känd."""
    return Rakning.fran_senaste((lagets_dag(fakta), handelse if fakta.sedan else _OKAND))


def delens_lage_borjade(fakta: Fakta, delen: Delprocess, handelse: str) -> Rakning | None:
    """Från dagen då delprocessen kom till sitt läge.

    I ett importerat ärende räknas aldrig från en dag före genomgången; där är dagen ofta okänd.
    """
    return Rakning.fran_senaste(*_efter_genomgang(fakta, delen.sedan, handelse))


def delen_oppnades(fakta: Fakta, delen: Delprocess, handelse: str) -> Rakning | None:
    """Från dagen då delprocessen öppnades, till exempel dagen för beslutet om en insats."""
    oppnad = delen.oppnad or delen.sedan
    return Rakning.fran_senaste(*_efter_genomgang(fakta, oppnad, handelse))


def senast_hort(fakta: Fakta, delen: Delprocess, handelse: str) -> Rakning | None:
    """Från dagen då något senast antecknades om personen, tidigast då delprocessen kom till sitt läge."""
    samtal = fakta.senaste("samtal")
    samtalat = Rakning.fran_senaste((samtal.dag if samtal else None, "Det senaste samtalet"))
    laget = delens_lage_borjade(fakta, delen, handelse)
    tecken = [r for r in (laget, samtalat, senast_antecknat(fakta)) if r]
    return tecken[0].inte_fore(*tecken[1:]) if tecken else None


def senast_antecknat(fakta: Fakta) -> Rakning | None:
    """Från dagen för det som senast antecknades om personen."""
    antecknat = fakta.senaste("journalanteckning")
    return Rakning.fran_senaste((antecknat.dag if antecknat else None, "Den senaste anteckningen"))


def _efter_genomgang(
    fakta: Fakta, dag: date | None, handelse: str
) -> list[tuple[date | None, str]]:
    """Händelsen, eller ärendets läge om dess dag är okänd, och genomgången om den kom sedan."""
    kand = (dag, handelse) if dag else (lagets_dag(fakta), _OKAND)
    return [kand, (genomgangens_dag(fakta), GENOMGANG)]
