"""Prövningen: en senare ansökan medan något redan är beviljat."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Delprocess, Fakta, Faktum
from caseflow.engine.rule import Klockstopp, hinder, plikt, rutin
from caseflow.rules.ansokan import frist_for_begaran_om_avgorande
from caseflow.rules.delprocess import delen_oppnades, delens_lage_borjade
from caseflow.rules.insats import galler_till
from caseflow.rules.kallor import FL, GAMLA_SOL, NYA_FL, NYA_SOL, RUTINER_GALLER, SOL, SOL_2001
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

_ANSOKAN = "Ansökan"
_HANDLAGGS = ("ansokt", "utreds")


def _pagande_insatser(fakta: Fakta) -> dict[int, Delprocess]:
    return {i.id: i for i in fakta.av_slag("insats", oppna=True)}


@hinder(SOL_2001("11 kap. 1 §"), since=GAMLA_SOL)
def ansokan_kommer_under_verkstalligheten(lage: Lage) -> bool:
    """En ansökan som kommer medan beviljade insatser verkställs tas emot som en prövning.

    Brister: Ärendet är inte under verkställighet, så ansökan hör till en vanlig utredning.
    Gör nu: Registrera ansökan i ärendet under Ansökan. Är ärendet avslutat tar du först upp det igen.
    """
    return not lage.fakta.avslutad and lage.fakta.tillstand == "verkstallighet"


ansokan_kommer_under_verkstalligheten.restated(SOL("14 kap. 2 §"), since=NYA_SOL)


@hinder(rutin("vilken insats en ansökan gäller"), since=RUTINER_GALLER, om_falt=True)
def insatsen_ar_namngiven(lage: Lage) -> bool:
    """Det framgår vilken insats som personen vill förlänga eller ändra.

    Brister: Det framgår inte vilken av ärendets insatser som ansökan gäller.
    Gör nu: Ange numret på en insats som inte är avslutad. Finns ingen sådan gäller ansökan en ny
    insats.
    """
    if lage.falt.get("avser") == "ny_insats":
        return True
    pagande = _pagande_insatser(lage.fakta)
    valt = lage.falt.get("insats")
    return valt in pagande if valt is not None else len(pagande) == 1


@hinder(FL("25 §"), since=NYA_FL)
def kommuniceringen_galler_ansokan(lage: Lage) -> bool:
    """Innan ansökan avgörs mot personens önskan har personen fått se underlaget till just den.

    Brister: Kommuniceringen i ärendet är gjord innan ansökan kom in.
    Gör nu: Visa underlaget för personen, ge en tid att svara på och registrera Kommunicering igen.
    """
    visat = lage.fakta.senaste("kommunicering")
    return visat is not None and lage.delprocess is not None and visat.seq > lage.delprocess.seq


@hinder(rutin("fyra ögon vid beslut", "fyra_ogon"), since=RUTINER_GALLER)
def provningen_avgors_av_annan(lage: Lage) -> bool:
    """Den som beslutar är en annan än den som berett ansökan, där enheten har valt det.

    Brister: Du har själv lämnat ansökan till beslut.
    Gör nu: Be en annan beslutsfattare att besluta.
    """
    lamnad = lage.delprocess.steg.get("lamna_till_beslut") if lage.delprocess else None
    return not lage.profil.fyra_ogon or lamnad is None or lamnad.text("av") != lage.aktor


@hinder(rutin("form på en ny insats"), since=RUTINER_GALLER, om_falt=True)
def formen_foljer_ansokan(lage: Lage) -> bool:
    """Ett bifall till en ny insats säger vilken form den har; vid förlängning behålls formen.

    Brister: Beslut om en ny insats behöver en form, och andra beslut ska inte ha någon.
    Gör nu: Fyll i formen om ansökan gäller en ny insats. Lämna den annars tom.
    """
    ny = lage.delprocess is not None and lage.delprocess.text("avser") == "ny_insats"
    return ny == bool(lage.falt.get("form"))


@hinder(rutin("förlängningens slutdag"), since=RUTINER_GALLER, om_falt=True)
def forlangningen_galler_langre(lage: Lage) -> bool:
    """En förlängning gäller längre än det beslut som redan finns.

    Brister: Slutdagen ligger inte efter den slutdag som redan gäller.
    Gör nu: Kontrollera insatsens slutdag och ange en senare dag.
    """
    delen = lage.delprocess
    till = Faktum(0, None, lage.falt).datum("till_och_med")
    if till is None or delen is None or delen.text("avser") != "forlangning":
        return True
    gallande = (
        galler_till(lage.fakta, insats)
        for insats in _pagande_insatser(lage.fakta).values()
        if delen.varden.get("insats") in {None, insats.id}
    )
    return all(till > slut for slut in gallande if slut)


@plikt(
    rutin("tid för att utreda en ansökan", "utredning_manader"),
    since=RUTINER_GALLER,
    etikett="Utred ansökan och lämna den till beslut",
    utfors_av=("lamna_till_beslut", "aterkalla_ansokan"),
    klockstopp=Klockstopp.BEHALL_DAGEN,
)
def provning_utreds(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En ansökan under pågående insats utreds inom enhetens tid, och innan det gamla beslutet går ut.

    Om inget görs: Ansökan ligger outredd, och det beslut som gäller nu kan hinna gå ut.
    """
    for provning in fakta.av_slag("provning", oppna=True):
        fran = delen_oppnades(fakta, provning, _ANSOKAN)
        if provning.tillstand in _HANDLAGGS and fran:
            klar = fran.manader(profil.utredning_manader, "utredning_manader")
            sluten = [galler_till(fakta, i) for i in fakta.av_slag("insats", oppna=True)]
            for till in sluten:
                if till:
                    sist = max(till, fran.dag)
                    klar = klar.senast(sist, "innan beslutet som gäller nu går ut")
            yield _forfall(provning, klar)


@plikt(
    rutin("beslut efter utredd ansökan", "beslut_dagar"),
    since=RUTINER_GALLER,
    etikett="Besluta om ansökan",
    utfors_av=("bifall_ansokan", "bifall_delvis", "avsla_ansokan", "aterkalla_ansokan"),
)
def provning_avgors(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Beslut om ansökan fattas inom enhetens tid efter att den lämnats till beslut.

    Om inget görs: Personen får vänta på sitt beslut.
    """
    for provning in fakta.av_slag("provning", oppna=True):
        fran = delens_lage_borjade(fakta, provning, "Ansökan lämnades till beslut")
        if provning.tillstand == "beslut" and fran:
            yield _forfall(provning, fran.dagar(profil.beslut_dagar, "beslut_dagar"))


@plikt(
    FL("12 §"),
    since=NYA_FL,
    etikett="Sex månader sedan ansökan",
    utfors_av=("bifall_ansokan", "bifall_delvis", "avsla_ansokan", "aterkalla_ansokan"),
)
def provning_sex_manader(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En ansökan som inte är avgjord efter sex månader ger personen rätt att begära ett avgörande.

    Om inget görs: Personen får skriftligen begära att ni avgör ansökan. Den ska ändå avgöras.
    """
    for provning in fakta.av_slag("provning", oppna=True):
        fran = delen_oppnades(fakta, provning, _ANSOKAN)
        if fran and fran.dag >= NYA_FL:
            frist = frist_for_begaran_om_avgorande
            yield _forfall(provning, fran.enligt(frist, profil, fakta.regler_per))


def _forfall(provning: Delprocess, rakning: Rakning) -> Forfall:
    return rakning.forfall(nyckel=str(provning.id), delprocess=provning.id)


PLIKTER = (provning_utreds, provning_avgors, provning_sex_manader)
