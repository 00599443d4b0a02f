"""Överflyttning av ett ärende till en annan kommun, eller hit från en annan (29 kap. 10–11 §§ SoL)."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta, Faktum
from caseflow.engine.rule import frist, hinder, plikt, rutin
from caseflow.rules.kallor import NYA_SOL, RUTINER_GALLER, SOL
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning, sista_dag


@hinder(rutin("svar på begäran om överflyttning"), since=RUTINER_GALLER, om_falt=True)
def begaran_om_overflyttning_finns(lage: Lage) -> bool:
    """Svaret gäller en begäran om överflyttning som inte redan är avgjord.

    Brister: Det finns ingen begäran om överflyttning med det numret som väntar på svar.
    Gör nu: Ange händelsenumret för begäran. Det står i tidslinjen.
    """
    nummer = str(lage.falt.get("begaran"))
    vantar = lage.fakta.alla("overflyttning_begard") | lage.fakta.alla("overflyttning_hos_ivo")
    return nummer in vantar


@hinder(SOL("29 kap. 11 §"), since=NYA_SOL, om_falt=True)
def svaret_har_drojt_en_manad(lage: Lage) -> bool:
    """Den som har begärt en överflyttning vänder sig till IVO när inget svar har kommit på en månad.

    Är kommunerna inte överens behöver ni inte vänta.

    Brister: Det har inte gått en månad sedan ni begärde överflyttningen.
    Gör nu: Hör av er till den andra kommunen. Har den sagt nej väljer du det som skäl.
    """
    begaran = lage.fakta.alla("overflyttning_begard").get(str(lage.falt.get("begaran")))
    if lage.falt.get("skal") != "inget_svar" or begaran is None or begaran.dag is None:
        return lage.falt.get("skal") != "inget_svar"
    if begaran.dag < NYA_SOL:
        return True
    return lage.dag >= sista_dag(frist_for_svar_om_overflyttning, begaran.dag, lage.profil)


def _obesvarade(fakta: Fakta, riktning: str) -> Iterator[tuple[str, Faktum]]:
    for nummer, begaran in fakta.alla("overflyttning_begard").items():
        if begaran.dag and begaran.text("riktning") == riktning:
            yield nummer, begaran


@plikt(
    SOL("29 kap. 10 §"),
    since=NYA_SOL,
    etikett="Svara på begäran om överflyttning",
    utfors_av=("overflyttning_svar",),
)
def overflyttning_besvaras(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """En annan kommuns skriftliga begäran om överflyttning besvaras genast.

    Om inget görs: Efter en månad får den andra kommunen vända sig till IVO, som då kan besluta i stället.
    """
    for nummer, begaran in _obesvarade(fakta, "till_oss"):
        if begaran.dag:
            yield Rakning.fran(begaran.dag, "Begäran kom in").forfall(nyckel=nummer)


@frist(SOL("29 kap. 11 §"), since=NYA_SOL)
def frist_for_svar_om_overflyttning(fran: Rakning, _profil: Profil) -> Rakning:
    """Har den andra kommunen inte svarat inom en månad får ni vända er till IVO."""
    return fran.manader(1)


@frist(SOL("29 kap. 11 §"), since=NYA_SOL)
def frist_for_ivos_beslut(fran: Rakning, _profil: Profil) -> Rakning:
    """IVO beslutar om överflyttningen inom tre månader."""
    return fran.manader(3)


@plikt(
    SOL("29 kap. 11 §"),
    since=NYA_SOL,
    etikett="Inget svar om överflyttningen: vänd er till IVO",
    utfors_av=("overflyttning_svar", "overflyttning_hos_ivo"),
)
def overflyttning_till_ivo(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Får ni inget svar på en månad vänder ni er till IVO. Ärendet är ert tills det är avgjort.

    Om inget görs: Ärendet blir kvar hos er, och frågan om överflyttning förblir obesvarad.
    """
    hos_ivo = fakta.alla("overflyttning_hos_ivo")
    for nummer, begaran in _obesvarade(fakta, "fran_oss"):
        if begaran.dag and begaran.dag >= NYA_SOL and nummer not in hos_ivo:
            rakning = Rakning.fran(begaran.dag, "Ni begärde överflyttning").enligt(
                frist_for_svar_om_overflyttning, profil, fakta.regler_per
            )
            yield rakning.forfall(nyckel=nummer)


@plikt(
    SOL("29 kap. 11 §"),
    since=NYA_SOL,
    etikett="Hör med IVO om överflyttningen",
    utfors_av=("overflyttning_svar",),
)
def overflyttning_hos_ivo_avgors(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """IVO beslutar om överflyttningen inom tre månader från att frågan kom dit.

    Om inget görs: Ärendet är kvar hos er tills IVO har beslutat.
    """
    for nummer, ansokt in fakta.alla("overflyttning_hos_ivo").items():
        if ansokt.dag and ansokt.dag >= NYA_SOL:
            rakning = Rakning.fran(ansokt.dag, "Ni vände er till IVO").enligt(
                frist_for_ivos_beslut, profil, fakta.regler_per
            )
            yield rakning.forfall(nyckel=nummer)


PLIKTER = (overflyttning_besvaras, overflyttning_till_ivo, overflyttning_hos_ivo_avgors)
