"""A process of three states and a delprocess, small enough to hold in the head. Only for tests."""

from datetime import date
from enum import StrEnum

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import (
    Cascade,
    FactKind,
    Opening,
    Process,
    State,
    Transition,
)


class Roll(StrEnum):
    """The two who act."""

    SKRIVARE = "skrivare"
    CHEF = "chef"

    @property
    def etikett(self) -> str:
        """As it is shown."""
        return self.value


NY, PAGAR, VILAR = State("ny", "Ny"), State("pagar", "Pågår"), State("vilar", "Vilar")
KLAR = State("klar", "Klar", final=True)
SVAR = Field("svar", "Svar", Kind.VAL, choices=(("ja", "Ja"), ("nej", "Nej")), required=False)
TEXT = Field("text", "Text", Kind.TEXT)


def prov_again(label: str = "Prov", *, required: bool = True) -> Process:
    """The definition built anew."""
    return Process(
        code="prov",
        label=label,
        since=date(2020, 1, 1),
        start=NY,
        states=(NY, PAGAR, VILAR, KLAR),
        transitions=(
            Transition(
                code="inled",
                label="Inled",
                source=(NY,),
                target=PAGAR,
                by=(Roll.SKRIVARE,),
                fields=(Field("text", "Text", Kind.TEXT, required=required), SVAR),
                opens=(
                    Opening("del", values={"grund": "prov"}, carries=("svar",), unless="nej_tack"),
                ),
            ),
            Transition(
                code="anteckna", label="Anteckna", source=(PAGAR, VILAR), by=(Roll.SKRIVARE,)
            ),
            Transition(code="vila", label="Vila", source=(PAGAR,), target=VILAR, by=(Roll.CHEF,)),
            Transition(
                code="avsluta",
                label="Avsluta",
                source=(PAGAR, VILAR),
                target=KLAR,
                by=(Roll.CHEF,),
                cascades=(Cascade("del", source=("oppen",), target="stangd"),),
                removes=("onskan",),
            ),
            Transition(
                code="borja_om",
                label="Börja om",
                source=(KLAR,),
                target=NY,
                by=(Roll.CHEF,),
                renews=True,
            ),
            Transition(code="oppna", label="Öppna", source=(), by=(Roll.CHEF,)),
        ),
    )


PROV = prov_again()

OPPEN, STANGD = State("oppen", "Öppen"), State("stangd", "Stängd", final=True)
DEL = Process(
    code="del",
    label="Del",
    since=date(2020, 1, 1),
    start=OPPEN,
    states=(OPPEN, STANGD),
    transitions=(
        Transition(
            code="oppna_del",
            label="Öppna del",
            source=(),
            target=OPPEN,
            by=(Roll.CHEF,),
            fields=(SVAR,),
            values={"grund": "egen"},
            carries=("svar",),
        ),
        Transition(code="prata", label="Prata", source=(OPPEN,), by=(Roll.SKRIVARE,)),
        Transition(
            code="stang", label="Stäng", source=(OPPEN,), target=STANGD, by=(Roll.SKRIVARE,)
        ),
    ),
)
PROCESSES = {"prov": PROV, "del": DEL}

MATNING = FactKind(code="matning", label="Mätning", by=(Roll.SKRIVARE,), fields=(SVAR, TEXT))
ONSKAN = FactKind(code="onskan", label="Önskan", by=(Roll.SKRIVARE,), fields=(SVAR,), key="svar")
LOFTE = FactKind(
    code="lofte", label="Löfte", by=(Roll.SKRIVARE,), fields=(SVAR,), key="svar", lasting=True
)
ATERTAGET = FactKind(
    code="atertaget",
    label="Återtaget",
    by=(Roll.SKRIVARE,),
    fields=(SVAR,),
    removes=("lofte:{svar}",),
)
LAPP = FactKind(code="lapp", label="Lapp", by=(Roll.SKRIVARE,), fields=(TEXT,), key="seq")
MOTE = FactKind(
    code="mote", label="Möte", by=(Roll.SKRIVARE,), fields=(SVAR,), counts="svar", within=("del",)
)
STORNING = FactKind(
    code="storning", label="Störning", by=(Roll.SKRIVARE,), fields=(), awaits="obesvarad"
)
SVARET = FactKind(
    code="svaret", label="Svaret", by=(Roll.SKRIVARE,), fields=(), answers=("obesvarad",)
)
