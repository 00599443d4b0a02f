"""Begäran om uppgifter: den besvaras skyndsamt, och ett nej går att överklaga."""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.engine.bevakning import Forfall
from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Sakerhet, frist, hinder, plikt
from caseflow.rules.kallor import FL, NYA_FL, OSL, OSL_GALLER, tid_ur_profilen
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning


@hinder(OSL("6 kap. 4 §", Sakerhet.ALLMAN), since=OSL_GALLER, om_falt=True)
def begaran_finns_att_besvara(lage: Lage) -> bool:
    """Svaret hör till en begäran som finns och som inte redan är besvarad.

    Brister: Det finns ingen obesvarad begäran med det numret.
    Gör nu: Välj begäran i listan, eller lämna fältet tomt när ni lämnar ut på eget initiativ.
    """
    nummer = lage.falt.get("begaran")
    return nummer is None or str(nummer) in lage.fakta.alla("begaran_om_utlamnande")


@plikt(
    tid_ur_profilen(OSL("6 kap. 4 §", Sakerhet.ALLMAN), "utlamnande_svar_dagar"),
    since=OSL_GALLER,
    etikett="Svara på en begäran om uppgifter",
    utfors_av=("utlamnande",),
    bockas_av=True,
    alltid=True,
)
def begaran_om_uppgifter_besvaras(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Den som begär en uppgift får svar skyndsamt.

    Lagen säger ingen dag. Dagen som bevakas är er egen.

    Om inget görs: Begäran ligger kvar som försenad. Den som frågade kan anmäla dröjsmålet till JO.
    """
    for nummer, begaran in fakta.alla("begaran_om_utlamnande").items():
        if begaran.dag:
            yield (
                Rakning.fran(begaran.dag, "Begäran kom in")
                .dagar(profil.utlamnande_svar_dagar, "utlamnande_svar_dagar")
                .forfall(nyckel=nummer)
            )


@frist(FL("44 §", Sakerhet.ALLMAN), since=NYA_FL)
def frist_for_overklagande_av_utlamnande(fran: Rakning, _profil: Profil) -> Rakning:
    """Ett beslut att inte lämna ut överklagas till kammarrätten inom tre veckor från delfåendet."""
    return fran.veckor(3)


@plikt(
    FL("44 §", Sakerhet.ALLMAN),
    since=NYA_FL,
    etikett="Sista dag att överklaga beslutet om utlämnande",
    bockas_av=True,
)
def tiden_att_overklaga_utlamnandet(fakta: Fakta, profil: Profil) -> Iterator[Forfall]:
    """Den som inte fick ut en uppgift har tre veckor på sig, från dagen då hen fick del av beslutet.

    Den yttersta dagen är de tre veckorna. Är den en lördag, söndag, helgdag eller afton går det bra också
    nästa vardag, och det är den dagen som bevakas.

    Om inget görs: Beslutet gäller. Kommer ett överklagande i tid skickas det till kammarrätten.
    """
    for nummer, beslut in fakta.alla("utlamnande").items():
        fick_del = beslut.datum("delfaende")
        if beslut.text("utfall") != "lamnat_ut" and fick_del:
            rakning = Rakning.fran(fick_del, "Fick del av beslutet").enligt(
                frist_for_overklagande_av_utlamnande, profil, fakta.regler_per
            )
            yield rakning.rullad().forfall(nyckel=nummer, yttersta_dag=rakning.dag)


PLIKTER = (begaran_om_uppgifter_besvaras, tiden_att_overklaga_utlamnandet)
