"""Vilken dags lag som prövas när en skyldighet uppkom med ärendet och lagen har ändrats sedan dess.

Övergångsbestämmelserna till socialtjänstlagen (2025:400) är inte lästa. Att skyldigheter som uppkom med
ett ärende följer lagen den dag ärendet kom in är därför ett antagande, märkt som osäkert. Profilens
`overgang_efter_inkommen_dag` byter det mot att lagen på handlingens dag alltid gäller.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseflow.engine.fakta import Fakta
from caseflow.engine.rule import Sakerhet, upplysning
from caseflow.rules.kallor import NYA_SOL, SOL
from caseflow.rules.profil import Profil

OVERGANG = replace(
    SOL("övergångsbestämmelserna", Sakerhet.OSAKER), profilvarde="overgang_efter_inkommen_dag"
)
"""Källan till antagandet, med dess säkerhet och det profilvärde som ändrar det."""


def rattsdag(fakta: Fakta, profil: Profil, dag: date) -> date:
    """Dagen vars lag gäller för det som uppkom med ärendet, när handlingen sker `dag`.

    Det är dagen då ärendet kom in, eller då det togs upp på nytt: en ny omgång är ett nytt ärende i
    lagens mening.
    """
    if not profil.overgang_efter_inkommen_dag:
        return dag
    omtaget = fakta.steg.get("ateraktualisera")
    kom_in = omtaget.dag if omtaget else fakta.inkom
    return kom_in or dag


@upplysning(OVERGANG, since=NYA_SOL)
def aldre_arenden_foljer_aldre_lag(fakta: Fakta, profil: Profil) -> bool:
    """I ett ärende som kom in före den 1 juli 2025 prövas det som uppkom då mot den gamla lagen.

    Det är ett antagande: övergångsbestämmelserna är inte lästa. Kommunen kan välja i sin profil att lagen
    på handlingens dag alltid gäller.
    """
    return not fakta.avslutad and rattsdag(fakta, profil, NYA_SOL) < NYA_SOL
