"""The survey on paper: the same questions when the support ends and once more after."""

from __future__ import annotations

from caseflow.documents.mallar.mall import ALLA_I_ARENDET, Brevhuvud, Mall, Till
from caseflow.engine.field import Field, Kind

BRUKARENKAT = Mall(
    kod="brukarenkat",
    titel="Brukarenkät",
    version="1",
    slag=("utovare", "utsatt", "friyta"),
    brevhuvud=Brevhuvud.INGET,
    beskrivning="Ett blad att kryssa i utan namn: hur stödet var, och vad som har blivit annorlunda.",
    av=ALLA_I_ARENDET,
    till=Till.PERSONEN,
    sprak=("sv", "en", "ar", "so"),
    laser={},
    falt=(
        Field(
            "tillfalle",
            "När frågorna ställs",
            Kind.VAL,
            choices=(
                ("vid_avslut", "Vid avslut"),
                ("sex_manader", "Sex månader efter avslut"),
            ),
            help="Frågorna är desamma båda gångerna, så att det går att jämföra.",
        ),
    ),
    block=("lamna",),
    anonym=True,
    namnlos=True,
)
