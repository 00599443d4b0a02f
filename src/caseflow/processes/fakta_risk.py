"""Fakta om risk: riskbedömning, händelser som kan höja risken, skyddsbedömning."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.fritext import fritexten_avslojar_ingen
from caseflow.rules.profil import RISKNIVAER
from caseflow.rules.risk import HOJD_RISK, OBEDOMD
from caseflow.rules.roller import Roll

riskbedomning = FactKind(
    code="riskbedomning",
    label="Riskbedömning",
    answers=(OBEDOMD,),
    raises=(HOJD_RISK, "niva", *RISKNIVAER),
    help="Risken för ytterligare våld, som du bedömer den nu. Systemet räknar aldrig ut någon nivå.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    requires=(fritexten_avslojar_ingen,),
    fields=(
        Field(
            "anledning",
            "Varför du bedömer risken nu",
            Kind.VAL,
            choices=(
                ("forsta", "Första bedömningen"),
                ("ny_handelse", "Något har hänt"),
                ("planerad", "Planerad ny bedömning"),
                ("infor_beslut", "Inför beslut"),
                ("infor_kontakt", "Inför kontakt med en närstående"),
                ("infor_avslut", "Inför avslut"),
                ("annan", "Annat"),
            ),
        ),
        Field(
            "instrument",
            "Metod",
            Kind.VAL,
            choices=(
                ("freda_farlighet", "FREDA-farlighetsbedömning"),
                ("freda_beskrivning", "FREDA-beskrivning"),
                ("sara", "SARA"),
                ("patriark", "PATRIARK"),
                ("sam", "SAM"),
                ("annat", "Annan metod"),
                ("samtal_utan_metod", "Samtal utan särskild metod"),
            ),
        ),
        Field(
            "standardiserad",
            "Är metoden standardiserad?",
            Kind.JA_NEJ,
            help="Ja om du följt en bedömningsmetod med fasta frågor eller faktorer.",
        ),
        Field(
            "skal_utan_metod",
            "Skäl att inte använda en standardiserad metod",
            Kind.TEXT,
            required=False,
            help="Fylls i om du svarade nej. Till exempel att personen inte orkade eller inte ville.",
        ),
        Field(
            "niva",
            "Din bedömning av risken",
            Kind.VAL,
            choices=(
                ("lag", "Låg"),
                ("medel", "Medel"),
                ("hog", "Hög"),
                ("mycket_hog", "Mycket hög"),
            ),
        ),
        Field(
            "skal",
            "Vad du grundar bedömningen på",
            Kind.TEXT,
            help="Skriv uppgifterna för sig och din bedömning för sig, och vem uppgifterna kommer från.",
        ),
        Field(
            "egen_skattning",
            "Personens egen skattning, 0–10",
            Kind.HELTAL,
            required=False,
            low=0,
            high=10,
            help="0 är ingen risk och 10 är störst risk. Skiljer den sig från din bedömning: prata om det.",
        ),
        Field("atgarder", "Vad som görs nu", Kind.TEXT),
        Field(
            "kalla",
            "Var uppgifterna kommer ifrån",
            Kind.VAL,
            choices=(
                ("personen", "Personen själv"),
                ("polis", "Polisen, med samtycke"),
                ("handlingar", "Handlingar i ärendet"),
                ("annan", "Någon annan"),
                ("flera", "Flera håll"),
            ),
        ),
        Field(
            "polisens_bedomning",
            "Polisens bedömning av risken",
            Kind.VAL,
            required=False,
            choices=(
                ("tagit_del", "Den har hämtats in, med personens samtycke"),
                ("inget_samtycke", "Personen samtycker inte"),
                ("finns_inte", "Polisen har inte gjort någon"),
                ("vet_inte", "Vet inte än"),
            ),
            help="Har polisen bedömt risken: fråga personen om du får ta del av den.",
        ),
    ),
)

ny_handelse = FactKind(
    code="ny_handelse",
    awaits=OBEDOMD,
    label="Ny händelse som kan höja risken",
    help="Datumet är dagen då det hände. En ny riskbedömning följer.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE, Roll.PARTNERKONTAKT, Roll.SAMORDNARE),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    requires=(fritexten_avslojar_ingen,),
    fields=(
        Field(
            "typ",
            "Vad som har hänt",
            Kind.VAL,
            choices=(
                ("nytt_vald", "Nytt våld"),
                ("hot", "Hot"),
                ("separation", "Separation"),
                ("polisanmalan", "Polisanmälan"),
                ("kontaktforbud_beviljat", "Kontaktförbud beviljat"),
                ("kontaktforbud_upphor", "Kontaktförbud upphör"),
                ("frigivning", "Frigivning från häkte eller fängelse"),
                ("umgangesbeslut", "Beslut om umgänge"),
            ),
        ),
        Field("beskrivning", "Vad du vet om händelsen", Kind.TEXT),
    ),
)

skyddsbedomning = FactKind(
    code="skyddsbedomning",
    label="Skyddsbedömning",
    help="Det som behöver vara klart i dag. Det du inte vet skriver du att du inte vet.",
    by=(Roll.HANDLAGGARE, Roll.PARTNERKONTAKT),
    akter=("utsatt", "partnerkontakt"),
    removes=("sakerhetssignal",),
    fields=(
        Field("akut_risk", "Finns det en akut risk?", Kind.JA_NEJ),
        Field("sakert_nu", "Är personen i säkerhet just nu?", Kind.JA_NEJ),
        Field(
            "var_sakert",
            "Var personen kan vara säker nu",
            Kind.TEXT,
            required=False,
            help="Skriv ingen adress här. Den hör hemma bland personens skyddade uppgifter.",
        ),
        Field(
            "barn_finns",
            "Finns det barn?",
            Kind.VAL,
            choices=(("finns", "Ja"), ("finns_inte", "Nej"), ("vet_inte", "Vet inte än")),
        ),
        Field(
            "andra_i_risk",
            "Finns det andra som kan vara i fara?",
            Kind.VAL,
            choices=(("finns", "Ja"), ("finns_inte", "Nej"), ("vet_inte", "Vet inte än")),
            help="Till exempel en ny partner, syskon, föräldrar eller djur i hemmet.",
        ),
        Field("bedomning", "Din bedömning och vad som görs nu", Kind.TEXT),
    ),
)

hojd_risk_sedd = FactKind(
    code="hojd_risk_sedd",
    label="Ta del av den höjda risken",
    answers=(HOJD_RISK,),
    help="Du har läst riskbedömningen och sett att risken har stigit.",
    by=(Roll.ENHETSCHEF, Roll.SAKERHETSSAMORDNARE),
    akter=("utovare", "utsatt", "friyta", "partnerkontakt"),
    requires=(fritexten_avslojar_ingen,),
    fields=(
        Field(
            "atgard",
            "Vad du gör nu",
            Kind.TEXT,
            required=False,
            help="Till exempel att ni blir två vid besöken, eller att samordnaren söker ett boende.",
        ),
    ),
)

FAKTASLAG = (riskbedomning, ny_handelse, skyddsbedomning, hojd_risk_sedd)
