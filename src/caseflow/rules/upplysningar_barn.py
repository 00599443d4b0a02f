"""Bra att veta enligt lagen, om barnen: det som barnenheten och andra gör, och vad det betyder för dig.

En upplysning hindrar inget och bevakar inget. Funktionen säger om den hör hemma i akten just nu.
"""

from __future__ import annotations

from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Sakerhet, upplysning
from caseflow.rules.kallor import (
    BARN_I_SKYDDAT_BOENDE,
    BARN_I_SKYDDAT_BOENDE_GALLER,
    BARN_SOM_BROTTSOFFER,
    GAMLA_SOL,
    NYA_SOL,
    SOL,
    SOL_2001,
    SOL_ANDRAS_2026,
)
from caseflow.rules.profil import Profil


def finns_barn(fakta: Fakta) -> bool:
    """Om det är känt att det finns barn, eller om någon har anmält oro för ett barn."""
    svar = fakta.senaste("barn_efterfragade")
    sagt = svar is not None and svar.text("svar") == "finns"
    return sagt or bool(fakta.alla("barn")) or bool(fakta.alla("orosanmalan"))


def _anmald(fakta: Fakta) -> bool:
    return any(a.datum("anmald") for a in fakta.alla("orosanmalan").values())


def _barn_i_skyddat_boende(fakta: Fakta) -> bool:
    return any(d.text("barn_foljer_med") == "ja" for d in fakta.av_slag("insats", oppna=True))


@upplysning(SOL_2001("5 kap. 11 §"), since=BARN_SOM_BROTTSOFFER)
def barn_som_bevittnat_vald(fakta: Fakta, _profil: Profil) -> bool:
    """Ett barn som har bevittnat våld mot en närstående är ett brottsoffer, med egen rätt till stöd.

    Nämnden ansvarar särskilt för att barnet får det stöd och den hjälp som behövs.
    """
    return finns_barn(fakta)


barn_som_bevittnat_vald.restated(SOL("18 kap. 7 §"), since=NYA_SOL)


@upplysning(SOL_2001("11 kap. 1 a §"), since=GAMLA_SOL)
def barnenheten_bedomer_skyddet_genast(fakta: Fakta, _profil: Profil) -> bool:
    """När en orosanmälan kommer in bedömer barnenheten genast om barnet behöver omedelbart skydd.

    Bedömningen skrivs ned. Om barnet redan har en personakt står den där.
    """
    return _anmald(fakta)


barnenheten_bedomer_skyddet_genast.restated(SOL("20 kap. 1 §"), since=NYA_SOL)


@upplysning(SOL_2001("11 kap. 1 a §"), since=GAMLA_SOL)
def barnenheten_beslutar_om_utredning(fakta: Fakta, _profil: Profil) -> bool:
    """Barnenheten beslutar inom fjorton dagar om en utredning om barnet ska inledas.

    Bara synnerliga skäl förlänger tiden.
    """
    return _anmald(fakta)


barnenheten_beslutar_om_utredning.restated(SOL("20 kap. 2 §"), since=NYA_SOL)


@upplysning(SOL_2001("11 kap. 2 §"), since=GAMLA_SOL)
def barnutredningen_tar_hogst_fyra_manader(fakta: Fakta, _profil: Profil) -> bool:
    """En utredning om ett barn görs skyndsamt och är klar inom fyra månader.

    Den förlängs för en bestämd tid av särskilda skäl. Vuxna har ingen sådan tid i lagen.
    """
    return _anmald(fakta)


barnutredningen_tar_hogst_fyra_manader.restated(SOL("20 kap. 3 §"), since=NYA_SOL)


@upplysning(SOL("20 kap. 4 §"), since=NYA_SOL)
def de_som_berors_underrattas_genast(fakta: Fakta, _profil: Profil) -> bool:
    """De som berörs av en utredning om ett barn får genast veta att den har inletts.

    Prata med barnenheten om säkerheten innan den som använder våld får veta något.
    """
    return _anmald(fakta)


@upplysning(SOL("20 kap. 6 §"), since=NYA_SOL)
def uppgifter_till_barnenheten(fakta: Fakta, _profil: Profil) -> bool:
    """Myndigheter och yrkesverksamma lämnar det som barnenheten behöver för sin utredning om barnet."""
    return _anmald(fakta)


@upplysning(SOL_2001("11 kap. 10 §", Sakerhet.ALLMAN), since=GAMLA_SOL)
def barnet_hors_utan_vardnadshavaren(fakta: Fakta, _profil: Profil) -> bool:
    """I en utredning om ett barn får barnet höras utan att vårdnadshavaren samtycker eller är med."""
    return _anmald(fakta)


barnet_hors_utan_vardnadshavaren.restated(SOL("20 kap. 7 §"), since=NYA_SOL)


@upplysning(SOL("19 kap. 6 §"), since=SOL_ANDRAS_2026)
def besked_till_den_som_anmaler(fakta: Fakta, _profil: Profil) -> bool:
    """Har du anmält i ditt yrke och frågar, får du veta om en utredning har inletts.

    Beskedet kommer inom en vecka från beslutet. Det lämnas inte om det är olämpligt. Det gäller från den 15
    januari 2026.
    """
    return _anmald(fakta)


@upplysning(SOL_2001("3 kap. 3 a §", Sakerhet.ALLMAN), since=GAMLA_SOL)
def barnarenden_har_utbildad_handlaggare(fakta: Fakta, _profil: Profil) -> bool:
    """Den som bedömer, utreder och följer upp barns ärenden har socionomexamen eller motsvarande."""
    return _anmald(fakta)


barnarenden_har_utbildad_handlaggare.restated(SOL("25 kap. 1 §"), since=NYA_SOL)


@upplysning(SOL("21 kap. 1 §"), since=NYA_SOL)
def barnets_samtycke_till_insats_med_beslut(fakta: Fakta, _profil: Profil) -> bool:
    """Vem som samtycker till ett barns insats beror på barnets ålder.

    Under 12 år är det vårdnadshavaren. Den som är 12 till 14 samtycker själv och det ska vara lämpligt. Den
    som har fyllt 15 begär eller samtycker själv. Till en placering behövs alltid vårdnadshavaren.
    """
    return finns_barn(fakta)


@upplysning(SOL("21 kap. 2 §"), since=NYA_SOL)
def barnets_samtycke_till_insats_utan_beslut(fakta: Fakta, profil: Profil) -> bool:
    """Ett barn får insatser utan beslut när vårdnadshavaren samtycker; från 15 år utan, när det är lämpligt."""
    return finns_barn(fakta) and profil.friyta


@upplysning(SOL("29 kap. 9 §"), since=NYA_SOL)
def en_paborjad_barnutredning_slutfors(fakta: Fakta, _profil: Profil) -> bool:
    """Flyttar barnet gör kommunen som inlett en utredning om barnet klar den.

    En annan kommun kan ta över om båda är överens och det är bättre för barnet.
    """
    return _anmald(fakta)


@upplysning(BARN_I_SKYDDAT_BOENDE("7 kap. 1 §"), since=BARN_I_SKYDDAT_BOENDE_GALLER)
def barnets_insats_slutar_med_foralderns(fakta: Fakta, _profil: Profil) -> bool:
    """Barnets insats i skyddat boende slutar när förälderns gör det, och senast när barnet fyller 18."""
    return _barn_i_skyddat_boende(fakta)


@upplysning(SOL("22 kap. 7 §"), since=NYA_SOL)
def regionen_underrattas_om_placeringen(fakta: Fakta, _profil: Profil) -> bool:
    """När ett barn placeras får regionen veta det, så att barnet erbjuds en hälsoundersökning."""
    return _barn_i_skyddat_boende(fakta)


@upplysning(SOL("22 kap. 11 och 12 §§"), since=NYA_SOL)
def barnet_har_en_egen_kontakt(fakta: Fakta, _profil: Profil) -> bool:
    """Ett placerat barn har en egen socialsekreterare, som regelbundet besöker och pratar med barnet."""
    return _barn_i_skyddat_boende(fakta)


@upplysning(SOL("23 kap. 1–5 §§"), since=NYA_SOL)
def barnenheten_kan_folja_upp_utan_samtycke(fakta: Fakta, _profil: Profil) -> bool:
    """Barnenheten kan följa upp hur barnet har det efter en utredning utan insats eller en placering.

    Det kan göras utan samtycke och slutar inom sex månader. Vårdnadshavaren och den som fyllt 15 får veta det.
    """
    return _anmald(fakta)
