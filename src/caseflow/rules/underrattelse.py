"""Underrättelsen om ett beslut, och namnen i den (33 § FL)."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.rule import hinder, plikt
from caseflow.rules.kallor import FL, NYA_FL, UTELAMNANDE_GALLER, tid_ur_profilen
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import genomgangens_dag, i_omgangen
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

_I_ARENDET = ("bevilja", "bevilja_delvis", "avsla", "avsluta_utan_insats", "bevilja_akut_skydd")
_I_DELPROCESSER = {
    "provning": ("bifall_ansokan", "bifall_delvis", "avsla_ansokan"),
    "overklagande": ("avvisa_overklagande", "omprova_beslut"),
}
_BESKED = ("underrattelse_om_beslut", "delfaende", "delfaende_av_avslag")


def besluten(fakta: Fakta) -> Iterator[Faktum]:
    """Varje beslut i omgången som personen ska underrättas om, vad det än blev."""
    yield from (fakta.steg[kod] for kod in _I_ARENDET if kod in fakta.steg)
    for process, koder in _I_DELPROCESSER.items():
        for delen in i_omgangen(fakta, process):
            stegen = [delen.steg[kod] for kod in koder if kod in delen.steg]
            yield from (steg for steg in stegen if steg.text("utfall") != "star_fast")
    yield from fakta.alla("avslag_pa_begaran").values()
    andrat = fakta.senaste("andring_av_beslut")
    if andrat:
        yield andrat


@plikt(
    tid_ur_profilen(FL("33 §"), "underrattelse_dagar"),
    since=NYA_FL,
    etikett="Underrätta personen om beslutet",
    utfors_av=_BESKED,
)
def beslutet_meddelas(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Personen får så snart som möjligt veta hela beslutet, också ett bifall, och hur det överklagas.

    Lagen säger så snart som möjligt. Antalet dagar är enhetens eget.

    Om inget görs: Personen vet inte vad som är beslutat, och tiden att överklaga börjar inte.
    """
    besked = [b for kod in _BESKED[:-1] if (b := fakta.senaste(kod))]
    besked += fakta.alla("delfaende_av_avslag").values()
    genomgang = genomgangens_dag(fakta)
    for beslut in besluten(fakta):
        gammalt = genomgang and beslut.dag and beslut.dag < genomgang
        if beslut.dag and not gammalt and not any(b.not_before(beslut) for b in besked):
            rakning = Rakning.fran(beslut.dag, "Beslutet")
            yield rakning.dagar(profil.underrattelse_dagar, "underrattelse_dagar").forfall(
                nyckel=str(beslut.seq)
            )


@hinder(FL("33 §"), since=NYA_FL, om_falt=True)
def namn_utelamnas_bara_vid_hot(lage: Lage) -> bool:
    """En skriftlig underrättelse säger vem som har beslutat och vilka som har varit med.

    Brister: Före den 2 juli 2025 fick namnen på dem som beslutat inte utelämnas.
    Gör nu: Välj att namnen skrivs ut, eller rätta dagen.
    """
    return lage.falt.get("val") != "utelamnas"


@namn_utelamnas_bara_vid_hot.amended(FL("33 §"), since=UTELAMNANDE_GALLER)
def _vid_risk_for_hot(lage: Lage) -> bool:
    """Namnen på dem som har beslutat får utelämnas i en skriftlig underrättelse när hot befaras.

    Ändringen kom med SFS 2025:582.

    Brister: Skälet till att utelämna namnen saknas.
    Gör nu: Skriv varför hot befaras i just det här ärendet, eller välj att namnen skrivs ut.
    """
    return lage.falt.get("val") != "utelamnas" or bool(lage.falt.get("skal"))


PLIKTER = (beslutet_meddelas,)
