"""Delegationsordningen: vem som får besluta vad på nämndens vägnar, och det som lagen inte låter delegera.

Tabellen står i profilen under `delegation`: beslut -> de roller eller instanser som får fatta det. Varje
nämnd har sin egen delegationsordning; profilen hänvisar till den under `delegationsordning`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from caseflow.engine.rule import Kalla
from caseflow.rules.kallor import (
    BARN_I_SKYDDAT_BOENDE_GALLER,
    GAMLA_SOL,
    NYA_SOL,
    SOL,
    SOL_2001,
)
from caseflow.rules.roller import Roll

INSTANSER: dict[str, str] = {
    "utskott": "nämndens utskott",
    "namnd": "nämnden",
    "ordforande": "nämndens ordförande eller en annan ledamot som nämnden har utsett",
}
"""De som beslutar utan att ha en roll i caseflow. Deras beslut registreras med paragraf och dag."""

DELEGATER = (Roll.BESLUTSFATTARE, Roll.ENHETSCHEF, Roll.HANDLAGGARE, Roll.SAMORDNARE)
"""Rollerna som nämnden kan delegera till."""

BESLUT_SOM_DELEGERAS: dict[str, str] = {
    "bevilja": "Bevilja en insats",
    "bevilja_delvis": "Bevilja delvis",
    "avsla": "Avslå en ansökan",
    "avsluta_utan_insats": "Avsluta utredningen utan insats",
    "bevilja_akut_skydd": "Bevilja akut skydd",
    "bifall_ansokan": "Bifalla en senare ansökan",
    "bifall_delvis": "Bifalla en senare ansökan delvis",
    "avsla_ansokan": "Avslå en senare ansökan",
    "avvisa_overklagande": "Avvisa ett överklagande som kom för sent",
    "omprova_beslut": "Ompröva ett överklagat beslut",
}
"""Stegen som är beslut på nämndens vägnar."""

BARA_NAMND: dict[str, tuple[str, tuple[str, ...]]] = {
    "barnets_insats": ("Ett barns insats i skyddat boende", ("utskott", "namnd")),
    "barnets_omedelbara_insats": (
        "Ett barns omedelbara insats i skyddat boende",
        ("utskott", "namnd", "ordforande"),
    ),
    "lvu": ("Beslut enligt LVU", ("utskott", "namnd")),
}
"""Beslut om barn som lagen håller hos nämnden: beslut -> vad det är och vem som får fatta det."""

_LAGRUM: dict[str, tuple[tuple[date, Kalla], ...]] = {
    "barnets_insats": (
        (GAMLA_SOL, SOL_2001("10 kap. 4 §")),
        (NYA_SOL, SOL("30 kap. 6 §")),
    ),
    "barnets_omedelbara_insats": (
        (BARN_I_SKYDDAT_BOENDE_GALLER, SOL_2001("10 kap.")),
        (NYA_SOL, SOL("30 kap. 8 §")),
    ),
    "lvu": ((GAMLA_SOL, SOL_2001("10 kap. 4 §")), (NYA_SOL, SOL("30 kap. 7 §"))),
}


def instanser_for_barnet(beslut: str) -> tuple[str, ...]:
    """Vem som får fatta ett av besluten om barn."""
    return BARA_NAMND[beslut][1]


def fel_i_delegationen(delegation: Mapping[str, Sequence[str]]) -> list[str]:
    """Det i tabellen som lagen inte tillåter eller som inte går att förstå; tom lista när den håller.

    Profilen som har ett sådant fel laddas inte.
    """
    return [fel for beslut, vilka in delegation.items() for fel in _fel(beslut, vilka)]


def _fel(beslut: str, vilka: Sequence[str]) -> Iterator[str]:
    kanda = {*(r.value for r in DELEGATER), *INSTANSER}
    if beslut not in BESLUT_SOM_DELEGERAS and beslut not in BARA_NAMND:
        mojliga = ", ".join((*BESLUT_SOM_DELEGERAS, *BARA_NAMND))
        yield f"{beslut}: ett sådant beslut finns inte. Välj bland {mojliga}"
        return
    if isinstance(vilka, str) or not vilka:
        yield f"{beslut}: ska vara en lista med minst en roll eller instans"
        return
    for okand in (v for v in vilka if v not in kanda):
        yield f"{beslut}: «{okand}» finns inte. Välj bland {', '.join(sorted(kanda))}"
    if beslut in BARA_NAMND:
        vad, tillatna = BARA_NAMND[beslut]
        for otillaten in (v for v in vilka if v in kanda and v not in tillatna):
            yield (
                f"{beslut}: {vad.lower()} får inte delegeras till {otillaten}, bara till"
                f" {' eller '.join(tillatna)} ({_LAGRUM[beslut][-1][1]})"
            )
