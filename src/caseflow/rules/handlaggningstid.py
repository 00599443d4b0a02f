"""Handläggningens tid: utredningen inleds genast, en försening berättas, och en begäran om avgörande får svar.

Reglerna gäller varje ansökan som varken är avgjord eller återtagen, vare sig den lämnats i en utredning
eller medan en insats pågår.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Sakerhet, frist, hinder, plikt, rutin
from caseflow.rules.ansokan import frist_for_begaran_om_avgorande
from caseflow.rules.beslut import frist_for_overklagande
from caseflow.rules.delprocess import GENOMGANG
from caseflow.rules.kallor import (
    FL,
    GAMLA_SOL,
    NYA_FL,
    NYA_SOL,
    RUTINER_GALLER,
    SOL,
    SOL_2001,
    tid_ur_profilen,
)
from caseflow.rules.lage import Lage
from caseflow.rules.omgang import genomgangens_dag, i_omgangen
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning, sista_dag

_FORE_UTREDNING = ("upptackt", "aktualiserad", "forhandsbedomning", "avvaktar")
_AVGOR = (
    "bevilja",
    "bevilja_delvis",
    "avsla",
    "ansokan_atertagen",
    "bifall_ansokan",
    "bifall_delvis",
    "avsla_ansokan",
    "aterkalla_ansokan",
)
"""Det som gör slut på väntan: ett beslut, eller att personen tar tillbaka sin ansökan."""


@dataclass(frozen=True, slots=True)
class Oavgjord:
    """En ansökan som väntar på beslut. `nummer` är dess händelsenummer."""

    nummer: str
    dag: date
    delprocess: int | None = None
    outredd: bool = False


def oavgjorda(fakta: Fakta) -> Iterator[Oavgjord]:
    """Ansökningarna som väntar på beslut, i ärendet och i prövningarna."""
    if not fakta.avslutad:
        outredd = fakta.tillstand in _FORE_UTREDNING
        for nummer, ansokan in fakta.alla("ansokan").items():
            if ansokan.dag:
                yield Oavgjord(nummer, ansokan.dag, outredd=outredd)
    for provning in fakta.av_slag("provning", oppna=True):
        if provning.oppnad:
            outredd = provning.tillstand == "ansokt"
            yield Oavgjord(str(provning.seq), provning.oppnad, provning.id, outredd)


def _galler(lage: Lage) -> Oavgjord | None:
    """Den oavgjorda ansökan som fältet med händelsenumret pekar ut."""
    nummer = str(lage.falt.get("ansokan"))
    return next((o for o in oavgjorda(lage.fakta) if o.nummer == nummer), None)


def _inte_fore_genomgang(fakta: Fakta, rakning: Rakning) -> Rakning:
    genomgang = genomgangens_dag(fakta)
    return rakning.tidigast(genomgang, GENOMGANG.lower()) if genomgang else rakning


def _outredda(fakta: Fakta) -> Iterator[Forfall]:
    """Ansökningarna som ingen har börjat utreda, var och en med dagen då den lämnades."""
    for ansokan in oavgjorda(fakta):
        if ansokan.outredd:
            rakning = _inte_fore_genomgang(fakta, Rakning.fran(ansokan.dag, "Ansökan"))
            yield rakning.forfall(nyckel=ansokan.nummer, delprocess=ansokan.delprocess)


@plikt(
    SOL_2001("11 kap. 1 §", Sakerhet.ALLMAN),
    since=GAMLA_SOL,
    etikett="Inled utredning: personen har ansökt",
    utfors_av=("inled_utredning", "utred_ansokan", "ansokan_atertagen", "aterkalla_ansokan"),
)
def utredning_inleds_genast(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """När personen har ansökt inleds utredningen utan dröjsmål. En muntlig ansökan räknas.

    Om inget görs: Ansökan ska ändå utredas och avgöras, och tiden räknas från dagen då den lämnades.
    """
    yield from _outredda(fakta)


@utredning_inleds_genast.amended(SOL("14 kap. 2 §"), since=NYA_SOL)
def _genast(fakta: Fakta, _profil: Profil) -> Iterator[Forfall]:
    """När personen har ansökt inleds utredningen genast. En muntlig ansökan räknas.

    Om inget görs: Ansökan ska ändå utredas och avgöras, och tiden räknas från dagen då den lämnades.
    """
    yield from _outredda(fakta)


@plikt(
    tid_ur_profilen(FL("11 §"), "utredning_manader"),
    since=NYA_FL,
    etikett="Berätta för personen att beslutet dröjer",
    utfors_av=("underrattelse_om_forsening", *_AVGOR),
)
def forsening_berattas(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Blir beslutet väsentligt försenat får personen veta det, och varför.

    Lagen säger inte när något är väsentligt försenat. Dagen är enhetens egen utredningstid. Har personen
    fått en ny dag och den går utan beslut är det dags att höra av sig igen.

    Om inget görs: Personen vet inte varför det dröjer. Skyldigheten att berätta finns kvar.
    """
    berattat = fakta.senaste("underrattelse_om_forsening")
    for ansokan in oavgjorda(fakta):
        if berattat is None or berattat.seq < int(ansokan.nummer):
            rakning = Rakning.fran(ansokan.dag, "Ansökan")
            rakning = rakning.manader(profil.utredning_manader, "utredning_manader")
            rakning = _inte_fore_genomgang(fakta, rakning)
            yield rakning.forfall(nyckel=ansokan.nummer, delprocess=ansokan.delprocess)
        elif berattat.dag and (ny_dag := berattat.datum("beraknas_klart")):
            rakning = Rakning.fran(berattat.dag, "Personen fick veta att det dröjer")
            rakning = rakning.avtalad(ny_dag, "dagen då ni räknade med att vara klara")
            nyckel = f"{ansokan.nummer}:{berattat.seq}"
            yield rakning.forfall(nyckel=nyckel, delprocess=ansokan.delprocess)


@hinder(FL("12 §"), since=NYA_FL, om_falt=True)
def begaran_galler_en_oavgjord_ansokan(lage: Lage) -> bool:
    """Den som själv har ansökt får begära att ansökan avgörs, så länge den inte är avgjord.

    Brister: Det finns ingen oavgjord ansökan med det numret.
    Gör nu: Ange ansökans händelsenummer. Det står i tidslinjen. Rätten finns bara i det som personen
    själv har ansökt om.
    """
    return _galler(lage) is not None


@hinder(FL("12 §"), since=NYA_FL, om_falt=True)
def sex_manader_har_gatt(lage: Lage) -> bool:
    """Avgörande får begäras när ansökan inte har avgjorts inom sex månader.

    Brister: Det har inte gått sex månader sedan ansökan.
    Gör nu: Skriv en journalanteckning och besluta så snart det går. Står personen fast vid sin begäran
    när sex månader har gått registrerar du den då.
    """
    ansokan = _galler(lage)
    if ansokan is None or ansokan.dag < NYA_FL:
        return True
    return lage.dag > sista_dag(frist_for_begaran_om_avgorande, ansokan.dag, lage.profil)


@hinder(FL("12 §"), since=NYA_FL, om_falt=True)
def begaran_gors_en_gang(lage: Lage) -> bool:
    """Avgörande får begäras en gång för varje ansökan.

    Brister: Personen har redan begärt att den här ansökan avgörs.
    Gör nu: Avgör ansökan, eller svara på begäran som redan finns.
    """
    return str(lage.falt.get("ansokan")) not in lage.fakta.alla("begaran_om_avgorande")


@hinder(FL("12 §"), since=NYA_FL, om_falt=True)
def begaran_vantar_pa_svar(lage: Lage) -> bool:
    """Det som avslås är en begäran som har kommit in och inte redan fått svar.

    Brister: Det finns ingen begäran om avgörande av den ansökan som väntar på svar.
    Gör nu: Kontrollera ansökans händelsenummer. Registrera begäran först om den inte är registrerad.
    """
    nummer = str(lage.falt.get("ansokan"))
    return nummer in lage.fakta.alla("begaran_om_avgorande") and nummer not in lage.fakta.alla(
        "avslag_pa_begaran"
    )


@hinder(FL("44 §"), since=NYA_FL, om_falt=True)
def begaran_ar_avslagen(lage: Lage) -> bool:
    """Personen får del av ett avslag som finns.

    Brister: Det finns inget avslag på en begäran om avgörande av den ansökan.
    Gör nu: Kontrollera ansökans händelsenummer. Det står vid avslaget i tidslinjen.
    """
    return str(lage.falt.get("ansokan")) in lage.fakta.alla("avslag_pa_begaran")


@frist(FL("12 §"), since=NYA_FL)
def frist_for_svar_pa_begaran(fran: Rakning, _profil: Profil) -> Rakning:
    """Inom fyra veckor avgörs ansökan, eller så avslås begäran i ett särskilt beslut.

    Tiden räknas från dagen då begäran kom in (22 § FL).
    """
    return fran.veckor(4)


@plikt(
    FL("12 §"),
    since=NYA_FL,
    etikett="Avgör ansökan eller svara på begäran",
    utfors_av=("avslag_pa_begaran", *_AVGOR),
)
def begaran_besvaras(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Har personen begärt ett avgörande avgörs ansökan, eller så avslås begäran, inom fyra veckor.

    Om inget görs: Fyra veckor har gått utan svar, mot lagen. Ansökan ska fortfarande avgöras, och
    personen kan klaga hos Justitieombudsmannen.
    """
    begarda, avslagna = fakta.alla("begaran_om_avgorande"), fakta.alla("avslag_pa_begaran")
    for ansokan in oavgjorda(fakta):
        begaran = begarda.get(ansokan.nummer)
        if ansokan.nummer in avslagna:
            continue
        if begaran and begaran.dag and begaran.dag >= NYA_FL:
            rakning = Rakning.fran(begaran.dag, "Begäran om avgörande").enligt(
                frist_for_svar_pa_begaran, profil, fakta.regler_per
            )
            yield rakning.forfall(
                nyckel=ansokan.nummer, yttersta_dag=rakning.dag, delprocess=ansokan.delprocess
            )


def _oprovade_avslag(fakta: Fakta) -> Iterator[tuple[Oavgjord, date]]:
    """Avslag på en begäran som ingen har överklagat, medan ansökan ännu väntar på beslut."""
    avslag = fakta.alla("avslag_pa_begaran")
    overklagade = [
        d.seq for d in i_omgangen(fakta, "overklagande") if d.text("avser") == "avslag_pa_begaran"
    ]
    for ansokan in oavgjorda(fakta):
        beslut = avslag.get(ansokan.nummer)
        if beslut and beslut.dag and not any(seq > beslut.seq for seq in overklagade):
            yield ansokan, beslut.dag


@plikt(
    rutin("besked om beslut", "delfaende_dagar"),
    since=RUTINER_GALLER,
    etikett="Ta reda på när personen fick del av avslaget på sin begäran",
    utfors_av=("delfaende_av_avslag", "ta_emot_overklagande", *_AVGOR),
)
def delfaende_av_avslaget_saknas(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Dagen då personen fick del av avslaget registreras, för därifrån räknas tiden att överklaga det."""
    for ansokan, dag in _oprovade_avslag(fakta):
        if ansokan.nummer not in fakta.alla("delfaende_av_avslag"):
            rakning = Rakning.fran(dag, "Begäran avslogs")
            yield rakning.dagar(profil.delfaende_dagar, "delfaende_dagar").forfall(
                nyckel=ansokan.nummer, delprocess=ansokan.delprocess
            )


@plikt(
    FL("44 §"),
    since=NYA_FL,
    etikett="Sista dag att överklaga avslaget på begäran",
    utfors_av=("ta_emot_overklagande", *_AVGOR),
    bockas_av=True,
)
def overklagandetid_for_avslaget(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Ett avslag på en begäran om avgörande överklagas inom tre veckor från att personen fick del av det.

    Är sista dagen en lördag, söndag, helgdag eller afton räcker nästa vardag.

    Om inget görs: Tiden att överklaga är slut. Ansökan ska fortfarande avgöras.
    """
    delfatt = fakta.alla("delfaende_av_avslag")
    for ansokan, _ in _oprovade_avslag(fakta):
        fick_del = delfatt.get(ansokan.nummer)
        if fick_del and fick_del.dag and fick_del.dag >= NYA_FL:
            tre_veckor = Rakning.fran(fick_del.dag, "Personen fick del av avslaget").enligt(
                frist_for_overklagande, profil, fakta.regler_per
            )
            yield tre_veckor.rullad().forfall(
                nyckel=ansokan.nummer,
                yttersta_dag=tre_veckor.dag,
                delprocess=ansokan.delprocess,
            )


PLIKTER = (
    utredning_inleds_genast,
    forsening_berattas,
    begaran_besvaras,
    delfaende_av_avslaget_saknas,
    overklagandetid_for_avslaget,
)
