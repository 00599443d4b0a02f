"""Friyta: samtal utan beslut, i ett ärende eller i en egen akt där personen är känd bara genom en kod."""

from __future__ import annotations

from caseflow.engine.field import Field, Kind
from caseflow.engine.process import Process, State, Transition
from caseflow.processes.insatsfalt import INFORMERAD_11_6, VILLKOR
from caseflow.rules.friyta import (
    anonymitet_har_namndens_beslut,
    dokumentationssattet_ar_valt,
    dokumentationssattet_star_fast,
    friytan_har_samtal_kvar,
)
from caseflow.rules.inledning import enheten_har_friyta
from caseflow.rules.kallor import NYA_SOL
from caseflow.rules.roller import Roll
from caseflow.rules.sakerhet import sakerheten_ar_overvagd

ERBJUDEN = State(
    "erbjuden",
    label="Erbjuden",
    help="Samtal är erbjudna. Hör av dig snart, för viljan att prata kan vara kort.",
)
PAGAR = State("pagar", label="Pågår", help="Samtalen har börjat.")
AVSLUTAD = State("avslutad", label="Avslutad", final=True)

friyta = Process(
    code="friyta",
    label="Friyta",
    since=NYA_SOL,
    start=ERBJUDEN,
    states=(ERBJUDEN, PAGAR, AVSLUTAD),
    transitions=(
        Transition(
            code="paborja_friyta",
            label="Börja samtalen",
            source=(ERBJUDEN,),
            target=PAGAR,
            by=(Roll.BEHANDLARE,),
            # Inga textfält: i anonyma samtal ska steget inte kunna bära en identitet.
            fields=(
                Field(
                    "dokumentation",
                    "Hur samtalen dokumenteras",
                    Kind.VAL,
                    required=False,
                    choices=(
                        ("full", "Fullständigt"),
                        ("radgivning_14_4", "Rådgivning, utan personliga förhållanden"),
                        ("anonym_14_5", "Anonymt, enligt nämndens beslut"),
                    ),
                    help="Berätta för personen vad som skrivs ned. Lämna tomt om det redan är valt.",
                ),
                VILLKOR,
                INFORMERAD_11_6,
            ),
            requires=(
                enheten_har_friyta,
                friytan_har_samtal_kvar,
                dokumentationssattet_ar_valt,
                dokumentationssattet_star_fast,
                anonymitet_har_namndens_beslut,
                sakerheten_ar_overvagd,
            ),
            carries=("dokumentation",),
            help="Vid det första samtalet.",
        ),
        Transition(
            code="avsluta_friyta",
            label="Avsluta friytan",
            source=(ERBJUDEN, PAGAR),
            target=AVSLUTAD,
            by=(Roll.BEHANDLARE,),
            fields=(
                Field(
                    "slut",
                    "Hur det blev",
                    Kind.VAL,
                    choices=(
                        ("nojd", "Personen är nöjd med samtalen"),
                        ("vill_ansoka", "Personen vill ansöka om mer stöd"),
                        ("uteblev", "Samtalen tystnade"),
                        ("max_natt", "Alla samtal på friyta är använda"),
                        ("hanvisad", "Personen går vidare till annat stöd"),
                        ("annat", "Annat"),
                    ),
                    help="Vill personen ansöka får du en påminnelse om att hjälpa till.",
                ),
                Field(
                    "uppfoljning_satt",
                    "Hur samtalen följs upp",
                    Kind.VAL,
                    required=False,
                    choices=(
                        ("formular", "Formulär vid sista samtalet"),
                        ("egen_kod", "Personen behåller en egen kod"),
                        ("planeras", "Samordnaren planerar en uppföljning"),
                        ("ingen", "Ingen uppföljning"),
                    ),
                    help="Den som är anonym söks aldrig upp efteråt.",
                ),
            ),
            requires=(sakerheten_ar_overvagd,),
            help="Personen är alltid välkommen tillbaka.",
        ),
    ),
)
