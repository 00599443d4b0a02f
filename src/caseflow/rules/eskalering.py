"""Eskaleringen: vem som får veta att en bevakning är sen, och när.

Dagarna räknas i kalenderdagar från den dag då bevakningen skulle ha varit gjord. Har lagens yttersta dag
gått ut sägs det direkt till enhetschefen.
"""

from __future__ import annotations

from datetime import date
from enum import IntEnum, auto

from caseflow.engine.rule import frist, rutin
from caseflow.rules.kallor import RUTINER_GALLER
from caseflow.rules.profil import Profil
from caseflow.rules.rakning import Rakning, sista_dag
from caseflow.rules.roller import Roll


class Niva(IntEnum):
    """Hur långt det har sagts, så som det lagras. Noll är att bara ägaren har fått veta det."""

    SAMORDNARE = auto()
    ENHETSCHEF = auto()


@frist(rutin("sen bevakning", "eskalering_samordnare_dagar"), since=RUTINER_GALLER)
def sen_bevakning_sags_till_samordnaren(fran: Rakning, profil: Profil) -> Rakning:
    """Är något inte gjort så många dagar efter sin dag får enhetens samordnare veta det.

    I en partnerkontaktakt är det en annan partnerkontakt eller säkerhetssamordnaren som får veta det.
    """
    return fran.dagar(profil.eskalering_samordnare_dagar, "eskalering_samordnare_dagar")


@frist(rutin("sen bevakning", "eskalering_enhetschef_dagar"), since=RUTINER_GALLER)
def sen_bevakning_sags_till_enhetschefen(fran: Rakning, profil: Profil) -> Rakning:
    """Är något fortfarande inte gjort så många dagar efter sin dag får enhetschefen veta det.

    I en partnerkontaktakt är det säkerhetssamordnaren som får veta det.
    """
    return fran.dagar(profil.eskalering_enhetschef_dagar, "eskalering_enhetschef_dagar")


@frist(rutin("lagens yttersta dag har gått ut"), since=RUTINER_GALLER)
def passerad_tid_sags_till_enhetschefen(fran: Rakning, _profil: Profil) -> Rakning:
    """Har lagens yttersta dag gått ut utan att det är gjort får enhetschefen veta det nästa dag.

    En yttersta dag som har flyttats till nästa vardag har gått ut först när den dagen har gått.
    """
    return fran.dagar(1)


def dagar_att_saga(dag: date, yttersta_dag: date | None, profil: Profil) -> tuple[date, date]:
    """Dagarna då en bevakning från `dag` sägs till samordnaren och till enhetschefen."""
    samordnare = sista_dag(sen_bevakning_sags_till_samordnaren, dag, profil)
    chef = sista_dag(sen_bevakning_sags_till_enhetschefen, dag, profil)
    if yttersta_dag is not None:
        gar_ut = max(dag, yttersta_dag)
        chef = min(chef, sista_dag(passerad_tid_sags_till_enhetschefen, gar_ut, profil))
    return samordnare, chef


def nivaer_att_saga(
    dag: date, yttersta_dag: date | None, nadd: int, idag: date, profil: Profil
) -> tuple[Niva, ...]:
    """Nivåerna som det är dags att säga det på och som inte redan är sagda, den lägsta först.

    `nadd` är nivån som det har sagts på. Missade dagar ändrar inget: den som skulle ha fått veta det först
    får det också när båda dagarna har hunnit gå. När enhetschefens dag kommer först hoppas samordnaren över.
    """
    samordnare, chef = dagar_att_saga(dag, yttersta_dag, profil)
    kommit = []
    if nadd < Niva.SAMORDNARE and samordnare <= idag and samordnare < chef:
        kommit.append(Niva.SAMORDNARE)
    if nadd < Niva.ENHETSCHEF and chef <= idag:
        kommit.append(Niva.ENHETSCHEF)
    return tuple(kommit)


def nivaer_som_ar_sagda(
    dag: date, yttersta_dag: date | None, nadd: int, idag: date, profil: Profil
) -> tuple[Niva, ...]:
    """Nivåerna som det har sagts på, den lägsta först. Den som hoppades över är inte med.

    Kommer någon ny till rollen är det på de nivåerna som hen får veta det.
    """
    return tuple(n for n in nivaer_att_saga(dag, yttersta_dag, 0, idag, profil) if n <= nadd)


def roller_att_saga_till(slag: str, niva: Niva) -> tuple[Roll, ...]:
    """Rollerna som det kan sägas till på en nivå, i den ordning de prövas.

    I en partnerkontaktakt är det aldrig samordnaren eller enhetschefen: de får inte öppna den.
    """
    ordning = (
        (Roll.PARTNERKONTAKT, Roll.SAKERHETSSAMORDNARE)
        if slag == "partnerkontakt"
        else (Roll.SAMORDNARE, Roll.ENHETSCHEF)
    )
    return ordning if niva is Niva.SAMORDNARE else ordning[::-1]


def nadd_niva(niva: Niva, roll: Roll) -> Niva:
    """Nivån som nås när det sägs till rollen. Där samordnare saknas vet enhetschefen redan."""
    return Niva.ENHETSCHEF if roll is Roll.ENHETSCHEF else niva
