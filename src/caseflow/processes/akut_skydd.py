"""Steget som beviljar akut skydd: skyddet kommer först, resten görs klart efteråt."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Opening, State, Transition
from caseflow.processes.beslutsfalt import BARNEN_FOLJER_MED, MOTIVERING
from caseflow.processes.insatsfalt import TILL_OCH_MED
from caseflow.rules.barn import vardnadshavarna_ar_tillfragade
from caseflow.rules.beslut import perioden_ar_mojlig
from caseflow.rules.delegation import (
    akut_skydd_beslutas_av_annan,
    barnets_beslut_fattas_av_ratt_instans,
    beslutet_ryms_i_delegationen,
    vem_beslutar_for_barnet,
)
from caseflow.rules.roller import Roll
from caseflow.rules.varningar import (
    akut_skydd_upprepas_inte,
    barn_ar_efterfragade_fore_skyddet,
    undantaget_fran_kommunicering_ar_antecknat,
)

_ATERSTAR = Field(
    "aterstar",
    "Det som återstår att göra",
    Kind.FLERVAL,
    required=False,
    choices=(
        ("ansokan", "Ansökan"),
        ("riskbedomning", "Riskbedömning"),
        ("sakerhetsplan", "Säkerhetsplan"),
        ("barn", "Uppgifter om barnen"),
        ("vardnadshavare", "Den andra vårdnadshavarens samtycke"),
        ("utredning", "Utredning"),
    ),
    help="Skyddet kommer först. Resten görs klart inom den tid som er enhet har.",
)
_KAN_INTE_VANTA = Field(
    "kan_inte_vanta",
    "Varför det inte kan vänta",
    Kind.TEXT,
    required=False,
    help="En mening räcker. Den är skälet till att personen inte har fått se underlaget först (25 § FL).",
)
_SKAL_ENSAM = Field(
    "skal_ensam",
    "Skäl till att en ensam beslutar",
    Kind.TEXT,
    required=False,
    help="Fylls i när ni brukar vara två, och det inte gick att vänta på den andra.",
)


def bevilja_akut_skydd(*lagen: State) -> Transition:
    """Steget, från de lägen där det kan tas."""
    return Transition(
        code="bevilja_akut_skydd",
        label="Bevilja akut skydd",
        source=lagen,
        by=(Roll.BESLUTSFATTARE,),
        fields=(
            MOTIVERING,
            TILL_OCH_MED,
            _ATERSTAR,
            _KAN_INTE_VANTA,
            *BARNEN_FOLJER_MED,
            _SKAL_ENSAM,
        ),
        requires=(
            perioden_ar_mojlig,
            vardnadshavarna_ar_tillfragade,
            beslutet_ryms_i_delegationen,
            akut_skydd_beslutas_av_annan,
            barnets_beslut_fattas_av_ratt_instans,
        ),
        varnar=(
            barn_ar_efterfragade_fore_skyddet,
            undantaget_fran_kommunicering_ar_antecknat,
            vem_beslutar_for_barnet,
            akut_skydd_upprepas_inte,
        ),
        opens=(
            Opening(
                "insats",
                values={"grund": "akut", "form": "skyddat_boende"},
                carries=("till_och_med", "barn_foljer_med", "vardnadshavare"),
            ),
        ),
        document="beslut",
        help="Skydd nu, innan utredningen är klar.",
    )
