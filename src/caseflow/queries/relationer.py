"""The sealed relations of an akt, for the säkerhetssamordnare alone."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.engine.aktnummer import normal_aktnummer
from caseflow.rules.roller import Roll
from caseflow.store.akt import by_nummer
from caseflow.store.atkomst import Aktor, finns_inte
from caseflow.store.relation import relations_of
from caseflow.store.session import Databas


@dataclass(frozen=True, slots=True)
class Relationer:
    """The akt that was asked for and those at the other ends: (number, kind). No persons."""

    nummer: str
    slag: str
    andra: tuple[tuple[str, str], ...]


def relationer(db: Databas, aktor: Aktor, nummer: str) -> Relationer:
    """What the akt is tied to. The caller logs the reading, also that of the others.

    Raises:
        NotFound: missing, or asked by somebody else than the säkerhetssamordnare: the answer is the same.
    """
    normal = normal_aktnummer(nummer)
    if normal is None or not aktor.har(Roll.SAKERHETSSAMORDNARE):
        raise finns_inte(nummer)
    with db.read() as session:
        akt = by_nummer(session, normal)
        if akt is None:
            raise finns_inte(nummer)
        tied = relations_of(session, db.ring, normal)
        return Relationer(normal, akt.slag, tuple(k.other(normal) for k in tied))
