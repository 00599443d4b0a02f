"""Bygger en ögonblicksbild, ett läge och en fråga till en regel på en rad. Bara för testerna.

fakta("utovare", "beslut", steg={"slutfor_utredning": "2026-03-01"},
      fakta_={"riskbedomning": ("2026-02-20", {"niva": "hog"})},
      delprocesser=(delprocess("insats", "pagar"),))
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeAlias

from caseflow.engine import trial
from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta, Faktum, Varde
from caseflow.engine.rule import Rule
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil

Dag: TypeAlias = "str | date | None"
Uppgift: TypeAlias = "Dag | tuple[Dag, Mapping[str, Varde]] | Faktum"

DAG = date(2026, 3, 10)
"""En vanlig tisdag, sedan alla lydelser som testas har börjat gälla."""

PROFIL = Profil("test", "Testkommun")
PROCESS_FOR = {"partnerkontakt": "partnerkontakt_akt"}
AVSLUTANDE = (
    "avslutad genomford avbruten aterkallad bifall delvis avslag avgjort avvisat avbojd "
    "avbojd_av_utovaren ej_nadd olamplig"
)
"""Sluttillstånden i delprocesserna."""


def dag(varde: Dag) -> date | None:
    """Datum ur text."""
    return date.fromisoformat(varde) if isinstance(varde, str) else varde


def faktum(nar: Dag = DAG, /, *, seq: int = 1, **varden: Varde) -> Faktum:
    """Ett faktum eller taget steg."""
    return Faktum(seq, dag(nar), varden)


def _uppgifter(givna: Mapping[str, Uppgift], first: int) -> dict[str, Faktum]:
    """Numreras i skriven ordning, om inte uppgiften redan är ett Faktum med eget nummer."""
    byggda: dict[str, Faktum] = {}
    for seq, (kod, uppgift) in enumerate(givna.items(), start=first):
        if isinstance(uppgift, Faktum):
            byggda[kod] = uppgift
        elif isinstance(uppgift, tuple):
            byggda[kod] = Faktum(seq, dag(uppgift[0]), dict(uppgift[1]))
        else:
            byggda[kod] = Faktum(seq, dag(uppgift))
    return byggda


def delprocess(
    process: str,
    tillstand: str,
    *,
    id_: int = 1,
    sedan: Dag = DAG,
    oppnad: Dag = None,
    varden: Mapping[str, Varde] | None = None,
    steg: Mapping[str, Uppgift] | None = None,
    antal: Mapping[str, int] | None = None,
    avslutad: bool | None = None,
) -> Delprocess:
    """En delprocess; den är avslutad när tillståndet är ett sluttillstånd, om inget annat sägs."""
    return Delprocess(
        id=id_,
        process=process,
        tillstand=tillstand,
        sedan=dag(sedan),
        oppnad=dag(oppnad) or dag(sedan),
        seq=1,
        avslutad=tillstand in AVSLUTANDE.split() if avslutad is None else avslutad,
        varden=dict(varden or {}),
        steg=_uppgifter(steg or {}, 1),
        antal=dict(antal or {}),
    )


def fakta(
    slag: str,
    tillstand: str,
    *,
    sedan: Dag = DAG,
    inkom: Dag = DAG,
    steg: Mapping[str, Uppgift] | None = None,
    fakta_: Mapping[str, Uppgift] | None = None,
    delprocesser: tuple[Delprocess, ...] = (),
    antal: Mapping[str, int] | None = None,
    ursprung: str = "live",
) -> Fakta:
    """En akts ögonblicksbild. Stegen numreras före fakta."""
    uppgifter = _uppgifter(fakta_ or {}, 100)
    stegen = _uppgifter(steg or {}, 1)
    return Fakta(
        slag=slag,
        process=PROCESS_FOR.get(slag, slag),
        tillstand=tillstand,
        sedan=dag(sedan),
        inkom=dag(inkom),
        avslutad=tillstand
        in (["avslutat"] if slag in {"utovare", "utsatt"} else AVSLUTANDE.split()),
        ursprung=ursprung,
        seq=max([0, *(f.seq for f in (*uppgifter.values(), *stegen.values()))]),
        fakta=uppgifter,
        steg=stegen,
        antal=dict(antal or {}),
        delprocesser=delprocesser,
    )


def lage(
    fakta_: Fakta,
    *,
    profil: Profil = PROFIL,
    nar: Dag = DAG,
    falt: Mapping[str, Varde] | None = None,
    aktor: str = "",
    roll: str = "",
    inom: Delprocess | None = None,
) -> Lage:
    """Det en spärr får se. `inom` är delprocessen som steget tas i."""
    return trial.Lage(fakta_, profil, dag(nar) or DAG, falt or {}, aktor, roll, inom)


def haller(regel: Rule[Any], provas: Lage) -> bool:
    """Om spärren är uppfylld enligt den lydelse som gällde lägets dag."""
    return bool(regel.on(provas.dag).function(provas))


def forfall(regel: Rule[Any], fakta_: Fakta, profil: Profil = PROFIL) -> list[Forfall]:
    """Det plikten ger enligt sin senaste lydelse, oavsett när den började gälla."""
    return list(regel.wordings[-1].function(fakta_, profil))
