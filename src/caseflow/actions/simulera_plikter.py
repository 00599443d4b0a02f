"""What the simulated unit does with what is due, and with what a rule asks for. Tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseflow.processes import FAKTASLAG, FULLGOR, REGLER


@dataclass(frozen=True, slots=True)
class Skotsel:
    """What is done with a due item, so many days after its day (negative: before).

    `fakta` is the kind of fact that is registered, `bocka` that it is ticked off, `delen` that the part it
    belongs to goes on. Without any of them it is the state that decides.
    """

    dagar: tuple[int, int] = (-3, 3)
    fakta: str = ""
    bocka: bool = False
    delen: bool = False
    falt: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Avhjalp:
    """What is registered when a rule asks for it."""

    fakta: str
    falt: Mapping[str, object] = field(default_factory=dict)


_GENAST = (0, 2)
_EGEN: Mapping[str, Skotsel] = {
    "uppfoljning_ska_goras": Skotsel((-3, 12), delen=True),
    "riskbedomning_pa_nytt": Skotsel((-6, 6), "riskbedomning"),
    "riskbedomning_efter_handelse": Skotsel(_GENAST, "riskbedomning"),
    "forsening_berattas": Skotsel((-1, 4), "underrattelse_om_forsening"),
    "ratt_att_begara_avgorande": Skotsel(),
    "ny_kontakt": Skotsel(),
    "oppna_partnerkontakt": Skotsel(),
    "insatsen_slutar": Skotsel(),
    "insats_utgar": Skotsel((0, 9), bocka=True),
    "overklagandetid_ut": Skotsel((0, 6), bocka=True),
    "partnerkontakt_foljs": Skotsel(),
    "partnerkontakt_provas": Skotsel(),
    "partnerkontakt_begars": Skotsel(),
    "partner_erbjuds": Skotsel(),
    "friyta_foljs": Skotsel((0, 4), "journalanteckning"),
    "insats_foljs": Skotsel((0, 4), "journalanteckning"),
    "insats_vantar": Skotsel((0, 4), "journalanteckning"),
    "insats_pausad": Skotsel((0, 4), "journalanteckning"),
    "partnerkontakt_akt_foljs": Skotsel((0, 4), "journalanteckning"),
    "ratten_att_tala_infor_namnden": Skotsel((-2, 2), "information"),
    "begaran_besvaras": Skotsel(),
    "delfaende_saknas": Skotsel((-12, 2), "delfaende"),
    "beslutet_meddelas": Skotsel((-3, 1), "underrattelse_om_beslut"),
    "uppfoljning_visade_behov": Skotsel(_GENAST, bocka=True),
    "barnet_har_en_namngiven_person": Skotsel((-3, 4), "namngiven_person"),
}


def skotsel_for(slag: str) -> Skotsel:
    """What is done with a due item of that kind: its own line, a tick, or the first fact that fulfils it."""
    if slag in _EGEN:
        return _EGEN[slag]
    if slag in REGLER and REGLER[slag].bockas_av:
        return Skotsel((0, 5), bocka=True)
    facts = [kod for kod in FULLGOR.get(slag, ()) if kod in FAKTASLAG]
    return Skotsel(fakta=facts[0]) if facts else Skotsel()


_OVERVAG = (Avhjalp("sakerhet_overvagd"),)
_KONTAKT = (Avhjalp("saker_kontakt"),)
_RISK = (Avhjalp("riskbedomning"),)
AVHJALP: Mapping[str, tuple[Avhjalp, ...]] = {
    "sakerheten_ar_overvagd": _OVERVAG,
    "sakerheten_ar_overvagd_pa_nytt": _OVERVAG,
    "sakerheten_ar_overvagd_infor_slutet": _OVERVAG,
    "information_ar_lamnad": (Avhjalp("information"),),
    "ja_eller_ansokan_finns": (Avhjalp("ansokan"),),
    "ingen_oprovad_ansokan": (
        Avhjalp("ansokan_atertagen", {"orsak": "Personen vill inte längre."}),
    ),
    "riskbedomningen_ar_aktuell": _RISK,
    "riskbedomningen_vilar_pa_metod": _RISK,
    "slutlig_riskbedomning_finns": (Avhjalp("riskbedomning", {"anledning": "infor_avslut"}),),
    "egen_syn_finns": (Avhjalp("egen_syn"),),
    "barn_ar_efterfragade": (Avhjalp("barn_efterfragade"),),
    "barnen_ar_beskrivna": (Avhjalp("barn"),),
    "sakerhetsplan_finns": (Avhjalp("sakerhetsplan", {"oversedd": False}),),
    "sakerhetsplanen_ar_oversedd": (Avhjalp("sakerhetsplan", {"oversedd": True}),),
    "skyddsbedomning_ar_gjord": (Avhjalp("skyddsbedomning"),),
    "kommunicering_ar_gjord": (Avhjalp("kommunicering"),),
    "kommuniceringen_galler_ansokan": (Avhjalp("kommunicering"),),
    "malet_ar_foljt_upp": (Avhjalp("maluppfoljning"),),
    "sakerhetskontroll_ar_gjord": (Avhjalp("sakerhetskontroll"),),
    "enkaten_ar_erbjuden": (Avhjalp("enkat"),),
    "saker_kontakt_ar_overenskommen": _KONTAKT,
    "saker_kontakt_galler": _KONTAKT,
    "uppgifterna_har_inte_gatt_ut": _KONTAKT,
    "kanalen_ar_overenskommen": _KONTAKT,
    "dagen_ar_saker": _KONTAKT,
    "klockslaget_ar_sakert": _KONTAKT,
    "bada_samtyckena_ar_lamnade": (
        Avhjalp("samtycke", {"andamal": "roja_behandling"}),
        Avhjalp("samtycke", {"andamal": "lamna_sakerhetsinformation"}),
    ),
    "egen_sakerhetsbedomning_finns": (Avhjalp("sakerhetsbedomning_kontakt"),),
    "kontakten_ar_sakerhetsbedomd": (Avhjalp("sakerhetsbedomning_kontakt"),),
}
"""By the code of the rule that refuses: the facts that it asks for."""
