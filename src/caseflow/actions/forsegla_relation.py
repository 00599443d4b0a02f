"""Seal the relation between two akter of the same violence."""

from __future__ import annotations

from datetime import datetime

from caseflow.actions.akthandling import Oppnad, open_for
from caseflow.actions.sakerhetssignal import SAMTYCKEN, write_system_fact
from caseflow.engine.errors import BadInput, Hinder, Refused
from caseflow.rules.roller import Roll
from caseflow.store.atkomst import SYSTEM, Aktor
from caseflow.store.relation import Koppling, relations_of, seal
from caseflow.store.session import Databas

_PAIRS = {
    frozenset({"utovare", "utsatt"}),
    frozenset({"utovare", "partnerkontakt"}),
    frozenset({"utsatt", "partnerkontakt"}),
}


def forsegla_relation(db: Databas, aktor: Aktor, nummer: str, annat: str, *, now: datetime) -> None:
    """Tie two akter. Nothing is written in either of them that tells of the other.

    Consents already given on the utövare's side reach a partnerkontakt akt at once.

    Raises:
        Refused: only the säkerhetssamordnare may.
        NotFound: one of them is missing.
        BadInput: the two cannot be tied.
    """
    if not aktor.har(Roll.SAKERHETSSAMORDNARE):
        raise Refused(
            vad="Relationen kan inte förseglas.",
            hinder=[
                Hinder(
                    "rollen_far_gora_det",
                    "Delegations- och behörighetsordning",
                    "Det görs av säkerhetssamordnaren.",
                    "Vänd dig till säkerhetssamordnaren.",
                )
            ],
        )
    with db.write() as session:
        first = open_for(db, session, SYSTEM, nummer, now=now)
        second = open_for(db, session, SYSTEM, annat, now=now)
        if frozenset({first.akt.slag, second.akt.slag}) not in _PAIRS:
            raise BadInput(
                vad="De två akterna kan inte kopplas.",
                varfor="En relation går mellan en utövare, en utsatt och en partnerkontakt.",
                gor_nu="Kontrollera numren.",
            )
        known = relations_of(session, db.ring, first.akt.nummer)
        if any(k.other(first.akt.nummer)[0] == second.akt.nummer for k in known):
            return
        pair = (first.akt.nummer, second.akt.nummer)
        seal(session, db.ring, Koppling(pair, (first.akt.slag, second.akt.slag), aktor.id), now=now)
        for one, other in ((first, second), (second, first)):
            _spegla_samtycken(one, other)


def _spegla_samtycken(utovare: Oppnad, partner: Oppnad) -> None:
    if (utovare.akt.slag, partner.akt.slag) != ("utovare", "partnerkontakt"):
        return
    for andamal, samtycke in utovare.akt.fakta.alla("samtycke").items():
        if andamal in SAMTYCKEN:
            write_system_fact(
                utovare,
                partner.akt.nummer,
                "samtycke_speglat",
                {"andamal": andamal, "givet": True},
                dag=samtycke.dag or utovare.idag,
            )
