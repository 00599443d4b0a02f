"""Gallringen: när en akt tidigast får förstöras, och det som hindrar att den förstörs.

Grundläget är att akten behålls. Det som ingen har svarat på hindrar lika mycket som ett nej, och inget
gallras av sig självt: en registrator prövar akten och undertecknar ett gallringsbeslut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from caseflow.engine import trial
from caseflow.engine.errors import Hinder
from caseflow.engine.fakta import Fakta, Varde
from caseflow.engine.rule import Overgang, Sakerhet, frist, hinder, rutin
from caseflow.engine.trial import failing
from caseflow.rules.kallor import (
    BARNUTREDNING_GALLRING,
    FB,
    GAMLA_SOL,
    NYA_SOL,
    RUTINER_GALLER,
    SOF,
    SOL,
    SOL_2001,
)
from caseflow.rules.lage import Lage
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning

SISTA_ANTECKNING, FODD, FODELSEDAG, ANDRA_UPPGIFTER = (
    "sista_anteckning",
    "fodd",
    "fodelsedag_i_manaden",
    "andra_uppgifter",
)
"""Det som prövningen behöver veta och som inte står i akten: dagar som ÅÅÅÅ-MM-DD, dagen i månaden som tal,
och ja eller nej till om det finns andra uppgifter om samma person. Det sparas aldrig i ögonblicksbilden."""


@dataclass(frozen=True, slots=True)
class Gallringsprovning:
    """Vad prövningen gav en viss dag.

    `tidigast` är uträkningen av den första dagen, None när akten aldrig gallras eller ännu är öppen, och
    `senast` dagen då gallringen ska vara klar. `hindren` är allt som står i vägen nu.
    """

    tidigast: Rakning | None
    senast: date | None
    aldrig: bool
    hindren: tuple[Hinder, ...] = field(default=())

    @property
    def kan_gallras(self) -> bool:
        """Om inget står i vägen för ett gallringsbeslut."""
        return not self.hindren


@frist(SOL_2001("12 kap. 1 §"), since=GAMLA_SOL)
def frist_for_gallring(fran: Rakning, _profil: Profil) -> Rakning:
    """En personakt gallras tidigast fem år efter den sista anteckningen."""
    return fran.manader(5 * 12)


frist_for_gallring.restated(SOL("16 kap. 1 §"), since=NYA_SOL, overgang=Overgang.RAKNA_OM)


@frist(SOL_2001("12 kap. 1 §"), since=GAMLA_SOL)
def gallringen_ska_vara_klar(fran: Rakning, _profil: Profil) -> Rakning:
    """Gallringen är klar senast vid utgången av kalenderåret efter det då tiden gick ut."""
    return fran.avtalad(date(fran.dag.year + 1, 12, 31), "till slutet av nästa kalenderår")


gallringen_ska_vara_klar.restated(SOL("16 kap. 1 §"), since=NYA_SOL)


@frist(SOL("16 kap. 1 §", Sakerhet.ALLMAN), since=NYA_SOL)
def frist_for_gallring_nar_inget_inleddes(fran: Rakning, _profil: Profil) -> Rakning:
    """Handlingar om att inte inleda en utredning om ett barn gallras tidigast efter fem år."""
    return fran.manader(5 * 12)


@frist(SOL("16 kap. 2 a §"), since=BARNUTREDNING_GALLRING)
def frist_for_gallring_av_barnutredning(fran: Rakning, _profil: Profil) -> Rakning:
    """En utredning om ett barns behov av skydd eller stöd gallras tidigast när barnet har fyllt 30 år.

    Det räknas från födelsedagen och gäller inte ärenden som avslutades före den 15 januari 2026.
    """
    return fran.manader(30 * 12)


def _falt_dag(lage: Lage, kod: str) -> date | None:
    varde = lage.falt.get(kod)
    return date.fromisoformat(varde) if isinstance(varde, str) and varde else None


def _ar_barnutredning(lage: Lage, fodd: date) -> bool:
    """Om personen var barn när ärendet kom in."""
    myndig = Rakning.fran(fodd, "Födelsedagen").enligt(myndighetsalder, lage.profil).dag
    return lage.fakta.inkom is None or lage.fakta.inkom < myndig


def _avslutades_fore_30_arsregeln(fakta: Fakta) -> bool:
    return fakta.avslutad and fakta.sedan is not None and fakta.sedan < BARNUTREDNING_GALLRING


@frist(FB("9 kap. 1 §", Sakerhet.ALLMAN), since=date.min)
def myndighetsalder(fran: Rakning, _profil: Profil) -> Rakning:
    """Den som är under 18 år är underårig."""
    return fran.manader(18 * 12)


def _trettio(lage: Lage) -> date | None:
    """Dagen då den som var barn i ärendet fyller 30 år, där lagen räknar med den."""
    fodd = _falt_dag(lage, FODD)
    if fodd is None or _avslutades_fore_30_arsregeln(lage.fakta):
        return None
    if lage.dag < BARNUTREDNING_GALLRING or not _ar_barnutredning(lage, fodd):
        return None
    rakning = Rakning.fran(fodd, "Födelsedagen")
    lydelse = frist_for_gallring_av_barnutredning.on(lage.dag)
    dagen: date = lydelse.function(rakning, lage.profil).dag
    return dagen


def _uttrakning(lage: Lage) -> Rakning | None:
    """Första dagen då tiden har gått, med det senaste som lagen räknar från."""
    sista = _falt_dag(lage, SISTA_ANTECKNING) or lage.fakta.senaste_dag
    if sista is None:
        return None
    rakning = Rakning.fran(sista, "Sista anteckningen").enligt(
        frist_for_gallring, lage.profil, lage.dag
    )
    trettio = _trettio(lage)
    return rakning.tidigast(trettio, "till trettioårsdagen") if trettio else rakning


def tidigast_gallring(
    fakta: Fakta, profil: Profil, dag: date, uppgifter: Mapping[str, Varde] | None = None
) -> Gallringsprovning:
    """Prövar akten en dag. `uppgifter` är det som inte står i akten; det som saknas där är ett hinder."""
    lage: Lage = trial.Lage(fakta, profil, dag, dict(uppgifter or {}))
    aldrig = any(not r.on(dag).function(lage) for r in ALDRIG if r.wordings[0].since <= dag)
    rakning = None if aldrig or not fakta.avslutad else _uttrakning(lage)
    senast = None
    if rakning is not None:
        senast = gallringen_ska_vara_klar.on(dag).function(rakning, profil).dag
    return Gallringsprovning(rakning, senast, aldrig, tuple(failing(GALLRINGSHINDER, lage)))


@hinder(rutin("bara avslutade akter gallras"), since=RUTINER_GALLER)
def akten_ar_avslutad(lage: Lage) -> bool:
    """En akt som är öppen gallras inte, och inte heller en där något återstår att följa upp.

    Brister: Akten är öppen, eller så återstår något att göra bredvid huvudprocessen.
    Gör nu: Avsluta det som är öppet först. Tiden räknas från den sista anteckningen.
    """
    return lage.fakta.avslutad and all(
        d.avslutad for d in lage.fakta.delprocesser if d.process != "overklagande"
    )


@hinder(rutin("inget öppet överklagande vid gallring"), since=RUTINER_GALLER)
def inget_overklagande_ar_oppet(lage: Lage) -> bool:
    """Ett beslut som prövas av domstol finns kvar med hela sitt underlag.

    Brister: Ett överklagande är inte avgjort.
    Gör nu: Vänta på domstolens avgörande och registrera det.
    """
    return not lage.fakta.av_slag("overklagande", oppna=True)


@hinder(rutin("stopp för gallring"), since=RUTINER_GALLER)
def ingen_har_stoppat_gallringen(lage: Lage) -> bool:
    """Den som behöver akten i en tvist, en tillsyn eller en granskning kan stoppa gallringen.

    Brister: Någon har stoppat gallringen av akten.
    Gör nu: Läs skälet i tidslinjen. När det inte längre finns registrerar du att stoppet är hävt.
    """
    return lage.fakta.senaste("gallringsstopp") is None


@hinder(rutin("stopp för gallring"), since=RUTINER_GALLER)
def stoppet_finns_att_hava(lage: Lage) -> bool:
    """Ett stopp som hävs är satt och gäller.

    Brister: Ingen har stoppat gallringen av akten.
    Gör nu: Du behöver inte göra något.
    """
    return lage.fakta.senaste("gallringsstopp") is not None


@hinder(SOL_2001("12 kap. 1 §"), since=GAMLA_SOL)
def gallringstiden_har_gatt(lage: Lage) -> bool:
    """Fem år har gått sedan den sista anteckningen i akten.

    Brister: Tiden som akten ska finnas kvar har inte gått ut.
    Gör nu: Vänta till dagen som räknats fram. Varje ny anteckning flyttar den framåt.
    """
    tidigast = _uttrakning(lage)
    return tidigast is not None and lage.dag >= tidigast.dag


gallringstiden_har_gatt.restated(SOL("16 kap. 1 §"), since=NYA_SOL)


@hinder(SOL_2001("12 kap. 1 §"), since=GAMLA_SOL)
def inga_andra_uppgifter_om_personen(lage: Lage) -> bool:
    """Akten finns kvar så länge nämnden har andra uppgifter om samma person som inte får gallras.

    Brister: Det är inte prövat om nämnden har andra uppgifter om personen, eller så finns sådana.
    Gör nu: Registratorn kontrollerar det i nämndens register. Svaret skrivs i gallringsbeslutet.
    """
    return lage.falt.get(ANDRA_UPPGIFTER) == "nej"


inga_andra_uppgifter_om_personen.restated(SOL("16 kap. 1 §"), since=NYA_SOL)


@hinder(SOL_2001("12 kap. 2 §"), since=GAMLA_SOL)
def inget_barn_har_varit_placerat(lage: Lage) -> bool:
    """Handlingar om ett barn som har varit placerat eller bott i skyddat boende gallras aldrig.

    Detsamma gäller faderskap, föräldraskap och adoption.

    Brister: Ett barn har varit placerat eller följt med till skyddat boende. Då gallras inte akten.
    Gör nu: Lämna akten till arkivet. Handlingar som bara rör den vuxna kan prövas för sig.
    """
    return not any(d.text("barn_foljer_med") == "ja" for d in lage.fakta.av_slag("insats"))


inget_barn_har_varit_placerat.restated(SOL("16 kap. 2 §"), since=NYA_SOL)


@hinder(SOL("16 kap. 2 a §"), since=BARNUTREDNING_GALLRING)
def barnutredningen_har_natt_sin_tid(lage: Lage) -> bool:
    """En utredning om ett barns behov av skydd eller stöd finns kvar tills barnet har fyllt 30 år.

    Ärenden som avslutades före den 15 januari 2026 omfattas inte.

    Brister: Personen var barn när ärendet kom in och har inte fyllt 30 år, eller så är åldern inte prövad.
    Gör nu: Registratorn ser efter hur gammal personen var. Var hen barn väntar ni till trettioårsdagen.
    """
    if _avslutades_fore_30_arsregeln(lage.fakta):
        return True
    trettio = _trettio(lage)
    return _falt_dag(lage, FODD) is not None and (trettio is None or lage.dag >= trettio)


@hinder(SOL_2001("12 kap. 2 §", Sakerhet.ALLMAN), since=GAMLA_SOL)
def kommunen_bevarar_inte_allt(lage: Lage) -> bool:
    """I vissa län och kommuner behålls alla akter för forskningen.

    Det gäller Östergötlands, Gotlands och Västernorrlands län och Göteborg, och den kommun vars profil
    säger det.

    Brister: Er kommun behåller alla akter för forskningen. Akten gallras aldrig.
    Gör nu: Lämna akten till arkivet när tiden har gått.
    """
    kod = lage.profil.kommunkod
    hela_lanet = kod.startswith(("05", "09", "22"))
    return not (lage.profil.gallring_bevarar_allt or hela_lanet or kod == "1480")


kommunen_bevarar_inte_allt.restated(SOF("13 kap. 1 §"), since=NYA_SOL)


@hinder(SOL_2001("12 kap. 2 §", Sakerhet.ALLMAN), since=GAMLA_SOL)
def personen_ar_inte_i_forskningsurvalet(lage: Lage) -> bool:
    """Akter om personer födda den 5, 15 eller 25 i en månad behålls för forskningen.

    Brister: Personen är född den 5, 15 eller 25, eller så är födelsedagen inte prövad.
    Gör nu: Registratorn ser efter vilken dag personen är född. Är det en av dagarna lämnas akten till
    arkivet och gallras aldrig.
    """
    fodelsedag = lage.falt.get(FODELSEDAG)
    return isinstance(fodelsedag, int) and fodelsedag not in {5, 15, 25}


personen_ar_inte_i_forskningsurvalet.restated(SOF("13 kap. 1 §"), since=NYA_SOL)

ALDRIG = (inget_barn_har_varit_placerat, kommunen_bevarar_inte_allt)
"""Det som gör att akten aldrig gallras, hur lång tid som än går."""

GALLRINGSHINDER = (
    akten_ar_avslutad,
    inget_overklagande_ar_oppet,
    ingen_har_stoppat_gallringen,
    gallringstiden_har_gatt,
    inga_andra_uppgifter_om_personen,
    inget_barn_har_varit_placerat,
    barnutredningen_har_natt_sin_tid,
    kommunen_bevarar_inte_allt,
    personen_ar_inte_i_forskningsurvalet,
)
"""Allt som prövas innan en akt gallras."""
