"""Partnerkontakten i den utsattas egen akt. Den hör till henne eller honom och ingen annan."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Process, State, Transition
from caseflow.rules.kallor import NYA_SOL
from caseflow.rules.partnerkontakt import (
    bada_samtyckena_galler,
    egen_sakerhetsbedomning_finns,
    enheten_har_partnerkontakt,
)
from caseflow.rules.roller import Roll

SAKERHET_BEDOMD = State(
    "sakerhet_bedomd",
    label="Säkerheten är bedömd",
    help="Inget är sagt till någon än.",
)
ERBJUDEN = State("erbjuden", label="Erbjuden", help="Personen väljer själv, i sin egen takt.")
PAGAR = State(
    "pagar",
    label="Pågår",
    help="Stödet är personens eget och upphör aldrig för att någon annan "
    "tar tillbaka ett samtycke.",
)
AVSLUTAD = State("avslutad", label="Avslutad", final=True)
AVBOJD = State("avbojd", label="Personen vill inte nu", final=True)
EJ_NADD = State("ej_nadd", label="Gick inte att nå säkert", final=True)
OLAMPLIG = State("olamplig", label="Inte säkert att erbjuda", final=True)

_P = (Roll.PARTNERKONTAKT,)

partnerkontakt_akt = Process(
    code="partnerkontakt_akt",
    label="Partnerkontakt, egen akt",
    since=NYA_SOL,
    start=SAKERHET_BEDOMD,
    states=(SAKERHET_BEDOMD, ERBJUDEN, PAGAR, AVSLUTAD, AVBOJD, EJ_NADD, OLAMPLIG),
    transitions=(
        Transition(
            code="erbjud_partnerkontakt",
            label="Erbjud partnerkontakt",
            source=(SAKERHET_BEDOMD,),
            target=ERBJUDEN,
            by=_P,
            fields=(
                Field(
                    "satt",
                    "Hur erbjudandet görs",
                    Kind.VAL,
                    choices=(
                        ("telefon", "Telefon"),
                        ("mote", "Möte"),
                        ("genom_annan", "Genom någon som personen litar på"),
                        ("annat", "På annat sätt"),
                    ),
                ),
                Field(
                    "sakert_satt",
                    "Sättet är bedömt som säkert för personen",
                    Kind.MASTE_JA,
                    help="Vem kan höra eller läsa? Finns risk att erbjudandet får följder hemma?",
                ),
            ),
            requires=(
                enheten_har_partnerkontakt,
                bada_samtyckena_galler,
                egen_sakerhetsbedomning_finns,
            ),
            help="Redan frågan berättar att en behandling pågår. Därför krävs båda samtyckena först.",
        ),
        Transition(
            code="tacka_ja_partnerkontakt",
            label="Personen säger ja",
            source=(ERBJUDEN,),
            target=PAGAR,
            by=_P,
            fields=(
                Field(
                    "eget_ja",
                    "Personen har själv sagt ja",
                    Kind.MASTE_JA,
                    help="Datumet är dagen då personen sa ja.",
                ),
            ),
            help="När personen själv har sagt ja. Stödet är frivilligt och personens eget.",
        ),
        Transition(
            code="tacka_nej_partnerkontakt",
            label="Personen säger nej",
            source=(ERBJUDEN,),
            target=AVBOJD,
            by=_P,
            help="Berätta var det finns annat stöd, och att det går att ändra sig.",
        ),
        Transition(
            code="markera_partner_ej_nadd",
            label="Personen gick inte att nå säkert",
            source=(ERBJUDEN,),
            target=EJ_NADD,
            by=_P,
            fields=(Field("forsok", "Antal försök", Kind.HELTAL, low=1, high=50),),
            help="När det inte finns något säkert sätt kvar att nå personen.",
        ),
        Transition(
            code="bedom_olamplig_partnerkontakt",
            label="Bedöm att det inte är säkert att erbjuda",
            source=(SAKERHET_BEDOMD, ERBJUDEN),
            target=OLAMPLIG,
            by=_P,
            fields=(
                Field(
                    "orsak",
                    "Orsak",
                    Kind.VAL,
                    choices=(
                        ("inte_sakert", "Ett erbjudande kan öka faran"),
                        ("samtycke_saknas", "De två samtyckena finns inte"),
                        ("annat_stod", "Personen får redan stöd på annat håll"),
                        ("annan", "Annan orsak"),
                    ),
                ),
                Field("skal", "Din bedömning", Kind.TEXT),
            ),
            help="När ett erbjudande kan göra det farligare för personen. Skriv varför.",
        ),
        Transition(
            code="avsluta_partnerkontaktakt",
            label="Avsluta partnerkontakten",
            source=(PAGAR,),
            target=AVSLUTAD,
            by=_P,
            fields=(
                Field(
                    "slut",
                    "Hur det blev",
                    Kind.VAL,
                    choices=(
                        ("klar", "Ni är klara med det ni kommit överens om"),
                        ("personen_vill", "Personen vill inte fortsätta nu"),
                        ("annat_stod", "Personen går vidare till annat stöd"),
                        ("annan", "Annat"),
                    ),
                ),
                Field(
                    "sakerhetsplan_genomgangen",
                    "Har ni gått igenom en säkerhetsplan?",
                    Kind.JA_NEJ,
                ),
                Field(
                    "vet_vart",
                    "Personen vet vart hen kan vända sig",
                    Kind.MASTE_JA,
                ),
            ),
            help="När personen vill sluta. Det går alltid att höra av sig igen.",
        ),
    ),
)
