"""The akter of one and the same person on the same side, and what was last agreed there on how to reach them.

Only within one kommun, since secrecy holds between authorities. Never across the sides: that somebody is in
an akt as utsatt must not be seen in one as utövare. Never a friyta, which is tied to an ärende by consent
alone, nor a partnerkontakt akt, which is read and written by those who work in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Faktum, Varde
from caseflow.store.akt import Akt
from caseflow.store.handelse import HEADER_COLUMNS, Handelse, header_bytes
from caseflow.store.nycklar import Nyckelring, decrypt
from caseflow.store.person import Person

DELAR = ("utovare", "utsatt")
"""The kinds of akter that share what is agreed with the person, each kind with its own."""
SLAG = "saker_kontakt"


@dataclass(frozen=True, slots=True)
class Overenskommet:
    """What was agreed: the short values, the full ones, the day of it, and when it was written down."""

    kort: Mapping[str, Varde]
    varden: Mapping[str, Varde]
    dag: date | None
    registrerad: str


def other_akter(session: Session, akt_id: int) -> list[str]:
    """The numbers of the same person's other akter, in order."""
    return [a.nummer for a in _others(session, fresh(session, akt_id))]


def lock_all(session: Session, nummer: str) -> None:
    """Lock an akt and the same person's others, always in the order of their numbers.

    Two who agree on something with the same person in two akter do not wait for each other.
    """
    akt = session.scalar(select(Akt).where(Akt.nummer == nummer))
    others = _others(session, akt) if akt else []
    if akt is None or not others:
        return
    ids = [akt.id, *(a.id for a in others)]
    session.execute(
        select(Akt.id).where(Akt.id.in_(ids)).order_by(Akt.nummer).with_for_update()
    ).all()


def latest_agreed(session: Session, ring: Nyckelring, akt_id: int) -> Overenskommet | None:
    """What the person last agreed to in any other akt, or None."""
    found = [agreed(session, ring, a) for a in _others(session, fresh(session, akt_id))]
    known = [o for o in found if o is not None]
    return max(known, key=lambda o: (o.dag or date.min, o.registrerad), default=None)


def fresh(session: Session, akt_id: int) -> Akt | None:
    """The akt as its last event left it: events are written past what the session remembers."""
    return session.get(Akt, akt_id, populate_existing=True)


def agreed(session: Session, ring: Nyckelring, akt: Akt) -> Overenskommet | None:
    """What stands in one akt."""
    fact = akt.snapshot.senaste(SLAG)
    row = session.get(Handelse, (akt.id, fact.seq)) if fact else None
    if fact is None or row is None:
        return None
    payload = _opened(row, akt.nummer, ring.unwrap(akt.nyckel))
    return Overenskommet(fact.varden, payload["varden"], fact.dag, row.registrerad)


def agreed_on(session: Session, akt_id: int, nummer: str, key: bytes, dag: date) -> Faktum | None:
    """What was in force in one akt on a day that has been, or None. `key` is the key of the akt."""
    row = session.scalar(
        select(Handelse)
        .where(
            Handelse.akt_id == akt_id,
            Handelse.kod == SLAG,
            or_(Handelse.handelsedatum.is_(None), Handelse.handelsedatum <= dag),
        )
        .order_by(Handelse.handelsedatum.desc().nulls_last(), Handelse.seq.desc())
        .limit(1)
    )
    if row is None:
        return None
    kort = _opened(row, nummer, key)["effekt"]["kort"]
    return Faktum(row.seq, row.handelsedatum, kort)


def _opened(row: Handelse, nummer: str, key: bytes) -> dict[str, Any]:
    header = header_bytes(nummer, {name: getattr(row, name) for name in HEADER_COLUMNS})
    payload: dict[str, Any] = json.loads(decrypt(key, row.innehall, header))
    return payload


def _others(session: Session, akt: Akt | None) -> list[Akt]:
    person = session.get(Person, akt.person_id) if akt and akt.person_id else None
    if akt is None or akt.slag not in DELAR or person is None or not person.index_personnummer:
        return []
    return list(
        session.scalars(
            select(Akt)
            .join(Person, Person.id == Akt.person_id)
            .where(
                Person.index_personnummer == person.index_personnummer,
                Akt.id != akt.id,
                Akt.slag == akt.slag,
                Akt.profil == akt.profil,
                Akt.synlig.is_(True),
            )
            .order_by(Akt.nummer)
            .execution_options(populate_existing=True)
        )
    )
