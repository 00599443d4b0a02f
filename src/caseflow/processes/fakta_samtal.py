"""Fakta om samtalen, och om målet och enkäten när de är slut."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.friyta import samtalet_halls_i_en_borjad_friyta, samtalet_ryms_i_friytan
from caseflow.rules.roller import Roll
from caseflow.rules.varningar import radgivningen_antecknas_utan_personuppgifter

samtal = FactKind(
    code="samtal",
    label="Samtal",
    help="Ett bokat, genomfört eller inställt samtal. Att inte komma är vanligt och har ofta ett skäl.",
    by=(Roll.BEHANDLARE, Roll.PARTNERKONTAKT),
    within=("friyta", "insats", "partnerkontakt_akt"),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    counts="utfall",
    requires=(samtalet_halls_i_en_borjad_friyta, samtalet_ryms_i_friytan, fritexten_avslojar_ingen),
    varnar=(radgivningen_antecknas_utan_personuppgifter,),
    fields=(
        Field(
            "utfall",
            "Vad det blev",
            Kind.VAL,
            choices=(
                ("bokat", "Bokat"),
                ("genomfort", "Genomfört"),
                ("avbokat_av_klient", "Avbokat av personen"),
                ("avbokat_av_verksamhet", "Avbokat av er"),
                ("uteblivet", "Personen kom inte"),
            ),
        ),
        Field(
            "form",
            "Form",
            Kind.VAL,
            choices=(("individuellt", "Individuellt"), ("grupp", "I grupp")),
        ),
        Field(
            "kanal",
            "Var",
            Kind.VAL,
            choices=(
                ("besok", "Besök hos er"),
                ("telefon", "Telefon"),
                ("video", "Video"),
                ("annan_plats", "På en annan plats"),
            ),
        ),
        Field(
            "orsak",
            "Orsak när samtalet inte blev av",
            Kind.VAL,
            required=False,
            choices=(
                ("sjukdom", "Sjukdom"),
                ("arbete_eller_studier", "Arbete eller studier"),
                ("barnomsorg", "Saknade barnpassning"),
                ("resa", "Kunde inte ta sig dit"),
                ("ville_inte_nu", "Ville inte just nu"),
                ("inte_tryggt", "Det var inte tryggt att komma"),
                ("verksamheten", "Hinder hos er"),
                ("annan", "Annan orsak"),
                ("okand", "Vet inte"),
            ),
        ),
        Field(
            "metoder",
            "Metoder som användes",
            Kind.FLERVAL,
            required=False,
            choices=(
                ("atv", "ATV-modellen"),
                ("sov", "Samtal om våld"),
                ("mi", "Motiverande samtal"),
                ("kbt", "KBT"),
                ("fit", "Skattning med FIT"),
                ("stodsamtal", "Stödsamtal"),
                ("sakerhetsplanering", "Säkerhetsplanering"),
                ("foraldraskap", "Samtal om föräldraskap"),
                ("krisstod", "Krisstöd"),
                ("annan", "Annan metod"),
            ),
        ),
        Field("anteckning", "Anteckning", Kind.TEXT, required=False),
    ),
)

maluppfoljning = FactKind(
    code="maluppfoljning",
    label="Uppföljning av målet",
    help="Gå igenom målet tillsammans. Utgå från personens egna ord.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE),
    akter=("utovare", "utsatt"),
    fields=(
        Field(
            "utfall",
            "Hur det gick",
            Kind.VAL,
            choices=(
                ("positiv_malet_natt", "Positiv förändring och målet uppnått"),
                ("positiv_malet_inte_natt", "Positiv förändring men målet inte uppnått"),
                ("ingen_forandring", "Ingen förändring"),
                ("negativ_forandring", "Negativ förändring"),
                ("gar_inte_att_bedoma", "Går inte att bedöma"),
            ),
        ),
        Field("kommentar", "Kommentar", Kind.TEXT, required=False),
    ),
)

enkat = FactKind(
    code="enkat",
    label="Enkät",
    help="Att ringa ger fler svar än att skicka. Skicka aldrig hem en enkät om det inte är säkert.",
    by=(Roll.BEHANDLARE, Roll.HANDLAGGARE, Roll.SAMORDNARE),
    akter=("utovare", "utsatt", "friyta"),
    fields=(
        Field(
            "status",
            "Hur det blev",
            Kind.VAL,
            choices=(
                ("erbjuden", "Erbjuden"),
                ("besvarad", "Besvarad"),
                ("avbojd", "Personen avböjde"),
                ("olamplig", "Inte lämplig att erbjuda nu"),
            ),
        ),
    ),
)

FAKTASLAG = (samtal, maluppfoljning, enkat)
