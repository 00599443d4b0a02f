"""Fakta om samtycke, och om friytekontakter som kopplas med samtycke."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.friyta import samtycke_till_koppling_finns
from caseflow.rules.roller import Roll
from caseflow.rules.saker_kontakt import (
    samtycke_finns_att_aterta,
    samtycket_ar_inte_aldre_an_ett_atertagande,
)

ANDAMAL = Field(
    "andamal",
    "Vad samtycket gäller",
    Kind.VAL,
    choices=(
        ("roja_behandling", "Att partnern får veta att behandling pågår"),
        ("lamna_sakerhetsinformation", "Att uppgifter som rör säkerheten lämnas vidare"),
        ("samverkan", "Att prata med en annan verksamhet"),
        ("koppla_friyta", "Att en friytekontakt kopplas till ärendet"),
        ("utlamnande", "Att bestämda uppgifter lämnas ut"),
    ),
)

samtycke = FactKind(
    code="samtycke",
    label="Samtycke",
    help="Personen kan ta tillbaka sitt samtycke när som helst, utan att förlora sitt stöd.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    key="andamal",
    lasting=True,
    removes=("samtycke_atertaget:{andamal}",),
    requires=(samtycket_ar_inte_aldre_an_ett_atertagande, fritexten_avslojar_ingen),
    fields=(
        ANDAMAL,
        Field(
            "lamnat_till",
            "Vem uppgifterna får lämnas till",
            Kind.TEXT,
            required=False,
            help="Till exempel vilken verksamhet, och vilka uppgifter.",
        ),
        Field(
            "satt",
            "Hur samtycket lämnades",
            Kind.VAL,
            choices=(("muntligt", "Muntligt"), ("skriftligt", "Skriftligt")),
        ),
    ),
)

samtycke_atertaget = FactKind(
    code="samtycke_atertaget",
    label="Samtycke återtaget",
    help="Från och med nu lämnas inget ut med stöd av samtycket. Stödet fortsätter som förut.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    key="andamal",
    lasting=True,
    removes=("samtycke:{andamal}",),
    requires=(samtycke_finns_att_aterta,),
    fields=(ANDAMAL,),
)

samtycke_speglat = FactKind(
    code="samtycke_speglat",
    label="Besked om samtycke",
    help="Om det finns ett samtycke att röja behandlingen eller lämna uppgifter som rör säkerheten.",
    by=(Roll.SYSTEM,),
    akter=("partnerkontakt",),
    key="andamal",
    lasting=True,
    fields=(ANDAMAL, Field("givet", "Samtycke finns", Kind.JA_NEJ)),
)

friyta_kopplad = FactKind(
    code="friyta_kopplad",
    label="Friytekontakten kopplad till ett ärende",
    help="Bara den sammanfattning som personen har godkänt följer med.",
    by=(Roll.BEHANDLARE,),
    akter=("friyta",),
    requires=(samtycke_till_koppling_finns,),
    fields=(
        Field("arende", "Ärendets nummer", Kind.RAD, max_length=20),
        Field("sammanfattning", "Sammanfattning som följer med", Kind.TEXT),
        Field("godkand", "Personen har läst och godkänt sammanfattningen", Kind.MASTE_JA),
    ),
)

friyta_mottagen = FactKind(
    code="friyta_mottagen",
    label="Sammanfattning från en friytekontakt",
    help="Kommer från friytekontakten när den kopplas, med personens samtycke.",
    by=(Roll.SYSTEM,),
    akter=("utovare", "utsatt"),
    key="seq",
    lasting=True,
    fields=(
        Field("sammanfattning", "Sammanfattning som personen har godkänt", Kind.TEXT),
        Field("genomforda_samtal", "Genomförda samtal", Kind.HELTAL),
    ),
)

FAKTASLAG = (
    samtycke,
    samtycke_atertaget,
    samtycke_speglat,
    friyta_kopplad,
    friyta_mottagen,
)
