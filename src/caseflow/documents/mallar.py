"""The catalogue of templates: which akter each is for, what it reads, and what a finished one needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseflow.documents import teman
from caseflow.documents.etiketter import med_etiketter
from caseflow.documents.skrivtext import lagar
from caseflow.documents.teman import Tema
from caseflow.documents.underlag import (
    ALLT,
    BARA_ATT,
    Underlag,
    Urval,
    bara,
    utom,
)

BIFALL = ("bevilja", "bifall_ansokan")
DELVIS = ("bevilja_delvis", "bifall_delvis")
AVSLAG = ("avsla", "avsla_ansokan")
AKUT = ("bevilja_akut_skydd",)
UTAN_INSATS = ("avsluta_utan_insats",)
PROVADE = BIFALL + DELVIS + AVSLAG
BESLUT = PROVADE + AKUT + UTAN_INSATS
BESLUTSRUBRIK = {
    **dict.fromkeys(BIFALL, "Du får den här insatsen"),
    **dict.fromkeys(DELVIS, "Du får en del av det du har ansökt om"),
    **dict.fromkeys(AVSLAG, "Du får inte det du har ansökt om"),
    **dict.fromkeys(AKUT, "Du får skyddat boende nu"),
    **dict.fromkeys(UTAN_INSATS, "Ärendet avslutas utan någon insats"),
}
OM_UPPFOLJNINGEN = frozenset({"satt", "enkat"})
"""Fields on how the follow-up was done, as opposed to what it showed."""
FORDA_UPPFOLJNINGAR = (
    "genomfor_uppfoljning",
    "avboj_uppfoljning",
    "markera_ej_nadd",
    "bedom_olamplig_uppfoljning",
)


@dataclass(frozen=True, slots=True)
class Krav:
    """Something that a finished handling needs: one of these events, with one of these fields if any.

    With `for_beslut` it is asked for only when the latest beslut is one of those, or none is taken yet.
    """

    koder: tuple[str, ...]
    text: str
    gor_nu: str
    falt: tuple[str, ...] = ()
    lagrum: str = ""
    for_beslut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brist:
    """A gap: what is missing, the source of the demand, what to do, and the event that would fill it."""

    kod: str
    text: str
    kalla: str
    gor_nu: str
    falt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mall:
    """A template. `kod` is also the name of its file; `version` is stored with what it made.

    `laser` lists what may reach the template: nothing else of the akt does. `lagrum` are the keys
    that a finished handling must have. `hela_akten` reads earlier rounds as well.
    """

    kod: str
    titel: str
    version: str
    slag: tuple[str, ...]
    laser: Mapping[str, Urval]
    kraver: tuple[Krav, ...]
    lagrum: tuple[str, ...]
    teman: tuple[Tema, ...] = field(default=())
    hela_akten: bool = False


_EGEN_SYN = Krav(
    ("egen_syn",),
    "personens egen syn",
    "Registrera personens egen syn, med personens egna ord.",
    lagrum="dokumentation",
)
_RISK = Krav(
    ("riskbedomning",),
    "en riskbedömning",
    "Gör en riskbedömning.",
    lagrum="riskbedomning",
)
_BARN = Krav(
    ("barn_efterfragade",),
    "om det finns barn",
    "Ställ frågan om barn och registrera svaret.",
    lagrum="dokumentation",
)
_UTREDNING_KLAR = Krav(
    ("slutfor_utredning",),
    "bedömning och förslag",
    "Slutför utredningen.",
    lagrum="dokumentation",
)
_UTREDNINGENS_GANG: dict[str, Urval] = {
    "ansokan": ALLT,
    "ansokan_atertagen": bara("ansokan"),
    "inled_utredning": ALLT,
    "slutfor_utredning": ALLT,
    "egen_syn": ALLT,
    "barn_efterfragade": ALLT,
    "ny_handelse": ALLT,
    "information": ALLT,
    "kommunicering": ALLT,
    "avvikande_mening": ALLT,
    "rattelse": ALLT,
}

UTREDNING_UTOVARE = Mall(
    kod="utredning_utovare",
    titel="Utredning om insatser för att ändra ett våldsamt beteende",
    version="1",
    slag=("utovare",),
    # The person reads this. What others have said, and what protects them, must not be found here.
    laser={
        **_UTREDNINGENS_GANG,
        "sakerhet_overvagd": BARA_ATT,
        "riskbedomning": utom("atgarder", "kalla", "egen_skattning"),
        "barn": bara("barn", "fodelsear"),
        "barnkonsekvensanalys": bara("barn", "analys"),
        "orosanmalan": bara("barn", "anmald"),
    },
    kraver=(
        Krav(
            ("sakerhet_overvagd",),
            "att säkerheten för den som har utsatts är övervägd",
            "Överväg säkerheten och registrera det.",
            lagrum="vald_utovare",
        ),
        _EGEN_SYN,
        _RISK,
        _BARN,
        _UTREDNING_KLAR,
    ),
    lagrum=(
        "inleda_utredning",
        "bistand",
        "vald_utovare",
        "dokumentation",
        "kommunicering",
        "sekretess",
    ),
    teman=teman.UTOVARE,
)

UTREDNING_UTSATT = Mall(
    kod="utredning_utsatt",
    titel="Utredning om stöd och skydd vid våld i nära relation",
    version="1",
    slag=("utsatt",),
    # A copy may be found at home: neither a safe place nor the contents of the plan is printed.
    laser={
        **_UTREDNINGENS_GANG,
        "skyddsbedomning": utom("var_sakert"),
        "sakerhetsplan": BARA_ATT,
        "riskbedomning": ALLT,
        "barn": utom("boende"),
        "barnkonsekvensanalys": ALLT,
        "orosanmalan": bara("barn", "anmald"),
    },
    kraver=(
        _EGEN_SYN,
        _RISK,
        _BARN,
        Krav(
            ("sakerhetsplan",),
            "en säkerhetsplan",
            "Gör en säkerhetsplan tillsammans med personen.",
            lagrum="vald_utsatt",
        ),
        _UTREDNING_KLAR,
    ),
    lagrum=(
        "inleda_utredning",
        "bistand",
        "vald_utsatt",
        "dokumentation",
        "kommunicering",
        "sekretess",
    ),
    teman=teman.UTSATT,
)

BESLUT_MALL = Mall(
    kod="beslut",
    titel="Beslut",
    version="1",
    slag=("utovare", "utsatt"),
    laser={
        **dict.fromkeys(
            BESLUT,
            utom(
                "vardnadshavare",
                "aterstar",
                "overklagandehanvisning",
                "uppfoljning_skal",
                "skal_ensam",
            ),
        ),
        "ansokan": ALLT,
        "ansokan_atertagen": bara("ansokan"),
        "ansok": ALLT,
        "kommunicering": ALLT,
        "slutfor_utredning": BARA_ATT,
    },
    kraver=(
        Krav(BESLUT, "beslutet", "Fatta beslutet i ärendet.", lagrum="beslutets_innehall"),
        Krav(
            BESLUT,
            "skälen för beslutet",
            "Skriv motiveringen i beslutet.",
            falt=("motivering", "skal"),
            lagrum="motivering",
        ),
        Krav(
            ("kommunicering",),
            "kommunicering, eller skälet att inte kommunicera",
            "Registrera kommunicering.",
            lagrum="kommunicering",
            for_beslut=PROVADE,
        ),
    ),
    lagrum=(
        "bistand",
        "beslutets_innehall",
        "motivering",
        "kommunicering",
        "overklagande",
        "hur_man_overklagar",
        "overklagandetid",
        "sekretess",
    ),
)

UPPFOLJNING = Mall(
    kod="uppfoljning",
    titel="Uppföljning",
    version="1",
    slag=("utovare", "utsatt", "friyta"),
    laser={
        **dict.fromkeys(FORDA_UPPFOLJNINGAR, ALLT),
        "planera_uppfoljning": bara("planerad"),
        "medge_undantag": ALLT,
        "forsok_kontakt": bara("utfall"),
        "avsluta": BARA_ATT,
        "starta_insats": BARA_ATT,
    },
    kraver=(
        Krav(
            FORDA_UPPFOLJNINGAR,
            "uppföljningssamtalet, eller varför det inte blev av",
            "Genomför uppföljningen, eller registrera varför den inte blev av.",
        ),
    ),
    lagrum=("dokumentation", "sekretess"),
    hela_akten=True,
)

MALLAR: dict[str, Mall] = {
    mall.kod: mall for mall in (UTREDNING_UTOVARE, UTREDNING_UTSATT, BESLUT_MALL, UPPFOLJNING)
}


def saknas(mall: Mall, underlag: Underlag) -> list[Brist]:
    """The gaps that keep a handling from being made final, in the order it would read them."""
    lasbart = lasbart_for(mall, underlag)
    gaps = [
        Brist(
            kod=krav.koder[0],
            text=krav.text,
            kalla=underlag.lagrum.get(krav.lagrum, ""),
            gor_nu=krav.gor_nu,
            falt=krav.falt[0] if krav.falt else "",
        )
        for krav in mall.kraver
        if not _uppfyllt(krav, lasbart)
    ]
    gaps += [
        Brist(
            kod=f"lagrum:{key}",
            text=f"lagrum för «{key}»",
            kalla="",
            gor_nu=f"Ingen bestämmelse finns inlagd för {underlag.dag.isoformat()}. Be administratören om hjälp.",
        )
        for key in mall.lagrum
        if not underlag.lagrum.get(key)
    ]
    return gaps


def namnda_lagar(mall: Mall, underlag: Underlag) -> list[str]:
    """The acts that the template cites, with SFS number; the running text gives only their names."""
    return lagar(underlag.lagrum[key] for key in mall.lagrum if key in underlag.lagrum)


def lasbart_for(mall: Mall, underlag: Underlag) -> Underlag:
    """The part of an underlag that a template may read, without a protected person's identity."""
    round_of_it = underlag if mall.hela_akten else underlag.denna_omgang()
    return med_etiketter(round_of_it.begransat(mall.laser).skyddat())


def _uppfyllt(krav: Krav, underlag: Underlag) -> bool:
    beslut = underlag.senaste(*BESLUT)
    if krav.for_beslut and beslut and beslut.kod not in krav.for_beslut:
        return True
    uppgift = underlag.senaste(*krav.koder)
    return uppgift is not None and (not krav.falt or bool(uppgift.text(*krav.falt)))
