"""Fakta om hur personen nås utan fara, och om att ni har hört av er."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.processes.kontaktfalt import KONTAKTEN
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.roller import Roll
from caseflow.rules.saker_kontakt import (
    KODORD_ORD,
    brev_gar_till_en_saker_adress,
    dagen_ligger_inte_for_langt_fram,
    kodordet_ar_bestamt,
    tiderna_borjar_fore_slutet,
    uppgifterna_galler_fran_i_dag,
)
from caseflow.rules.utgaende import UTGAENDE

_AV = (Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT, Roll.SAMORDNARE)
_AKTER = ("utovare", "utsatt", "friyta", "partnerkontakt")

saker_kontakt = FactKind(
    code="saker_kontakt",
    label="Säker kontakt",
    help="Hur personen kan nås utan fara. Gå igenom det igen när något har ändrats.",
    by=_AV,
    akter=_AKTER,
    lasting=True,
    requires=(
        fritexten_avslojar_ingen,
        uppgifterna_galler_fran_i_dag,
        dagen_ligger_inte_for_langt_fram,
        tiderna_borjar_fore_slutet,
        brev_gar_till_en_saker_adress,
        kodordet_ar_bestamt,
    ),
    fields=(
        Field(
            "kanal",
            "Så här kan personen nås",
            Kind.FLERVAL,
            choices=(
                ("telefon", "Telefon"),
                ("sms", "Sms"),
                ("epost", "E-post"),
                ("brev", "Brev"),
                ("via_annan", "Genom någon personen litar på"),
                ("pa_plats", "På plats hos er"),
                ("hor_av_sig_sjalv", "Personen hör av sig själv"),
                ("digitalt_mote", "Digitalt möte"),
                ("hembesok", "Hembesök"),
            ),
        ),
        Field(
            "dagar",
            "Säkra dagar",
            Kind.FLERVAL,
            required=False,
            choices=(
                ("man", "Måndag"),
                ("tis", "Tisdag"),
                ("ons", "Onsdag"),
                ("tor", "Torsdag"),
                ("fre", "Fredag"),
                ("lor", "Lördag"),
                ("son", "Söndag"),
            ),
            help="Är ingen dag vald räknas alla dagar som säkra.",
        ),
        Field(
            "fran",
            "Säkert från klockan",
            Kind.KLOCKSLAG,
            required=False,
            help="Utanför tiderna spärras samtal, sms och möten.",
        ),
        Field(
            "till",
            "Säkert till klockan",
            Kind.KLOCKSLAG,
            required=False,
            help="När den tiden är inne är det för sent.",
        ),
        Field(
            "tider",
            "Tider som är säkra, i ord",
            Kind.RAD,
            help="Till exempel «Vardagar 9–11, men inte när skolan är stängd».",
        ),
        Field(
            "lamna_meddelande",
            "Får meddelande lämnas?",
            Kind.JA_NEJ,
            help="I röstbrevlådan eller hos någon annan. Sms och e-post är egna svar på hur personen kan nås.",
        ),
        Field(
            "osaker_adress",
            "Är adressen osäker?",
            Kind.JA_NEJ,
            required=False,
            help="Svara ja om inget får skickas dit. Då spärras brev och hembesök.",
        ),
        Field(
            "kodord",
            "Är ett kodord bestämt?",
            Kind.JA_NEJ,
            help="Ett ord som visar för personen att det är du, och för dig att hen kan prata.",
        ),
        Field(
            KODORD_ORD,
            "Kodordet",
            Kind.RAD,
            required=False,
            max_length=60,
            help="Visas bara när någon ska höra av sig, och det loggas. Lämna tomt för att behålla det ni har.",
        ),
        Field("aldrig", "Det som aldrig får göras", Kind.TEXT, required=False),
        Field(
            "galler_till",
            "Gäller till",
            Kind.DATUM,
            future=True,
            help="Senast den dagen går ni igenom uppgifterna igen. Dagen efter får inget gå ut.",
        ),
    ),
)

utgaende_kontakt = FactKind(
    code="utgaende_kontakt",
    label="Kontakt som du tar",
    help="Registrera det innan du ringer, skickar eller åker. Då ser du om det är säkert.",
    by=_AV,
    akter=_AKTER,
    requires=UTGAENDE,
    fields=(
        *KONTAKTEN,
        Field(
            "syfte",
            "Varför du hör av dig",
            Kind.VAL,
            choices=(
                ("tid", "Boka eller ändra en tid"),
                ("information", "Lämna information"),
                ("handling", "Skicka en handling"),
                ("laget", "Höra hur det går"),
                ("annat", "Något annat"),
            ),
        ),
        Field(
            "utfall",
            "Hur det gick",
            Kind.VAL,
            required=False,
            choices=(
                ("natt", "Personen nåddes"),
                ("ej_svar", "Inget svar"),
                ("ej_sakert", "Personen kunde inte prata säkert"),
            ),
        ),
    ),
)

FAKTASLAG = (saker_kontakt, utgaende_kontakt)
