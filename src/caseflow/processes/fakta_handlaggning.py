"""Fakta om handläggningen: ansökan, information, personens egen syn, kommunicering, delfående."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.ansokan import ansokan_finns_att_aterta, ansokan_registreras_i_ratt_lage
from caseflow.rules.inledning import (
    genomgang_aterstar,
    genomgangen_lamnar_inget_oppet,
    laget_finns_i_sparet,
)
from caseflow.rules.roller import Roll
from caseflow.rules.utgaende import brevet_gar_fram_sakert

ansokan = FactKind(
    code="ansokan",
    label="Ansökan",
    help="En muntlig ansökan räknas. Datumet är dagen då den lämnades. Den utreds och avgörs alltid.",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.SAMORDNARE, Roll.REGISTRATOR),
    akter=("utovare", "utsatt"),
    key="seq",
    lasting=True,
    requires=(ansokan_registreras_i_ratt_lage,),
    fields=(
        Field(
            "satt",
            "Hur ansökan lämnades",
            Kind.VAL,
            choices=(("muntlig", "Muntligt"), ("skriftlig", "Skriftligt")),
        ),
        Field("avser", "Vad personen ansöker om", Kind.TEXT),
        Field("egna_ord", "Personens egna ord", Kind.TEXT, required=False),
    ),
)

ansokan_atertagen = FactKind(
    code="ansokan_atertagen",
    label="Ansökan återtagen",
    help="Bara personen själv kan ta tillbaka sin ansökan. Har personen avlidit skriver du det.",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.REGISTRATOR),
    akter=("utovare", "utsatt"),
    removes=("ansokan:{ansokan}",),
    requires=(ansokan_finns_att_aterta,),
    fields=(
        Field(
            "ansokan",
            "Ansökans händelsenummer",
            Kind.HELTAL,
            low=1,
            high=1_000_000_000,
            help="Numret står vid ansökan i tidslinjen.",
        ),
        Field("orsak", "Vad personen har sagt", Kind.TEXT),
    ),
)

information = FactKind(
    code="information",
    label="Information lämnad",
    help="Kryssa bara för det som personen verkligen har fått veta.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    fields=(
        Field(
            "innehall",
            "Personen har fått veta om",
            Kind.FLERVAL,
            choices=(
                ("insatser_11_6", "Att det går att ansöka om insatser med beslut"),
                ("friyta", "Samtal utan beslut (friyta)"),
                ("hjalplinje", "Stödlinjer att ringa eller chatta med"),
                ("rattigheter", "Sina rättigheter, till exempel tolk, ombud och brottsofferstöd"),
                ("tala_infor_namnden", "Rätten att lämna uppgifter muntligt inför nämnden"),
                ("anteckningar", "Vad som skrivs ned och vem som kan läsa det"),
                ("ovrigt", "Annat"),
            ),
        ),
        Field(
            "satt",
            "Hur",
            Kind.VAL,
            choices=(("muntligt", "Muntligt"), ("skriftligt", "Skriftligt"), ("bada", "Både och")),
        ),
    ),
)

information_11_6 = FactKind(
    code="information_11_6",
    label="Personen vet att det går att ansöka",
    help="Den som får en insats utan beslut ska få veta att det går att ansöka om en med beslut.",
    by=(Roll.BEHANDLARE, Roll.HANDLAGGARE),
    akter=("utovare", "utsatt", "friyta"),
    fields=(
        Field(
            "satt",
            "Hur",
            Kind.VAL,
            choices=(("muntligt", "Muntligt"), ("skriftligt", "Skriftligt"), ("bada", "Både och")),
        ),
    ),
)

egen_syn = FactKind(
    code="egen_syn",
    label="Personens egen syn",
    help="Personens egna ord om sin situation och om vad som behövs.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE),
    akter=("utovare", "utsatt"),
    fields=(Field("egna_ord", "Med personens egna ord", Kind.TEXT),),
)

kommunicering = FactKind(
    code="kommunicering",
    label="Kommunicering",
    help="Personen får se underlaget före beslutet och har en bestämd tid att lämna synpunkter.",
    by=(Roll.HANDLAGGARE,),
    akter=("utovare", "utsatt"),
    requires=(brevet_gar_fram_sakert,),
    fields=(
        Field(
            "satt",
            "Hur underlaget har visats",
            Kind.VAL,
            choices=(
                ("mote", "Vid ett möte"),
                ("telefon", "Uppläst i telefon"),
                ("brev", "Med brev"),
                ("digitalt", "Digitalt, på ett säkert sätt"),
                ("undantag", "Inte alls: ett undantag gäller"),
            ),
            help="Välj ett sätt som är säkert för personen. Ett brev hem kan läsas av någon annan.",
        ),
        Field(
            "undantag",
            "Undantaget",
            Kind.VAL,
            required=False,
            choices=(
                ("uppenbart_obehovligt", "Det är uppenbart obehövligt"),
                ("svarare_att_genomfora", "Beslutet skulle bli avsevärt svårare att genomföra"),
                ("kan_inte_vanta", "Ett väsentligt intresse kräver att beslutet fattas omedelbart"),
            ),
        ),
        Field(
            "skal",
            "Skäl för undantaget",
            Kind.TEXT,
            required=False,
            help="Skriv varför undantaget gäller just nu, i just det här ärendet.",
        ),
        Field("svar_senast", "Synpunkter senast", Kind.DATUM, required=False, future=True),
        Field(
            "svar",
            "Personens synpunkter",
            Kind.TEXT,
            required=False,
            help="Också att personen inte har något att tillägga är ett svar.",
        ),
        Field(
            "muntligt_infor_namnden",
            "Vet personen att hen får lämna uppgifter muntligt inför nämnden?",
            Kind.JA_NEJ,
            required=False,
            help="Berätta det innan beslutet fattas.",
        ),
    ),
)

delfaende = FactKind(
    code="delfaende",
    label="Personen har fått del av beslutet",
    help="Datumet är dagen då personen fick del av beslutet. Därifrån räknas tiden att överklaga.",
    by=(Roll.HANDLAGGARE, Roll.BESLUTSFATTARE, Roll.REGISTRATOR),
    akter=("utovare", "utsatt"),
    fields=(
        Field(
            "satt",
            "Hur",
            Kind.VAL,
            choices=(
                ("muntligt", "Muntligt, och beslutet lämnades samtidigt"),
                ("kvitto", "Undertecknat delgivningskvitto"),
                ("rekommenderat_brev", "Rekommenderat brev"),
                ("forenklad", "Förenklad delgivning"),
                ("digitalt", "Digitalt, med kvittens"),
                ("annat", "Annat sätt"),
            ),
        ),
    ),
)

genomgang = FactKind(
    code="genomgang",
    label="Genomgång av importerat ärende",
    help="Välj läget som ärendet är i nu. Därefter bevakas det som alla andra ärenden.",
    by=(Roll.SAMORDNARE, Roll.HANDLAGGARE),
    akter=("utovare", "utsatt"),
    requires=(genomgang_aterstar, laget_finns_i_sparet, genomgangen_lamnar_inget_oppet),
    sets_state="tillstand",
    fields=(
        Field(
            "tillstand",
            "Läge nu",
            Kind.VAL,
            choices=(
                ("upptackt", "Upptäckt"),
                ("aktualiserad", "Aktualiserad"),
                ("forhandsbedomning", "Förhandsbedömning"),
                ("avvaktar", "Avvaktar"),
                ("utredning", "Utredning"),
                ("beslut", "Beslut"),
                ("verkstallighet", "Verkställighet"),
                ("avslutat", "Avslutat"),
            ),
        ),
        Field("kommentar", "Det som är viktigt att veta", Kind.TEXT, required=False),
    ),
)

FAKTASLAG = (
    ansokan,
    ansokan_atertagen,
    information,
    information_11_6,
    egen_syn,
    kommunicering,
    delfaende,
    genomgang,
)
