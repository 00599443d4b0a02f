"""Seal the relation between two akter of the same violence."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from caseflow.actions.akthandling import Oppnad, open_for
from caseflow.actions.sakerhetssignal import SAMTYCKEN, write_system_fact
from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.engine.errors import BadInput, Hinder, Refused
from caseflow.rules.roller import Roll
from caseflow.store.akt import by_nummer
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

    Consents already given on the utövare's side reach a partnerkontakt akt at once, and an utsatt is given
    a bevakning to look over the safety.

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
        # The utövare's akt is always locked first, as it is when a signal goes out from it.
        numbers = (normal_aktnummer(nummer) or nummer, normal_aktnummer(annat) or annat)
        ordered = sorted(numbers, key=lambda n: (_slag(session, n) != "utovare", n))
        first, second = (open_for(db, session, SYSTEM, n, now=now) for n in ordered)
        if frozenset({first.akt.slag, second.akt.slag}) not in _PAIRS:
            raise BadInput(
                vad="De två akterna kan inte kopplas.",
                varfor="En relation går mellan en utövare, en utsatt och en partnerkontakt.",
                gor_nu="Kontrollera numren.",
            )
        known = relations_of(session, db.ring, first.akt.nummer)
        if any(k.other(first.akt.nummer)[0] == second.akt.nummer for k in known):
            return
        _refuse_second_utovare(session, db, first, second)
        pair = (first.akt.nummer, second.akt.nummer)
        seal(session, db.ring, Koppling(pair, (first.akt.slag, second.akt.slag), aktor.id), now=now)
        _spegla_samtycken(first, second)
        if (first.akt.slag, second.akt.slag) == ("utovare", "utsatt"):
            write_system_fact(first, second.akt.nummer, "sakerhetssignal", {}, dag=first.idag)


def _slag(session: Session, nummer: str) -> str:
    akt = by_nummer(session, nummer)
    return akt.slag if akt else ""


def _refuse_second_utovare(session: Session, db: Databas, first: Oppnad, second: Oppnad) -> None:
    """A partnerkontakt belongs to one person's treatment: two people's consents must never be mixed.

    Raises:
        BadInput: the partnerkontakt akt is tied to another utövare already.
    """
    if (first.akt.slag, second.akt.slag) != ("utovare", "partnerkontakt"):
        return
    known = relations_of(session, db.ring, second.akt.nummer)
    if any(k.other(second.akt.nummer)[1] == "utovare" for k in known):
        raise BadInput(
            vad="De två akterna kan inte kopplas.",
            varfor="Partnerkontakten hör redan till en annan persons behandling.",
            gor_nu="Öppna en egen partnerkontakt för den här behandlingen.",
        )


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
