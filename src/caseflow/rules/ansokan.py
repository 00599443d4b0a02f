"""En ansökan prövas alltid. Den är levande tills den är avgjord eller återtagen."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Rattsdag, frist, hinder, plikt, rutin
from caseflow.rules.kallor import FL, GAMLA_SOL, NYA_FL, NYA_SOL, RUTINER_GALLER, SOL, SOL_2001
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning


@hinder(SOL_2001("11 kap. 1 §"), since=GAMLA_SOL, rattsdag=Rattsdag.ARENDET)
def ingen_oprovad_ansokan(lage: Lage) -> bool:
    """Varje ansökan är avgjord eller återtagen. En muntlig ansökan räknas.

    Brister: Det finns en ansökan som varken är avgjord eller återtagen.
    Gör nu: Utred och besluta om ansökan. Har personen tagit tillbaka den registrerar du det.
    """
    return not lage.fakta.alla("ansokan")


ingen_oprovad_ansokan.restated(SOL("14 kap. 2 §"), since=NYA_SOL)


@hinder(rutin("ansökan under verkställighet"), since=RUTINER_GALLER)
def ansokan_registreras_i_ratt_lage(lage: Lage) -> bool:
    """En ansökan registreras i ett öppet ärende; under pågående insats öppnas i stället en prövning.

    Brister: Ärendet är avslutat, eller så pågår en beviljad insats.
    Gör nu: Pågår en insats öppnar du en prövning med steget Ansök. Är ärendet avslutat återaktualiserar
    du det först och registrerar sedan ansökan med den dag den lämnades.
    """
    return not lage.fakta.avslutad and lage.fakta.tillstand != "verkstallighet"


@hinder(rutin("återtagen ansökan"), since=RUTINER_GALLER, om_falt=True)
def ansokan_finns_att_aterta(lage: Lage) -> bool:
    """Den ansökan som tas tillbaka finns och är inte avgjord.

    Brister: Det finns ingen oavgjord ansökan med det numret.
    Gör nu: Ange händelsenumret för ansökan. Det står i tidslinjen.
    """
    return str(lage.falt.get("ansokan")) in lage.fakta.alla("ansokan")


@frist(FL("12 §"), since=NYA_FL)
def frist_for_begaran_om_avgorande(fran: Rakning, _profil: Profil) -> Rakning:
    """Är ansökan inte avgjord inom sex månader får personen skriftligen begära att ni avgör ärendet."""
    return fran.manader(6)


@plikt(
    FL("12 §"),
    since=NYA_FL,
    etikett="Sex månader sedan ansökan",
    utfors_av=("bevilja", "bevilja_delvis", "avsla", "ansokan_atertagen"),
)
def ratt_att_begara_avgorande(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """En ansökan som inte är avgjord efter sex månader ger personen rätt att begära ett avgörande.

    Dagen är den sista av de sex månaderna, och från dagen efter har personen rätten. Den är ingen tid
    som ni har på er.

    Om inget görs: Personen får skriftligen begära att ni avgör ansökan. Den ska ändå avgöras.
    """
    for nummer, ansokan in fakta.alla("ansokan").items():
        if ansokan.dag and ansokan.dag >= NYA_FL and not fakta.avslutad:
            rakning = Rakning.fran(ansokan.dag, "Ansökan").enligt(
                frist_for_begaran_om_avgorande, profil, fakta.regler_per
            )
            yield rakning.forfall(nyckel=nummer)


PLIKTER = (ratt_att_begara_avgorande,)
