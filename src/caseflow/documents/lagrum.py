"""The sections that handlingar refer to, by key, as they stood on a day.

Only references that are certain stand here; what has no wording on the day is left out of the answer.
"""

from __future__ import annotations

from datetime import date

from caseflow.engine.rule import Kalltyp, Lag
from caseflow.rules.kallor import (
    BARNUTREDNING_GALLRING,
    FL,
    GAMLA_SOL,
    HSLF_2022_39,
    HSLF_GALLER,
    NYA_FL,
    NYA_SOL,
    OSL,
    SOF,
    SOL,
    SOL_2001,
    SOL_ANDRAS_2026,
    UTOVARE_I_SOL,
)

KL = Lag("kommunallagen", "2017:725", "KL")
NYA_KL = date(2018, 1, 1)
OSL_GALLER = date(2009, 6, 30)
UTELAMNANDE_GALLER = date(2025, 7, 2)
"""SFS 2025:582: a written underrättelse may leave out the officials when threat is feared."""

_LYDELSER: dict[str, tuple[tuple[date, Lag, str], ...]] = {
    "inleda_utredning": (
        (GAMLA_SOL, SOL_2001, "11 kap. 1 §"),
        (NYA_SOL, SOL, "14 kap. 2 §"),
    ),
    "bistand": ((GAMLA_SOL, SOL_2001, "4 kap. 1 §"), (NYA_SOL, SOL, "11 kap. 1 §")),
    "bistand_utover": ((GAMLA_SOL, SOL_2001, "4 kap. 2 §"), (NYA_SOL, SOL, "11 kap. 4 §")),
    "utan_behovsprovning": ((NYA_SOL, SOL, "11 kap. 5 och 6 §§"),),
    "vald_utsatt": ((GAMLA_SOL, SOL_2001, "5 kap. 11 §"), (NYA_SOL, SOL, "13 kap. 1 §")),
    "vald_utovare": ((UTOVARE_I_SOL, SOL_2001, "5 kap. 11 a §"), (NYA_SOL, SOL, "13 kap. 8 §")),
    "sakerhet": ((NYA_SOL, SOL, "13 kap. 8 §"),),
    "barn_som_upplevt_vald": ((NYA_SOL, SOL, "18 kap. 7 §"),),
    "orosanmalan": ((GAMLA_SOL, SOL_2001, "14 kap. 1 §"), (NYA_SOL, SOL, "19 kap. 1 §")),
    "dokumentation": (
        (GAMLA_SOL, SOL_2001, "11 kap. 5 §"),
        (NYA_SOL, SOL, "14 kap. 3–7 §§"),
    ),
    "besked_till_anmalaren": ((SOL_ANDRAS_2026, SOL, "19 kap. 6 §"),),
    "vardplan": ((NYA_SOL, SOL, "9 kap. 12 §"),),
    "vardplanens_innehall": ((NYA_SOL, SOF, "10 kap. 2 §"),),
    "invandning_antecknas": ((NYA_SOL, SOL, "14 kap. 6 §"),),
    "muntligt_for_namnden": ((NYA_SOL, SOL, "14 kap. 8 §"),),
    "riskbedomning": ((HSLF_GALLER, HSLF_2022_39, ""),),
    "partsinsyn": ((NYA_FL, FL, "10 §"),),
    "forsening": ((NYA_FL, FL, "11 §"),),
    "begaran_om_avgorande": ((NYA_FL, FL, "12 §"),),
    "tolk": ((NYA_FL, FL, "13 §"),),
    "kommunicering": ((NYA_FL, FL, "25 §"),),
    "beslutets_innehall": ((NYA_FL, FL, "31 §"),),
    "motivering": ((NYA_FL, FL, "32 §"),),
    "underrattelse": ((NYA_FL, FL, "33 §"),),
    "utelamna_tjansteman": ((UTELAMNANDE_GALLER, FL, "33 §"),),
    "hur_man_overklagar": ((NYA_FL, FL, "43 §"),),
    "overklagandetid": ((NYA_FL, FL, "44 §"),),
    "rattidsprovning": ((NYA_FL, FL, "45 och 46 §§"),),
    "overklagande": ((GAMLA_SOL, SOL_2001, "16 kap. 3 §"), (NYA_SOL, SOL, "35 kap. 1 §")),
    "laglighetsprovning": ((NYA_KL, KL, "13 kap. 5 §"),),
    "galler_omedelbart": ((NYA_SOL, SOL, "35 kap. 5 §"),),
    "vardnadshavares_insyn": ((OSL_GALLER, OSL, "12 kap. 3 §"),),
    "samtycke": ((OSL_GALLER, OSL, "12 kap. 2 §"),),
    "utlamnande_nekas": ((OSL_GALLER, OSL, "6 kap. 3 §"),),
    "utlamnande_overklagas": ((OSL_GALLER, OSL, "6 kap. 7 och 8 §§"),),
    "forbehall": ((OSL_GALLER, OSL, "10 kap. 14 §"),),
    "gallring": ((GAMLA_SOL, SOL_2001, "12 kap. 1 §"), (NYA_SOL, SOL, "16 kap. 1 §")),
    "gallring_aldrig": ((GAMLA_SOL, SOL_2001, "12 kap. 2 §"), (NYA_SOL, SOL, "16 kap. 2 §")),
    "gallring_barn": ((BARNUTREDNING_GALLRING, SOL, "16 kap. 2 a §"),),
    "gallring_forskning": ((GAMLA_SOL, SOL_2001, "12 kap. 2 §"), (NYA_SOL, SOF, "13 kap. 1 §")),
    "sekretess": ((OSL_GALLER, OSL, "26 kap. 1 §"),),
}


def lagrum_for(dag: date) -> dict[str, str]:
    """Key -> citation for everything in force on `dag`.

    For a beslut `dag` is the day of the decision, otherwise the day the handling is made.
    """
    answer = {}
    for key, wordings in _LYDELSER.items():
        in_force = [(lag, paragraf) for since, lag, paragraf in wordings if since <= dag]
        if in_force:
            answer[key] = _in_full(*in_force[-1])
    return answer


def _in_full(lag: Lag, paragraf: str) -> str:
    """The citation without abbreviations: whoever reads the letter need not know them."""
    if lag.typ is Kalltyp.LAG:
        return f"{paragraf} {lag.namn} ({lag.sfs})"
    return f"{lag.kort} {lag.sfs} om {lag.namn}"
