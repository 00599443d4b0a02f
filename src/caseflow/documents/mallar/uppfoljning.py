"""The follow-up: during the insats, at avslut and after."""

from __future__ import annotations

from datetime import timedelta

from caseflow.documents.mallar.mall import ALLA_I_ARENDET, Brevhuvud, Krav, Mall
from caseflow.documents.underlag import (
    ALLT,
    ATERAKTUALISERA,
    BARA_ATT,
    Underlag,
    Uppgift,
    bara,
    utom,
)

OM_UPPFOLJNINGEN = frozenset({"satt", "initiativ", "enkat"})
"""Fields on how the follow-up was done, as opposed to what it showed."""
FORDA_UPPFOLJNINGAR = (
    "genomfor_uppfoljning",
    "avboj_uppfoljning",
    "markera_ej_nadd",
    "bedom_olamplig_uppfoljning",
)
AVSLUT = ("avsluta", "avsluta_utan_insats", "avsluta_friyta")
BORJAR_IGEN = (ATERAKTUALISERA, "starta_insats")
UNDER, VID_AVSLUT, EFTER = "under", "vid_avslut", "efter"
_VID_AVSLUT = timedelta(days=60)
"""So long after an avslut it is still about how it was, and not about how it became."""

UPPFOLJNING = Mall(
    kod="uppfoljning",
    titel="Uppföljning",
    version="2",
    slag=("utovare", "utsatt", "friyta"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Hur det har gått: under insatsen, vid avslut eller efter.",
    av=ALLA_I_ARENDET,
    laser={
        **dict.fromkeys(FORDA_UPPFOLJNINGAR, ALLT),
        # On which channel and at what time the person was reached is not for whoever may see a copy.
        "genomfor_uppfoljning": utom("kanal", "klockslag", "saker_kontakt"),
        "planera_uppfoljning": bara("planerad"),
        "medge_undantag": ALLT,
        "forsok_kontakt": bara("utfall"),
        **dict.fromkeys(AVSLUT, BARA_ATT),
        **dict.fromkeys(BORJAR_IGEN, BARA_ATT),
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


def avslutet_fore(underlag: Underlag, uppfoljd: Uppgift | None) -> Uppgift | None:
    """The avslut that a follow-up looks back on; none while an insats goes on."""
    before = underlag.fore(uppfoljd, AVSLUT) if uppfoljd else underlag.alla(*AVSLUT)
    if not before:
        return None
    again = underlag.fore(uppfoljd, BORJAR_IGEN) if uppfoljd else underlag.alla(*BORJAR_IGEN)
    return None if again and again[-1].seq > before[-1].seq else before[-1]


def tillfallet(underlag: Underlag, uppfoljd: Uppgift | None) -> str:
    """Whether a follow-up is made during the insats, at avslut or a time after."""
    avslut = avslutet_fore(underlag, uppfoljd)
    if avslut is None:
        return UNDER
    when = uppfoljd.dag if uppfoljd else underlag.dag
    soon = when is None or avslut.dag is None or when - avslut.dag <= _VID_AVSLUT
    return VID_AVSLUT if soon else EFTER
