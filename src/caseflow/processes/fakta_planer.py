"""Fakta om planerna och om det som rapporteras om en insats."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import FactKind
from caseflow.rules.planer import insatsen_finns_i_arendet
from caseflow.rules.roller import Roll

_ARENDEN = ("utovare", "utsatt")
INSATS = Field(
    "insats",
    "Nummer på insatsen",
    Kind.HELTAL,
    low=1,
    help="Numret står på insatsen i ärendet.",
)

vardplan = FactKind(
    code="vardplan",
    label="Vårdplan",
    help="För den som bor i skyddat boende, också vuxna. Gör den tillsammans med personen (9 kap. 12 § SoL).",
    by=(Roll.HANDLAGGARE,),
    akter=_ARENDEN,
    key="insats",
    requires=(insatsen_finns_i_arendet,),
    fields=(
        INSATS,
        Field("insatser", "Insatserna som behövs", Kind.TEXT),
        Field("malsattning", "Målet, med personens egna ord", Kind.TEXT),
        Field("egen_syn", "Personens egen syn på planen", Kind.TEXT),
        Field(
            "umgange",
            "Umgänge och kontakt med närstående",
            Kind.TEXT,
            required=False,
            help="Skriv också vad som är säkert.",
        ),
        Field(
            "vardnadshavarens_syn",
            "Vårdnadshavarens syn, när barn följer med",
            Kind.TEXT,
            required=False,
        ),
    ),
)

genomforandeplan = FactKind(
    code="genomforandeplan",
    label="Genomförandeplan",
    help="Hur insatsen ska gå till, bestämt tillsammans med personen. Skriv inte om det som redan står.",
    by=(Roll.BEHANDLARE, Roll.HANDLAGGARE),
    akter=_ARENDEN,
    key="insats",
    requires=(insatsen_finns_i_arendet,),
    fields=(
        INSATS,
        Field("malsattning", "Målet, med personens egna ord", Kind.TEXT),
        Field("genomforande", "Vad som görs, när, hur och av vem", Kind.TEXT),
        Field("andra", "Vad andra gör, till exempel vården", Kind.TEXT, required=False),
        Field("egen_syn", "Personens egen syn på planen", Kind.TEXT),
        Field(
            "foljs_upp",
            "Dag då planen följs upp",
            Kind.DATUM,
            required=False,
            future=True,
            help="Ni får en påminnelse den dagen.",
        ),
    ),
)

sip = FactKind(
    code="sip",
    label="Samordnad individuell plan (SIP)",
    help="När socialtjänst och vård behöver samordnas. Samtycker personen börjar ni genast.",
    by=(Roll.HANDLAGGARE, Roll.BEHANDLARE),
    akter=_ARENDEN,
    fields=(
        Field("behov", "Vad som behöver samordnas", Kind.TEXT),
        Field("samtycke", "Vill personen ha en plan?", Kind.JA_NEJ),
        Field(
            "paborjad",
            "Dag då arbetet med planen började",
            Kind.DATUM,
            required=False,
            help="Lämnar du fältet tomt bevakas det tills du registrerar igen med dagen.",
        ),
        Field(
            "innehall",
            "Insatserna, vem som ansvarar för var och en, och vem som håller ihop planen",
            Kind.TEXT,
            required=False,
            help="Skriv också vad andra än kommunen och regionen gör.",
        ),
    ),
)

ivo_rapport = FactKind(
    code="ivo_rapport",
    label="Rapport om beslut som inte har verkställts",
    help="Varje kvartal så länge det varar, och när insatsen har börjat (34 kap. 1–3 §§ SoL).",
    by=(Roll.HANDLAGGARE, Roll.SAMORDNARE, Roll.ENHETSCHEF, Roll.REGISTRATOR),
    akter=_ARENDEN,
    key="insats",
    lasting=True,
    requires=(insatsen_finns_i_arendet,),
    fields=(
        INSATS,
        Field(
            "galler",
            "Vad som rapporteras",
            Kind.VAL,
            choices=(
                ("inte_verkstallt", "Beslutet har inte verkställts"),
                ("avbrott", "Insatsen ligger nere"),
                ("verkstallt", "Insatsen har börjat"),
            ),
        ),
        Field("till_ivo", "Rapporten är lämnad till IVO", Kind.MASTE_JA),
        Field("till_revisorerna", "Rapporten är lämnad till kommunens revisorer", Kind.MASTE_JA),
        Field("orsak", "Varför det dröjer", Kind.TEXT, required=False),
    ),
)

FAKTASLAG = (vardplan, genomforandeplan, sip, ivo_rapport)
