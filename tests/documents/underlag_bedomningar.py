"""Assessments, plans and hand-overs ready to be made."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time

from caseflow.documents import mallar
from caseflow.documents.mallar import MALLAR
from caseflow.documents.underlag import Underlag
from caseflow.engine.fakta import Varde
from tests.documents import berattelser
from tests.documents.berattelser_planer import (
    AKUT,
    AVSLUT,
    AVSLUT_FRIYTA,
    AVSLUT_UTOVARE,
    AVSLUT_UTSATT,
    BARN_UTOVARE,
    BARN_UTSATT,
    BESTALLNING,
    EGEN_SYN_TIDIGT,
    FORHANDS_UTOVARE,
    FORHANDS_UTSATT,
    GENOMFORANDE,
    GODKAND,
    KOPPLAD,
    OROSANMALAN,
    PLAN_FRIYTA,
    PLANER_IFYLLT,
    RISK_UTOVARE,
    RISK_UTSATT,
    SAKER_KONTAKT,
    SAKERHETSPLAN,
    SEN_ANSOKAN,
    UTSATT,
    VARDPLAN,
)
from tests.documents.underlagsbygge import DAG, Rad, underlag


def med(grund: Underlag, mall: str, ifyllt: Mapping[str, Varde]) -> Underlag:
    """The underlag with its form filled in, read by the fields of the template."""
    filled = replace(grund, ifyllt=dict(ifyllt))
    fields = {f.code: f for f in mallar.falten(MALLAR[mall], filled)}
    unknown = ifyllt.keys() - fields.keys()
    assert not unknown, f"{mall} has no field {unknown}"
    read = tuple((k, fields[k].label, fields[k].label_of(v)) for k, v in ifyllt.items())
    return replace(filled, ifyllda=read)


def gjord(mall: str, slag: str, rader: tuple[Rad, ...], ifyllt: Mapping[str, Varde]) -> Underlag:
    last = max((date.fromisoformat(rad[0]) for rad in rader), default=DAG)
    skapad = datetime.combine(max(last, DAG), time(9, 30), UTC)
    return med(underlag(slag, rader, skapad=skapad, **ANNAT.get(slag, {})), mall, ifyllt)


ANNAT: dict[str, dict[str, object]] = {
    "friyta": {"person_namn": "", "personnummer": "", "pseudonym": "Blå 17"},
}
"""What an akt of a kind has that the others have not: a friyta knows a code, and no name."""


_ALLA: tuple[tuple[str, str, str, tuple[Rad, ...], Mapping[str, Varde]], ...] = (
    (
        "forhandsbedomning_utovare",
        "forhandsbedomning_utovare",
        "utovare",
        (*SEN_ANSOKAN, EGEN_SYN_TIDIGT),
        FORHANDS_UTOVARE,
    ),
    (
        "forhandsbedomning_utsatt",
        "forhandsbedomning_utsatt",
        "utsatt",
        (*UTSATT[:2], *UTSATT[3:5], UTSATT[7], *UTSATT[-2:]),
        FORHANDS_UTSATT,
    ),
    (
        "riskbedomning_utovare",
        "riskbedomning_utovare",
        "utovare",
        berattelser.UTOVARE,
        {"valt": "13", **RISK_UTOVARE},
    ),
    ("riskbedomning_utsatt", "riskbedomning_utsatt", "utsatt", UTSATT, RISK_UTSATT),
    (
        "barnkonsekvensanalys_utovare",
        "barnkonsekvensanalys_utovare",
        "utovare",
        berattelser.UTOVARE,
        BARN_UTOVARE,
    ),
    (
        "barnkonsekvensanalys_utsatt",
        "barnkonsekvensanalys_utsatt",
        "utsatt",
        UTSATT,
        BARN_UTSATT,
    ),
    (
        "sakerhetsplan",
        "sakerhetsplan",
        "utsatt",
        SAKERHETSPLAN,
        {
            "pa_papper": "hos_annan",
            "utan_papper": "Bladet ligger hos Kim.",
            "ses_over": "2027-01-16",
        },
    ),
    (
        "sakerhetsplan_friyta",
        "sakerhetsplan",
        "friyta",
        PLAN_FRIYTA,
        {"pa_papper": "nej", "ses_over": "2027-01-16"},
    ),
    (
        "min_plan",
        "min_plan",
        "partnerkontakt",
        SAKERHETSPLAN,
        {"sakert": True, "kom_ihag": "Ladda telefonen på kvällen."},
    ),
    (
        "vardplan",
        "vardplan",
        "utsatt",
        (AKUT, VARDPLAN),
        {
            **PLANER_IFYLLT,
            "insatsen": "Skyddat boende",
            "foljs_upp": "2027-01-11",
            "andra": "Skolan ordnar en plats från den 23 november. Vårdcentralen tar emot den 2 december.",
        },
    ),
    (
        "genomforandeplan",
        "genomforandeplan",
        "utovare",
        (berattelser.BIFALL, GENOMFORANDE),
        {**PLANER_IFYLLT, "ansvarig": "Bo Ståhlö"},
    ),
    (
        "bestallning_utovare",
        "bestallning",
        "utovare",
        (*berattelser.UTOVARE, SAKER_KONTAKT, berattelser.BIFALL),
        BESTALLNING,
    ),
    (
        "bestallning_utsatt",
        "bestallning",
        "utsatt",
        (*UTSATT, berattelser.BIFALL),
        BESTALLNING,
    ),
    ("orosanmalan", "orosanmalan", "utovare", berattelser.UTOVARE, OROSANMALAN),
    ("overlamning_friyta", "overlamning", "friyta", (KOPPLAD,), GODKAND),
    (
        "overlamning_utsatt",
        "overlamning",
        "utsatt",
        UTSATT,
        {
            **GODKAND,
            "sammanfattning": "Jag behöver någon att prata med varje vecka. Jag vill inte berätta allt igen. Läs "
            "det här först.",
            "egna_ord": "Ring mig aldrig, jag kommer själv.",
        },
    ),
    (
        "avslutssammanfattning_utovare",
        "avslutssammanfattning",
        "utovare",
        AVSLUT_UTOVARE,
        AVSLUT,
    ),
    (
        "avslutssammanfattning_utsatt",
        "avslutssammanfattning",
        "utsatt",
        AVSLUT_UTSATT,
        {**AVSLUT, "gavs": "Stödsamtal varje vecka under hösten och våren."},
    ),
    (
        "avslutssammanfattning_friyta",
        "avslutssammanfattning",
        "friyta",
        AVSLUT_FRIYTA,
        {
            **AVSLUT,
            "sokte": "Någon att prata med utan att bli dömd.",
            "uppfoljningar": "Ingen hör av sig efteråt. Ett formulär lämnades vid det sista samtalet.",
        },
    ),
)
"""Name, template, kind of akt, what stands in the akt and what is filled in."""

UNDERLAG: dict[str, tuple[str, Underlag]] = {
    namn: (mall, gjord(mall, slag, rader, ifyllt)) for namn, mall, slag, rader, ifyllt in _ALLA
}
UNDERLAG["orosanmalan_namnlos"] = (
    "orosanmalan",
    replace(
        gjord("orosanmalan", "utovare", berattelser.UTOVARE, {**OROSANMALAN, "vuxen": "nej"}),
        beteckning="OA-7K3F-Q2MX",
    ),
)
