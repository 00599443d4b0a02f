"""Partnerkontakten: utövarens halva i ärendet, och den utsattas egen akt.

De två sidorna läser aldrig varandra. Utövarens halva går vidare med tiden och slutar med behandlingen;
inget där beror på om någon finns, nåddes eller svarade. I den egna akten finns bara en spegling av
utövarens samtycken.
"""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta
from caseflow.engine.rule import hinder, plikt, rutin
from caseflow.rules.delprocess import delens_lage_borjade, senast_hort
from caseflow.rules.friyta import ar_anonym
from caseflow.rules.kallor import OSL, OSL_GALLER, RUTINER_GALLER
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

ROJA = "roja_behandling"
SAKERHETSINFORMATION = "lamna_sakerhetsinformation"


def bada_lamnade(fakta: Fakta) -> bool:
    """Om utövaren har lämnat båda samtyckena och inte tagit tillbaka något, i utövarens ärende."""
    return {ROJA, SAKERHETSINFORMATION} <= set(fakta.alla("samtycke"))


def speglat(fakta: Fakta, andamal: str) -> bool:
    """Om samtycket gäller just nu, så som det speglats i den utsattas akt."""
    samtycke = fakta.alla("samtycke_speglat").get(andamal)
    return samtycke is not None and samtycke.ja("givet")


@hinder(rutin("partnerkontakt", "partnerkontakt"), since=RUTINER_GALLER, av_profilen=True)
def enheten_har_partnerkontakt(lage: Lage) -> bool:
    """Enheten erbjuder partnerkontakt.

    Brister: Er enhet erbjuder inte partnerkontakt.
    Gör nu: Fortsätt behandlingen utan. Tänk igenom säkerheten på andra sätt.
    """
    return lage.profil.partnerkontakt


@hinder(rutin("partnerkontakt under behandling"), since=RUTINER_GALLER)
def behandling_ar_pa_vag(lage: Lage) -> bool:
    """Partnerkontakt prövas när en insats är beställd eller pågår, helst i början.

    Brister: Det finns ingen öppen insats i ärendet.
    Gör nu: Ta upp partnerkontakt när insatsen är beställd.
    """
    return bool(lage.fakta.av_slag("insats", oppna=True))


@hinder(rutin("partnerkontakt och anonyma samtal"), since=RUTINER_GALLER)
def personen_ar_inte_anonym(lage: Lage) -> bool:
    """Den som har anonyma samtal kan inte ha partnerkontakt, eftersom ingen vet vem personen är.

    Brister: Personen har anonyma samtal på friyta.
    Gör nu: Berätta att partnerkontakt blir möjlig om personen vill bli känd av er.
    """
    return not any(ar_anonym(lage.fakta, f) for f in lage.fakta.av_slag("friyta", oppna=True))


@hinder(rutin("en fråga om partnerkontakt i taget"), since=RUTINER_GALLER)
def ingen_annan_partnerkontakt_ar_oppen(lage: Lage) -> bool:
    """Frågan om partnerkontakt är inte redan väckt i ärendet.

    Brister: Frågan om partnerkontakt är redan väckt och inte avslutad.
    Gör nu: Fortsätt i den som finns.
    """
    return not lage.fakta.av_slag("partnerkontakt", oppna=True)


@hinder(OSL("12 kap. 2 §"), since=OSL_GALLER)
def bada_samtyckena_ar_lamnade(lage: Lage) -> bool:
    """Utövaren har samtyckt både till att behandlingen berättas och till att säkerhetsinformation lämnas.

    Brister: Ett eller båda av de två samtyckena saknas.
    Gör nu: Förklara vad de två samtyckena innebär och registrera dem om personen säger ja. Säger
    personen nej registrerar du det; behandlingen fortsätter ändå.
    """
    return bada_lamnade(lage.fakta)


@hinder(OSL("12 kap. 2 §"), since=OSL_GALLER)
def bada_samtyckena_galler(lage: Lage) -> bool:
    """Innan något erbjuds gäller samtycke både till att behandlingen berättas och till säkerhetsinformation.

    Brister: Det finns inte två samtycken som gäller just nu, så inget kan berättas om behandlingen.
    Gör nu: Erbjud inget som visar att en behandling pågår. Eget stöd till personen kan alltid ges.
    """
    return speglat(lage.fakta, ROJA) and speglat(lage.fakta, SAKERHETSINFORMATION)


@hinder(OSL("12 kap. 2 §"), since=OSL_GALLER)
def sakerhetsinformation_kan_lamnas(lage: Lage) -> bool:
    """Säkerhetsinformation från behandlingen lämnas bara så länge samtycket gäller.

    Brister: Det finns inget samtycke som gäller just nu till att lämna säkerhetsinformation.
    Gör nu: Lämna inget från behandlingen. Arbeta vidare med personens egen säkerhet. Vid fara tar du
    upp frågan med säkerhetssamordnaren, som prövar vad som kan lämnas ut ändå.
    """
    return speglat(lage.fakta, SAKERHETSINFORMATION)


@hinder(rutin("säkerhetsbedömning före partnerkontakt"), since=RUTINER_GALLER)
def egen_sakerhetsbedomning_finns(lage: Lage) -> bool:
    """Säkerheten är bedömd i personens egen akt, och inget nytt har hänt sedan dess.

    Brister: Det finns ingen aktuell bedömning av säkerheten för personen.
    Gör nu: Bedöm vad en kontakt kan föra med sig och registrera Säkerhetsbedömning av kontakten.
    """
    fakta = lage.fakta
    oppnad = fakta.steg.get("registrera_akt")
    bedomd = fakta.senaste("sakerhetsbedomning_kontakt")
    if bedomd is None and oppnad and oppnad.ja("sakerhetsbedomning"):
        bedomd = oppnad
    handelse = fakta.senaste("ny_handelse")
    return bedomd is not None and bedomd.not_before(handelse)


def _forfall(delen: Delprocess, rakning: Rakning) -> Forfall:
    return rakning.forfall(nyckel=str(delen.id or ""), delprocess=delen.id or None)


def _i_lage(fakta: Fakta, tillstand: str) -> Iterator[Delprocess]:
    """Utövarens halva i det tillståndet."""
    yield from (p for p in fakta.av_slag("partnerkontakt") if p.tillstand == tillstand)


def _egen_akt(fakta: Fakta, tillstand: str) -> Iterator[Delprocess]:
    """Den utsattas egen akt, visad som en delprocess med nummer 0, om den står i tillståndet."""
    if fakta.process == "partnerkontakt_akt" and fakta.tillstand == tillstand:
        sedan = fakta.sedan or fakta.inkom
        yield Delprocess(0, fakta.process, tillstand, sedan, fakta.inkom, 0)


def _senast(
    fakta: Fakta, delen: Delprocess, handelse: str, dagar: int, kalla: str
) -> Iterator[Forfall]:
    """`handelse` är det som delprocessens läge började med, och `kalla` profilens nyckel till dagarna."""
    fran = delens_lage_borjade(fakta, delen, handelse)
    if fran:
        yield _forfall(delen, fran.dagar(dagar, kalla))


@plikt(
    rutin("svar på frågan om partnerkontakt", "ny_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Prata klart om partnerkontakt",
    utfors_av=("inhamta_samtycke", "registrera_avbojd"),
)
def partnerkontakt_provas(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Frågan om partnerkontakt får ett svar från den som går i behandling."""
    for delen in _i_lage(fakta, "provas"):
        yield from _senast(
            fakta, delen, "Frågan väcktes", profil.ny_kontakt_dagar, "ny_kontakt_dagar"
        )


@plikt(
    rutin("begäran efter samtycke", "forsta_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Begär partnerkontakt",
    utfors_av=("begar_partnerkontakt", "registrera_avbojd"),
)
def partnerkontakt_begars(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """När båda samtyckena är lämnade begärs partnerkontakten utan dröjsmål."""
    for delen in _i_lage(fakta, "samtycke_inhamtat"):
        dagar = profil.forsta_kontakt_dagar
        yield from _senast(fakta, delen, "Samtyckena lämnades", dagar, "forsta_kontakt_dagar")


@plikt(
    rutin("partnerkontaktens gång", "partnerkontakt_oppen_dagar"),
    since=RUTINER_GALLER,
    etikett="Partnerkontakten öppnas av systemet",
    utfors_av=("oppna_partnerkontakt",),
    utloser="oppna_partnerkontakt",
)
def oppna_partnerkontakt(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En begärd partnerkontakt räknas som öppen efter en bestämd tid, vad som än har hänt.

    Om inget görs: Systemet öppnar den av sig själv.
    """
    for delen in _i_lage(fakta, "begard"):
        dagar = profil.partnerkontakt_oppen_dagar
        yield from _senast(
            fakta, delen, "Partnerkontakt begärdes", dagar, "partnerkontakt_oppen_dagar"
        )


@plikt(
    rutin("genomgång av samtycken", "samtycke_genomgang_manader"),
    since=RUTINER_GALLER,
    etikett="Gå igenom samtyckena till partnerkontakt",
    utfors_av=("samtycke", "samtycke_atertaget"),
)
def partnerkontakt_foljs(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Medan behandlingen pågår frågar ni då och då om samtyckena fortfarande gäller."""
    samtycken = fakta.alla("samtycke")
    lamnade = [s.dag for a in (ROJA, SAKERHETSINFORMATION) if (s := samtycken.get(a))]
    for delen in _i_lage(fakta, "oppen"):
        oppnad = delens_lage_borjade(fakta, delen, "Partnerkontakten öppnades")
        lamnat = Rakning.fran_senaste(*((dag, "Samtycket lämnades") for dag in lamnade))
        if fran := oppnad.inte_fore(lamnat) if oppnad else lamnat:
            manader = profil.samtycke_genomgang_manader
            yield _forfall(delen, fran.manader(manader, "samtycke_genomgang_manader"))


@plikt(
    rutin("erbjudande om partnerkontakt", "forsta_kontakt_dagar"),
    since=RUTINER_GALLER,
    etikett="Erbjud stöd, eller bedöm att det inte är säkert",
    utfors_av=("erbjud_partnerkontakt", "bedom_olamplig_partnerkontakt"),
)
def partner_erbjuds(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """När säkerheten är bedömd får personen ett erbjudande, om det kan göras säkert."""
    for akten in _egen_akt(fakta, "sakerhet_bedomd"):
        dagar = profil.forsta_kontakt_dagar
        yield from _senast(fakta, akten, "Säkerheten bedömdes", dagar, "forsta_kontakt_dagar")


@plikt(
    rutin("svar på erbjudandet", "partnerkontakt_oppen_dagar"),
    since=RUTINER_GALLER,
    etikett="Ta reda på vad personen vill",
    utfors_av=(
        "tacka_ja_partnerkontakt",
        "tacka_nej_partnerkontakt",
        "markera_partner_ej_nadd",
        "bedom_olamplig_partnerkontakt",
    ),
)
def partner_svarar(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett erbjudande blir inte hängande: personen säger ja eller nej, eller går inte att nå säkert."""
    for akten in _egen_akt(fakta, "erbjuden"):
        dagar = profil.partnerkontakt_oppen_dagar
        yield from _senast(
            fakta, akten, "Erbjudandet lämnades", dagar, "partnerkontakt_oppen_dagar"
        )


@plikt(
    rutin("partnerkontakt som tystnat", "vantan_kontroll_dagar"),
    since=RUTINER_GALLER,
    etikett="Följ partnerkontakten",
    utfors_av=("samtal", "journalanteckning", "avsluta_partnerkontaktakt"),
)
def partnerkontakt_akt_foljs(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En pågående kontakt lämnas inte utan att någon märker att det har blivit tyst."""
    for akten in _egen_akt(fakta, "pagar"):
        fran = senast_hort(fakta, akten, "Personen tackade ja")
        if fran:
            dagar = profil.vantan_kontroll_dagar
            yield _forfall(akten, fran.dagar(dagar, "vantan_kontroll_dagar"))


PLIKTER = (
    partnerkontakt_provas,
    partnerkontakt_begars,
    oppna_partnerkontakt,
    partnerkontakt_foljs,
    partner_erbjuds,
    partner_svarar,
    partnerkontakt_akt_foljs,
)
