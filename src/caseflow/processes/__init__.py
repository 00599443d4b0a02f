"""Registret: alla processer, faktaslag, plikter och regler, var och en under sin lagrade kod."""

from __future__ import annotations

from typing import Any

from caseflow.engine.process import FactKind, Process, Transition
from caseflow.engine.rule import Regelslag, Rule
from caseflow.processes import (
    fakta_anteckning,
    fakta_barn,
    fakta_barn_i_boende,
    fakta_beslut,
    fakta_handlaggning,
    fakta_namnden,
    fakta_ny_rakning,
    fakta_overflyttning,
    fakta_planer,
    fakta_risk,
    fakta_saker_kontakt,
    fakta_sakerhet,
    fakta_samtal,
    fakta_samtycke,
    fakta_tid,
    fakta_utlamnande,
    friyta,
    insats,
    overklagande,
    partnerkontakt,
    partnerkontakt_akt,
    provning,
    uppfoljning,
    utovare,
    utsatt,
)
from caseflow.rules import (
    andring,
    ansokan,
    avslut,
    barn,
    barn_i_boende,
    barnenheten,
    begaran_om_utlamnande,
    beslut,
    delegation,
    dokumentation,
    enkat,
    eskalering,
    fritext,
    gallring,
    handlaggningstid,
    information,
    inledning,
    ivo,
    lagesbevakning,
    ny_rakning,
    overflyttning,
    overgang,
    planer,
    risk,
    saker_kontakt,
    sakerhet,
    underrattelse,
    upplysningar,
    upplysningar_barn,
    upplysningar_uppgifter,
    utgaende,
    utlamnande,
    utredning,
    varningar,
)
from caseflow.rules import friyta as friytans
from caseflow.rules import insats as insatsens
from caseflow.rules import overklagande as overklagandets
from caseflow.rules import partnerkontakt as partnerkontaktens
from caseflow.rules import provning as provningens
from caseflow.rules import uppfoljning as uppfoljningens

PROCESSER: dict[str, Process] = {
    p.code: p
    for p in (
        utovare.utovare,
        utsatt.utsatt,
        friyta.friyta,
        insats.insats,
        provning.provning,
        overklagande.overklagande,
        partnerkontakt.partnerkontakt,
        partnerkontakt_akt.partnerkontakt_akt,
        uppfoljning.uppfoljning,
    )
}
"""Varje process under sin kod."""

HUVUDPROCESS: dict[str, Process] = {
    "utovare": utovare.utovare,
    "utsatt": utsatt.utsatt,
    "friyta": friyta.friyta,
    "partnerkontakt": partnerkontakt_akt.partnerkontakt_akt,
}
"""Processen som en akt av varje slag går igenom."""

DELPROCESSER: dict[str, tuple[str, ...]] = {
    "utovare": (
        "friyta",
        "insats",
        "provning",
        "overklagande",
        "partnerkontakt",
        "uppfoljning",
    ),
    "utsatt": ("friyta", "insats", "provning", "overklagande", "uppfoljning"),
    "friyta": ("uppfoljning",),
    "partnerkontakt": (),
}
"""Delprocesserna som en akt av varje slag kan ha bredvid sin huvudprocess."""

FAKTASLAG: dict[str, FactKind] = {
    f.code: f
    for f in (
        *fakta_risk.FAKTASLAG,
        *fakta_sakerhet.FAKTASLAG,
        *fakta_samtycke.FAKTASLAG,
        *fakta_saker_kontakt.FAKTASLAG,
        *fakta_barn.FAKTASLAG,
        *fakta_handlaggning.FAKTASLAG,
        *fakta_samtal.FAKTASLAG,
        *fakta_anteckning.FAKTASLAG,
        *fakta_utlamnande.FAKTASLAG,
        *fakta_namnden.FAKTASLAG,
        *fakta_ny_rakning.FAKTASLAG,
        *fakta_tid.FAKTASLAG,
        *fakta_beslut.FAKTASLAG,
        *fakta_planer.FAKTASLAG,
        *fakta_barn_i_boende.FAKTASLAG,
        *fakta_overflyttning.FAKTASLAG,
    )
}
"""Varje slag av fakta under sin kod."""

_ALLA_AKTER: tuple[Rule[Any], ...] = (
    lagesbevakning.egen_bevakning,
    *ny_rakning.PLIKTER,
    risk.riskbedomning_efter_handelse,
    risk.hojd_risk_till_enhetschef,
    barn.orosanmalan_genast,
    *sakerhet.PLIKTER,
    *saker_kontakt.PLIKTER,
    *begaran_om_utlamnande.PLIKTER,
)
_ARENDEN: tuple[Rule[Any], ...] = (
    *lagesbevakning.PLIKTER,
    *risk.PLIKTER,
    *ansokan.PLIKTER,
    *beslut.PLIKTER,
    *barn.PLIKTER,
    *barn_i_boende.PLIKTER,
    *handlaggningstid.PLIKTER,
    *underrattelse.PLIKTER,
    *andring.PLIKTER,
    *information.PLIKTER,
    *planer.PLIKTER,
    *ivo.PLIKTER,
    *overflyttning.PLIKTER,
    *delegation.PLIKTER,
)
_PROCESSENS: dict[str, tuple[Rule[Any], ...]] = {
    "utovare": _ARENDEN,
    "utsatt": _ARENDEN,
    "friyta": (*friytans.PLIKTER, information.information_om_ansokan),
    "insats": insatsens.PLIKTER,
    "provning": provningens.PLIKTER,
    "overklagande": overklagandets.PLIKTER,
    "partnerkontakt": partnerkontaktens.PLIKTER,
    "partnerkontakt_akt": partnerkontaktens.PLIKTER,
    "uppfoljning": (*uppfoljningens.PLIKTER, *enkat.PLIKTER),
}

_PLIKTER: dict[str, tuple[Rule[Any], ...]] = {
    slag: tuple(
        dict.fromkeys(
            plikt
            for kod in (HUVUDPROCESS[slag].code, *DELPROCESSER[slag])
            for plikt in (*_PROCESSENS[kod], *_ALLA_AKTER)
        )
    )
    for slag in HUVUDPROCESS
}


def plikter_for(slag: str) -> tuple[Rule[Any], ...]:
    """Allt som kan förfalla i en akt av ett slag: huvudprocessens plikter och delprocessernas."""
    return _PLIKTER[slag]


FULLGOR: dict[str, tuple[str, ...]] = {
    plikt.kod: plikt.utfors_av for plikter in _PLIKTER.values() for plikt in plikter
}
"""Stegen och faktaslagen som fullgör varje plikt."""

REGLER: dict[str, Rule[Any]] = {
    regel.kod: regel
    for modul in (
        andring,
        ansokan,
        avslut,
        barn,
        barn_i_boende,
        barnenheten,
        begaran_om_utlamnande,
        beslut,
        delegation,
        dokumentation,
        enkat,
        eskalering,
        fritext,
        friytans,
        gallring,
        handlaggningstid,
        information,
        inledning,
        insatsens,
        ivo,
        lagesbevakning,
        ny_rakning,
        overflyttning,
        overgang,
        overklagandets,
        partnerkontaktens,
        planer,
        provningens,
        risk,
        saker_kontakt,
        sakerhet,
        uppfoljningens,
        underrattelse,
        upplysningar,
        upplysningar_barn,
        upplysningar_uppgifter,
        utgaende,
        utlamnande,
        utredning,
        varningar,
    )
    for regel in vars(modul).values()
    if isinstance(regel, Rule)
}
"""Varje regel under sin kod: spärrar, frister, plikter, planer, varningar och upplysningar."""

UPPLYSNINGAR: tuple[Rule[Any], ...] = tuple(
    r for r in REGLER.values() if r.slag is Regelslag.UPPLYSNING
)
"""Allt som är bra att veta enligt lagen, och som varken hindrar eller bevakar något."""


def varningar_for(handling: Transition | FactKind) -> tuple[Rule[Any], ...]:
    """Varningarna som prövas när ett steg tas eller ett faktum registreras."""
    return (*varningar.I_VARJE_HANDLING, *handling.varnar)
