"""The profiles as they are shown: every value with its label in Swedish and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

from caseflow.engine.fakta import JsonDict
from caseflow.rules.profil import (
    INTE_INNEHALL,
    Beskrivning,
    Friytainsats,
    Harkomst,
    Profil,
    Uppfoljningspunkt,
    Utforare,
    innehallet,
)
from caseflow.settings import Settings
from caseflow.store.profiler import find_profile, profiles, utforarna

_DOKUMENTATION = {
    "full": "fullständigt",
    "radgivning_14_4": "rådgivning (14 kap. 4 § SoL)",
    "anonym_14_5": "anonymt (14 kap. 5 § SoL)",
}
_RAKNAS_FRAN = {"insats_start": "insatsens start", "avslut": "avslutet"}
_REGI = {"egen": "i egen regi", "hanvisning": "genom hänvisning"}
_NIVA = {"lag": "låg", "medel": "medel", "hog": "hög", "mycket_hog": "mycket hög"}
_INGET = {"uppfoljningar": "ingen", "hanvisar_till": "ingen"}
_EJ_VISADE = ("id", "namn")

ETIKETTER: Mapping[str, str] = {
    "kommunkod": "Kommunkod",
    "regi": "Insatser för den som använder våld ges",
    "hanvisar_till": "Hänvisar till",
    "grupp": "Grupp för den som använder våld",
    "friyta": "Friyta",
    "friyta_max": "Högsta antal samtal på friyta",
    "friyta_dokumentation": "Friytan dokumenteras",
    "anonym_beslut": "Nämndens beslut om anonyma samtal",
    "friyta_utbud": "Insatser utan prövning",
    "partnerkontakt": "Partnerkontakt",
    "partnerkontakt_oppen_dagar": "Partnerkontakten anses öppen efter",
    "insats_under_utredning": "Insats utan beslut under utredning",
    "bistand_manader": "Bistånd beviljas för",
    "forsta_kontakt_dagar": "Första kontakten inom",
    "forhandsbedomning_dagar": "Förhandsbedömning inom",
    "ny_kontakt_dagar": "Ny kontakt efter ett nej inom",
    "ny_kontakt_hogst_dagar": "Ny kontakt får planeras högst",
    "utredning_manader": "Utredning inom",
    "beslut_dagar": "Beslut inom",
    "fyra_ogon": "Beslut fattas av en annan än utredaren",
    "fyra_ogon_akut_skydd": "Det gäller också akut skydd",
    "delegation": "Delegation",
    "delegationsordning": "Delegationsordning",
    "riskbedomning_dagar": "Ny riskbedömning efter",
    "risk_efter_handelse_dagar": "Riskbedömning efter en ny händelse inom",
    "saker_kontakt_dagar": "Kontakt efter ett uteblivet samtal inom",
    "skyddsplikt_dagar": "Komplettering efter akut skydd inom",
    "delfaende_dagar": "Delfående kontrolleras efter",
    "underrattelse_dagar": "Underrättelse om beslut inom",
    "ivo_rapport_dagar": "Rapport till IVO inom",
    "vardplan_dagar": "Vårdplan inom",
    "genomforandeplan_dagar": "Genomförandeplan inom",
    "vantan_kontroll_dagar": "Hör av er till den som väntar inom",
    "paus_kontroll_dagar": "En paus ses över inom",
    "utgang_paminnelse_dagar": "Påminnelse innan beslutet går ut",
    "kort_beslut_dagar": "Ett beslut är kort under",
    "samtycke_genomgang_manader": "Samtycken gås igenom efter",
    "overklagande_dagar": "Överklagande tas om hand inom",
    "overklagande_kontroll_manader": "Överklagande hos domstol ses över efter",
    "overgang_efter_inkommen_dag": "Lagen från dagen då ärendet kom in gäller",
    "uppfoljningar": "Uppföljning",
    "uppfoljning_forsok_max": "Försök att nå personen",
    "enkat_minst_samtal": "Enkät erbjuds efter",
    "enkat_dagar": "Enkäten erbjuds inom, efter samtalens slut och uppföljningen",
    "uppfoljningar_per_dag": "Så många uppföljningar hinner enheten på en dag",
    "saker_kontakt_hogst_dagar": "Uppgifter om säker kontakt gäller längst",
    "saker_kontakt_fornya_dagar": "Uppgifter om säker kontakt kan bekräftas igen i förväg",
    "eskalering_samordnare_dagar": "Det som är sent sägs till samordnaren efter",
    "eskalering_enhetschef_dagar": "Det som är sent sägs till enhetschefen efter",
    "genomgang_dagar": "Importerade ärenden gås igenom inom",
    "sen_anteckning_dagar": "En anteckning är sen efter",
    "utlamnande_svar_dagar": "Svar på begäran om att lämna ut inom",
    "gallring_bevarar_allt": "Allt bevaras",
    "verksamhet": "Verksamhetens namn",
    "verksamhetsform": "Verksamhetsform",
    "metod": "Metod",
    "grupp_form": "Gruppens form",
    "traffar": "Träffar",
    "grupp_traffar": "Träffar i grupp",
    "behandlingstid_manader": "Behandlingstid, utan angiven grund",
    "vanlig_tid_manader": "Vanlig behandlingstid",
    "onskvard_tid_manader": "Önskvärd behandlingstid",
    "varianter": "Varianter",
    "omfattning": "Omfattning",
    "forlangning": "Förlängning",
    "forlangning_villkor": "Villkor för förlängning",
    "forlangning_manader": "Förlängning med",
    "forlangning_traffar": "Förlängning med antal träffar",
    "uppfoljning": "Uppföljning görs",
    "uppfoljning_nar": "Uppföljning när",
    "uppfoljning_nar_manader": "Uppföljning efter",
    "uppfoljning_hur": "Uppföljning hur",
    "stadsdelar": "Stadsdelar",
    "enheter": "Enheter",
    "hanvisande": "Tar emot från",
    "anmarkning": "Anmärkning",
    "motsagelse": "Motsägelse i källan",
}
"""What each value is called."""


@dataclass(frozen=True, slots=True)
class Varderad:
    """One value: its key, label, how it reads, and where it comes from."""

    nyckel: str
    etikett: str
    varde: object
    text: str
    kalla: Harkomst

    def as_dict(self) -> JsonDict:
        """The stable keys."""
        return {
            "nyckel": self.nyckel,
            "etikett": self.etikett,
            "varde": self.varde,
            "text": self.text,
            "kalla": str(self.kalla),
            "fil": self.kalla.fil,
            "rad": self.kalla.rad,
            "tabell": self.kalla.tabell,
            "utgangslage": self.kalla.utgangslage,
        }


@dataclass(frozen=True, slots=True)
class Utforarrad:
    """A performer that the municipality refers to, as the source describes it."""

    id: str
    namn: str
    beskrivning: tuple[Varderad, ...]


@dataclass(frozen=True, slots=True)
class Profilrad:
    """A profile: `varden` drive the process, `beskrivning` tells how the municipality works."""

    id: str
    namn: str
    version: str
    varden: tuple[Varderad, ...]
    beskrivning: tuple[Varderad, ...]
    profil: Profil
    utforare: tuple[Utforarrad, ...] = ()

    @property
    def egna(self) -> tuple[Varderad, ...]:
        """The values that somebody has chosen or found out."""
        return tuple(v for v in self.varden if not v.kalla.utgangslage)


def profilkatalog(settings: Settings) -> tuple[Profilrad, ...]:
    """Every profile, standard first and then by name.

    Raises:
        ProfileInvalid: any of them does not load.
    """
    known = sorted(profiles(settings).values(), key=lambda p: (p.id != "standard", _alphabet(p)))
    return tuple(_row(settings, p) for p in known)


def _alphabet(profil: Profil) -> str:
    """Å, ä and ö stand last, in that order."""
    return profil.namn.lower().translate(str.maketrans("åäö", "{|}"))


def profilrad(settings: Settings, text: str) -> Profilrad:
    """One profile, by id or kommunkod.

    Raises:
        ProfileInvalid: there is none.
    """
    return _row(settings, find_profile(settings, text))


def _row(settings: Settings, profil: Profil) -> Profilrad:
    content = innehallet(profil)
    order = list(ETIKETTER)
    driving = sorted(
        (f.name for f in fields(Profil) if f.name not in (*INTE_INNEHALL, *_EJ_VISADE)),
        key=lambda n: order.index(n) if n in order else len(order),
    )
    about = replace(profil.beskrivning, grupp=None)
    if about.bistand_manader and len(set(about.bistand_manader)) == 1:
        about = replace(about, bistand_manader=None)  # the value that drives says the same
    known = utforarna(settings)
    return Profilrad(
        id=profil.id,
        namn=profil.namn,
        version=profil.version,
        varden=tuple(_valued(profil, n, getattr(profil, n), content[n]) for n in driving),
        beskrivning=_described(about, profil.harkomst),
        profil=profil,
        utforare=tuple(
            Utforarrad(u.id, u.namn, _described(known[u.id].beskrivning, known[u.id].harkomst))
            for u in profil.hanvisar_till
            if u.id in known
        ),
    )


def _described(about: Beskrivning, origin: Mapping[str, Harkomst]) -> tuple[Varderad, ...]:
    return tuple(
        Varderad(n, ETIKETTER[n], value, in_words(n, value), origin.get(n, Harkomst()))
        for n in (f.name for f in fields(Beskrivning))
        if (value := getattr(about, n)) is not None
    )


def _valued(profil: Profil, key: str, value: object, plain: object) -> Varderad:
    label = ETIKETTER.get(key, key.replace("_", " ").capitalize())
    return Varderad(key, label, plain, in_words(key, value), profil.kommer_fran(key))


def in_words(key: str, value: object) -> str:
    """A value as a person reads it."""
    if key in _SARSKILT:
        return _SARSKILT[key](value)
    match value:
        case bool():
            text = "ja" if value else "nej"
        case int():
            text = _counted(key, str(value), value)
        case (int() as least, int() as most):
            text = _counted(key, str(most) if least == most else f"{least}–{most}", most)
        case tuple():
            text = "; ".join(_one(v) for v in value)
        case Mapping():
            text = "; ".join(f"{k}: {_one(v)}" for k, v in value.items())
        case _:
            text = str(value)
    return text or _INGET.get(key, "inget")


def _counted(key: str, text: str, number: int) -> str:
    return f"{text} {_unit(key, number)}".rstrip()


def _one(value: object) -> str:
    match value:
        case Uppfoljningspunkt():
            when = f"{value.manader} mån efter" if value.manader else "vid"
            return f"{value.etikett} ({when} {_RAKNAS_FRAN[value.raknas_fran]})"
        case Utforare():
            return value.namn
        case Friytainsats():
            return f"{value.etikett} ({value.beslut}; högst {value.max_samtal} samtal)"
        case tuple() | list():
            return ", ".join(str(v) for v in value)
        case _:
            return str(value)


def _unit(key: str, number: int) -> str:
    if key.endswith("_dagar"):
        return "dag" if number == 1 else "dagar"
    if key.endswith(("_manader", "_nar_manader")):
        return "månad" if number == 1 else "månader"
    if key in {"friyta_max", "enkat_minst_samtal"}:
        return "samtal"
    return "gånger" if key.endswith("_max") else ""


def _chosen(labels: Mapping[str, str]) -> Callable[[object], str]:
    def text(value: object) -> str:
        codes = value if isinstance(value, tuple) else (value,)
        return ", ".join(labels.get(str(c), str(c)) for c in codes)

    return text


def _risk_days(value: object) -> str:
    days = value if isinstance(value, Mapping) else {}
    return ", ".join(f"{_NIVA.get(k, k)} {v}" for k, v in days.items()) + " dagar"


_SARSKILT: Mapping[str, Callable[[object], str]] = {
    "friyta_dokumentation": _chosen(_DOKUMENTATION),
    "regi": _chosen(_REGI),
    "riskbedomning_dagar": _risk_days,
}
