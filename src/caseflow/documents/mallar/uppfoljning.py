"""The follow-up: during the insats, at avslut and after."""

from __future__ import annotations

from caseflow.documents.mallar.mall import ALLA_I_ARENDET, Krav, Mall
from caseflow.documents.underlag import ALLT, BARA_ATT, bara

OM_UPPFOLJNINGEN = frozenset({"satt", "enkat"})
"""Fields on how the follow-up was done, as opposed to what it showed."""
FORDA_UPPFOLJNINGAR = (
    "genomfor_uppfoljning",
    "avboj_uppfoljning",
    "markera_ej_nadd",
    "bedom_olamplig_uppfoljning",
)

UPPFOLJNING = Mall(
    kod="uppfoljning",
    titel="Uppföljning",
    version="1",
    slag=("utovare", "utsatt", "friyta"),
    beskrivning="Hur det har gått: under insatsen, vid avslut eller efter.",
    av=ALLA_I_ARENDET,
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
