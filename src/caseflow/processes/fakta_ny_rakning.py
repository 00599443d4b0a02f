"""Valet mellan den gamla dagen och den nya, när en regel eller en profil har ändrats."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.ny_rakning import ny_rakning_vantar_pa_val
from caseflow.rules.roller import Roll

ny_rakning_vald = FactKind(
    code="ny_rakning_vald",
    label="Val av dag när en regel har ändrats",
    help="Du väljer om den dag som gällde ska stå kvar, eller om det räknas om enligt regeln som nu gäller.",
    by=(
        Roll.HANDLAGGARE,
        Roll.BESLUTSFATTARE,
        Roll.BEHANDLARE,
        Roll.PARTNERKONTAKT,
        Roll.SAMORDNARE,
        Roll.ENHETSCHEF,
    ),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    settles=True,
    requires=(ny_rakning_vantar_pa_val, fritexten_avslojar_ingen),
    fields=(
        Field(
            "bevakning",
            "Vad det gäller",
            Kind.HELTAL,
            low=1,
            high=1_000_000_000,
            help="Bevakningen vars dag du väljer, med sitt nummer.",
        ),
        Field(
            "val",
            "Vilken dag som ska gälla",
            Kind.VAL,
            choices=(
                ("behall", "Behåll dagen som gällde"),
                ("rakna_om", "Räkna om enligt regeln som gäller nu"),
            ),
        ),
        Field("skal", "Varför du väljer så", Kind.TEXT),
    ),
)

FAKTASLAG = (ny_rakning_vald,)

OMRAKNING = (
    Field("skal", "Varför", Kind.TEXT),
    Field("regler_per", "Enligt reglerna som gäller", Kind.DATUM),
)
"""Det som står i händelsen när ett ärende förs till en viss dags regler."""
