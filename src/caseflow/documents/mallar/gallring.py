"""The beslut to dispose of an akt. What is not tried, or not answered, holds the akt where it is."""

from __future__ import annotations

from caseflow.documents.mallar.mall import Brevhuvud, Mall, Till
from caseflow.documents.mallar.uppfoljning import AVSLUT
from caseflow.documents.underlag import BARA_ATT
from caseflow.engine.field import Field, Kind
from caseflow.rules.gallring import ANDRA_UPPGIFTER, FODD
from caseflow.rules.roller import Roll

GALLRINGSBESLUT = Mall(
    kod="gallringsbeslut",
    titel="Gallringsbeslut",
    version="1",
    slag=("utovare", "utsatt", "friyta", "partnerkontakt"),
    brevhuvud=Brevhuvud.ENHETENS,
    beskrivning="Beslutet att en akt får förstöras: vad som är prövat, med vilket stöd, och vad som behålls.",
    av=(Roll.REGISTRATOR, Roll.ENHETSCHEF),
    till=Till.NAMNDEN,
    laser=dict.fromkeys(AVSLUT, BARA_ATT),
    lagrum=("gallring", "gallring_aldrig", "gallring_forskning", "sekretess"),
    falt=(
        Field(
            FODD,
            "Personens födelsedag",
            Kind.DATUM,
            help="Som den står i folkbokföringen. Ett personnummer kan ha en annan dag.",
        ),
        Field(
            ANDRA_UPPGIFTER,
            "Har nämnden andra uppgifter om personen som inte får gallras?",
            Kind.VAL,
            choices=(("nej", "Nej, det är kontrollerat"), ("ja", "Ja")),
            help="Registratorn kontrollerar det i nämndens register.",
        ),
        Field("skal", "Varför akten inte behövs längre", Kind.TEXT),
        Field(
            "behalls",
            "Det som behålls",
            Kind.TEXT,
            required=False,
            help="Handlingar som lämnas till arkivet. Lämna tomt om inget behålls.",
        ),
    ),
    hela_akten=True,
    provning="prövningen av om akten får gallras",
)
