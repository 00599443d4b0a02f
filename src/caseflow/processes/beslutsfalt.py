"""Fälten i ett beslut och det som krävs före det; besluten i ärendet och i prövningen delar dem."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.rules.ansokan import ingen_oprovad_ansokan
from caseflow.rules.beslut import (
    beslutet_fattas_av_annan,
    kommunicering_ar_gjord,
    tiden_for_synpunkter_har_gatt,
)
from caseflow.rules.delegation import beslutet_ryms_i_delegationen
from caseflow.rules.risk import riskbedomningen_ar_aktuell
from caseflow.rules.varningar import beslutet_har_en_ansokan, riskbedomningen_ar_farsk

LAGRUM = Field(
    "lagrum",
    "Vad beslutet grundas på",
    Kind.VAL,
    choices=(
        ("bistand", "Bistånd för personliga behov"),
        ("bistand_utover", "Bistånd utöver det som personen har rätt till"),
    ),
)
BEVILJAS = Field(
    "beviljas",
    "Vad som beviljas",
    Kind.TEXT,
    help="Insatsen, hur ofta och hur länge, så att personen förstår vad som är beslutat.",
)
AVSLAS = Field("avslas", "Vad som avslås", Kind.TEXT)
MOTIVERING = Field(
    "motivering",
    "Motivering",
    Kind.TEXT,
    help="De regler och omständigheter som har avgjort. Skriv till personen, och bara det som är säkert "
    "att låta någon annan läsa.",
)
FRAN_OCH_MED = Field(
    "fran_och_med",
    "Gäller från och med",
    Kind.DATUM,
    future=True,
)
OVERKLAGANDEHANVISNING = Field(
    "overklagandehanvisning",
    "Personen får veta hur beslutet överklagas",
    Kind.MASTE_JA,
    help="Vart överklagandet skickas, senast när, och vad som ska stå i det.",
)

DELTAGARE = Field(
    "deltagare",
    "Föredragande och andra som har varit med",
    Kind.RAD,
    required=False,
    help="Namn och titel på den som föredragit ärendet och på den som varit med utan att avgöra (31 § FL).",
)
BARN_FOLJER_MED = Field(
    "barn_foljer_med",
    "Följer barn med till skyddat boende?",
    Kind.VAL,
    required=False,
    choices=(("ja", "Ja"), ("nej", "Nej")),
    help="Fylls i när insatsen är skyddat boende.",
)
VARDNADSHAVARE = Field(
    "vardnadshavare",
    "Vårdnaden om barnen som följer med",
    Kind.VAL,
    required=False,
    choices=(
        ("ensam", "Personen är ensam vårdnadshavare"),
        ("samtycke", "Båda vårdnadshavarna samtycker"),
        ("ansokan_hos_domstol", "En samtycker inte: ansökan görs hos förvaltningsrätten"),
        ("omedelbar_insats", "En samtycker inte: beslut om omedelbar insats"),
    ),
    help="Barn bor i skyddat boende tillsammans med en vårdnadshavare som själv får insatsen.",
)

BARNETS_BESLUT = Field(
    "barnets_beslut",
    "Vem har beslutat om barnets egen insats?",
    Kind.VAL,
    required=False,
    choices=(
        ("utskott", "Utskottet"),
        ("namnd", "Nämnden"),
        ("ordforande", "Ordföranden: omedelbar insats"),
        ("vantar", "Det är inte beslutat än"),
    ),
    help="Ett barn får ett eget beslut. Skyddet väntar inte på det, men det bevakas tills det är fattat.",
)
BARNEN_FOLJER_MED = (BARN_FOLJER_MED, VARDNADSHAVARE, BARNETS_BESLUT)

FORE_BESLUT = (
    riskbedomningen_ar_aktuell,
    kommunicering_ar_gjord,
    tiden_for_synpunkter_har_gatt,
    beslutet_fattas_av_annan,
    beslutet_ryms_i_delegationen,
)
UTAN_INSATS = (ingen_oprovad_ansokan, beslutet_fattas_av_annan, beslutet_ryms_i_delegationen)
"""Det som krävs för att en utredning ska sluta utan insats."""
VARNAS_FORE_BEVILJANDE = (riskbedomningen_ar_farsk, beslutet_har_en_ansokan)
