"""Det som hör till ärendets pågående omgång: vad som beviljats, vilka delprocesser, hur många samtal."""

from __future__ import annotations

from datetime import date

from caseflow.engine.fakta import Delprocess, Fakta, Faktum

ARENDEN = ("utovare", "utsatt")
"""Slag av akter som är ärenden om en person."""

GENOMFORT_SAMTAL = "samtal:genomfort"


def ar_arende(fakta: Fakta) -> bool:
    """Om akten är ett ärende och inte en friytekontakt eller en partnerkontakt."""
    return fakta.slag in ARENDEN


def senaste_steg(fakta: Fakta, *koder: str) -> Faktum | None:
    """Det senaste av stegen, om något av dem är taget i den här omgången."""
    senast: Faktum | None = None
    for steg in (fakta.steg[kod] for kod in koder if kod in fakta.steg):
        if steg.not_before(senast):
            senast = steg
    return senast


def beviljande(fakta: Fakta) -> Faktum | None:
    """Beslutet som verkställs, om ett sådant är fattat i den här omgången."""
    return senaste_steg(fakta, "bevilja", "bevilja_delvis", "verkstall_andrat_beslut")


def i_omgangen(fakta: Fakta, *processer: str) -> tuple[Delprocess, ...]:
    """Delprocesserna av de slagen som öppnats sedan ärendet senast togs upp."""
    start = fakta.steg.get("ateraktualisera")
    tidigast = start.seq if start else 0
    return tuple(d for d in fakta.delprocesser if d.process in processer and d.seq > tidigast)


def genomforda_samtal(fakta: Fakta) -> int:
    """Hur många samtal som genomförts i den här omgången, på friyta och i insatser."""
    inom = sum(d.antal.get(GENOMFORT_SAMTAL, 0) for d in i_omgangen(fakta, "friyta", "insats"))
    return inom + fakta.antal.get(GENOMFORT_SAMTAL, 0)


def lagets_dag(fakta: Fakta) -> date | None:
    """Dagen då ärendet kom till sitt läge; är den okänd räknas från dagen det kom in."""
    return fakta.sedan or fakta.inkom or fakta.senaste_dag


def inkommen_dag(fakta: Fakta) -> date | None:
    """Dagen då ärendet kom in, eller då det togs upp på nytt.

    En anmälan som registreras för sent räknas från den dag den kom in.
    """
    if fakta.omgang == 1 and fakta.inkom:
        return fakta.inkom
    return lagets_dag(fakta)


def importdag(fakta: Fakta) -> date | None:
    """Dagen då ett importerat ärende kom hit, så länge den första omgången pågår."""
    registrering = fakta.steg.get("registrera_akt")
    return registrering.datum("importerad") if registrering else None


def genomgangens_dag(fakta: Fakta) -> date | None:
    """Dagen då ett importerat ärende gicks igenom. Inget räknas från en tidigare dag än den."""
    genomgang = fakta.senaste("genomgang")
    return genomgang.dag if genomgang else None
