"""Fälten i ett beslut och det som krävs före det; besluten i ärendet och i prövningen delar dem."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.rules.beslut import (
    beslutet_fattas_av_annan,
    kommunicering_ar_gjord,
    tiden_for_synpunkter_har_gatt,
)

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

FORE_BESLUT = (
    kommunicering_ar_gjord,
    tiden_for_synpunkter_har_gatt,
    beslutet_fattas_av_annan,
)
