"""The beslut on what a person is given, with its grounds and how to appeal."""

from __future__ import annotations

from caseflow.documents.mallar.mall import Krav, Mall, Till
from caseflow.documents.underlag import ALLT, BARA_ATT, bara, utom

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

BESLUT_MALL = Mall(
    kod="beslut",
    titel="Beslut",
    version="1",
    slag=("utovare", "utsatt"),
    beskrivning="Vad personen får eller inte får, med skälen och hur beslutet överklagas.",
    till=Till.PERSONEN,
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
