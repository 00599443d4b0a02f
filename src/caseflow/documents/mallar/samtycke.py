"""Consents to sign, and the information to whoever is offered partnerkontakt."""

from __future__ import annotations

from caseflow.documents.mallar.mall import ALLA_I_ARENDET, Brevhuvud, Krav, Mall, Till
from caseflow.documents.underlag import BARA_ATT, bara
from caseflow.engine.field import Field, Kind
from caseflow.rules.partnerkontakt import ROJA, SAKERHETSINFORMATION
from caseflow.rules.roller import Roll

_GALLER = {"givet": True}

SAMTYCKE_PARTNERKONTAKT = Mall(
    kod="samtycke_partnerkontakt",
    titel="Samtycke till partnerkontakt",
    version="1",
    slag=("utovare",),
    brevhuvud=Brevhuvud.ENHETENS,
    beskrivning="Blankett med de två samtyckena, vart och ett med ja eller nej, att skriva under.",
    av=(Roll.BEHANDLARE, Roll.HANDLAGGARE),
    till=Till.PERSONEN,
    laser={"prova_partnerkontakt": BARA_ATT},
    kraver=(
        Krav(
            ("prova_partnerkontakt",),
            "att frågan om partnerkontakt är väckt",
            "Ta upp partnerkontakt i ärendet. Då prövas också att säkerheten är övervägd.",
            lagrum="samtycke",
        ),
    ),
    lagrum=("samtycke", "orosanmalan", "sekretess"),
    block=("tas_tillbaka",),
)

SAMTYCKE_SAMVERKAN = Mall(
    kod="samtycke_samverkan",
    titel="Samtycke till samverkan",
    version="1",
    slag=("utovare", "utsatt", "friyta", "partnerkontakt"),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Blankett att skriva under: vem som får vilka uppgifter, till vad och hur länge.",
    av=ALLA_I_ARENDET,
    till=Till.PERSONEN,
    laser={},
    lagrum=("samtycke", "orosanmalan", "sekretess"),
    falt=(
        Field(
            "mottagare",
            "Vem uppgifterna får lämnas till",
            Kind.RAD,
            help="Verksamheten, och helst vem där. Skriv en blankett för varje mottagare.",
        ),
        Field(
            "uppgifter",
            "Vilka uppgifter som får lämnas",
            Kind.TEXT,
            help="Bara det som behövs, med personens ord där det går. Inget om någon annan.",
        ),
        Field("andamal", "Vad uppgifterna ska användas till", Kind.TEXT),
        Field("tid", "Samtycket gäller till och med", Kind.DATUM, future=True),
    ),
    block=("tas_tillbaka",),
)

PARTNERKONTAKT_INFORMATION = Mall(
    kod="partnerkontakt_information",
    titel="Information om partnerkontakt",
    version="1",
    slag=("partnerkontakt",),
    brevhuvud=Brevhuvud.UTANFOR_UTOVARENS,
    beskrivning="Till den som erbjuds partnerkontakt: vad det är, vad man kan vänta sig och vad som stannar hos oss.",
    av=(Roll.PARTNERKONTAKT,),
    till=Till.PERSONEN,
    # The paper itself tells that a treatment goes on. Nothing else of it is known here, and nothing is read.
    laser={"erbjud_partnerkontakt": BARA_ATT, "samtycke_speglat": bara("andamal", "givet")},
    kraver=(
        Krav(
            ("erbjud_partnerkontakt",),
            "att partnerkontakt är erbjuden på ett säkert sätt",
            "Erbjud partnerkontakt i akten, när säkerheten är bedömd.",
        ),
        Krav(
            ("samtycke_speglat",),
            "ett samtycke som gäller till att behandlingen berättas",
            "Lämna inte ut det här. Ge personen stöd som inte visar att en behandling pågår.",
            lagrum="samtycke",
            om={"andamal": ROJA},
            ar=_GALLER,
        ),
        Krav(
            ("samtycke_speglat",),
            "ett samtycke som gäller till att säkerhetsinformation lämnas",
            "Lämna inte ut det här. Ge personen stöd som inte visar att en behandling pågår.",
            lagrum="samtycke",
            om={"andamal": SAKERHETSINFORMATION},
            ar=_GALLER,
        ),
    ),
    lagrum=("samtycke", "orosanmalan", "sekretess"),
    falt=(
        Field(
            "telefon",
            "Telefonnummer som är säkert att ringa",
            Kind.RAD,
            help="Numret till den som arbetar med partnerkontakt.",
        ),
    ),
    block=("eget_stod",),
)
