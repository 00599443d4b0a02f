"""Det som registreras när en akt öppnas: fälten för ärende, person, friytekontakt och partnerkontakt."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind

KALLA = Field(
    "kalla",
    "Hur våldet blev känt",
    Kind.VAL,
    choices=(
        ("sjalv", "Personen själv"),
        ("partnerkontakt", "Partnerkontakt"),
        ("ekonomiskt_bistand", "Ekonomiskt bistånd"),
        ("missbruk_beroende", "Missbruk och beroende"),
        ("barn_och_unga", "Barn och unga"),
        ("annan_inom_socialtjansten", "Annan del av socialtjänsten"),
        ("polis", "Polis"),
        ("rattsvasende", "Åklagare, domstol, häkte eller kriminalvård"),
        ("halso_och_sjukvard", "Hälso- och sjukvård"),
        ("jour", "Kvinnojour, brottsofferjour eller stödlinje"),
        ("anhorig", "Anhörig eller vän"),
        ("annat", "Annat"),
    ),
)
INKOM = Field(
    "inkom",
    "Dag då uppgiften kom in",
    Kind.DATUM,
    past_years=10,
    help="Den dag uppgiften nådde enheten, inte den dag du skriver in den.",
)
UPPGIFT = Field(
    "uppgift",
    "Vad som har kommit fram",
    Kind.TEXT,
    required=False,
    help="Kort. Skriv vem uppgiften kommer från. Nämn inte en annan part vid namn.",
)
ENHET = Field("enhet", "Enhet", Kind.RAD)

ARENDE = (
    Field(
        "slag",
        "Vem ärendet gäller",
        Kind.VAL,
        choices=(
            ("utsatt", "En person som är utsatt för våld"),
            ("utovare", "En person som utövar våld"),
        ),
    ),
    ENHET,
    KALLA,
    INKOM,
    UPPGIFT,
)
PERSON = (
    Field("namn", "Namn", Kind.RAD, required=False),
    Field(
        "personnummer",
        "Personnummer eller samordningsnummer",
        Kind.RAD,
        required=False,
        max_length=20,
        help="Tolv siffror. Lämna tomt om personen är okänd.",
    ),
    Field(
        "pseudonym",
        "Kod i stället för namn",
        Kind.RAD,
        required=False,
        max_length=40,
        help="Används när personen inte ska anges med namn.",
    ),
    Field("telefon", "Telefon", Kind.RAD, required=False, max_length=40),
    Field("adress", "Adress", Kind.RAD, required=False),
    Field(
        "skydd",
        "Skyddade personuppgifter",
        Kind.VAL,
        required=False,
        choices=(
            ("sekretessmarkering", "Sekretessmarkering"),
            ("skyddad_folkbokforing", "Skyddad folkbokföring"),
        ),
    ),
)
FRIYTA = (
    ENHET,
    Field("kod", "Personens kod", Kind.RAD, max_length=40, help="Personen behåller koden själv."),
    Field(
        "dokumentation",
        "Hur samtalen dokumenteras",
        Kind.VAL,
        choices=(
            ("full", "Fullständigt"),
            ("radgivning_14_4", "Rådgivning, utan personliga förhållanden"),
            ("anonym_14_5", "Anonymt, enligt nämndens beslut"),
        ),
    ),
    KALLA,
    INKOM,
)
PARTNERKONTAKT = (
    ENHET,
    INKOM,
    Field(
        "sakerhetsbedomning",
        "Bedömning av säkerheten innan något sägs",
        Kind.TEXT,
        help="Vad kan hända om personen får veta att partnern går i behandling? Hur nås hon säkert?",
    ),
)
