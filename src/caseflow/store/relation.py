"""The sealed relation between akter of the same violence. A row tells nobody which akter it ties."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.engine.errors import IntegrityFault
from caseflow.store.base import Base
from caseflow.store.nycklar import Nyckelring, decrypt, encrypt


class ForsegladRelation(Base):
    """Two keyed indexes and a ciphertext; read by säkerhetssamordnare and by rules that run for the system."""

    __tablename__ = "forseglad_relation"

    id: Mapped[int] = mapped_column(primary_key=True)
    index_ett: Mapped[bytes] = mapped_column(index=True)
    index_tva: Mapped[bytes] = mapped_column(index=True)
    nyckel: Mapped[bytes]
    innehall: Mapped[bytes]
    skapad: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Koppling:
    """What the seal holds: the two aktnummer, with their kinds, and who tied them."""

    nummer: tuple[str, str]
    slag: tuple[str, str]
    av: int | None

    def other(self, nummer: str) -> tuple[str, str]:
        """Number and kind of the akt at the other end."""
        i = 1 if self.nummer[0] == nummer else 0
        return self.nummer[i], self.slag[i]


def seal(session: Session, ring: Nyckelring, koppling: Koppling, *, now: datetime) -> None:
    """Store a relation."""
    key, wrapped = ring.new_key()
    content = {"nummer": koppling.nummer, "slag": koppling.slag, "av": koppling.av}
    ett, tva = (ring.index_of("relation", nummer) for nummer in koppling.nummer)
    session.add(
        ForsegladRelation(
            index_ett=ett,
            index_tva=tva,
            nyckel=wrapped,
            innehall=encrypt(key, json.dumps(content).encode(), ett + tva),
            skapad=now,
        )
    )


def relations_of(session: Session, ring: Nyckelring, nummer: str) -> list[Koppling]:
    """The relations of an akt. Only for the system's own rules and the säkerhetssamordnare."""
    index = ring.index_of("relation", nummer)
    rows = session.scalars(
        select(ForsegladRelation)
        .where(or_(ForsegladRelation.index_ett == index, ForsegladRelation.index_tva == index))
        .order_by(ForsegladRelation.id)
    )
    return [_open(row, ring) for row in rows]


def open_all(session: Session, ring: Nyckelring) -> Iterator[Koppling | None]:
    """Every relation, for the check of the whole installation; None where a seal is broken."""
    for row in session.scalars(select(ForsegladRelation).order_by(ForsegladRelation.id)):
        try:
            yield _open(row, ring)
        except IntegrityFault:
            yield None


def _open(row: ForsegladRelation, ring: Nyckelring) -> Koppling:
    place = row.index_ett + row.index_tva
    data = json.loads(decrypt(ring.unwrap(row.nyckel), row.innehall, place))
    return Koppling(tuple(data["nummer"]), tuple(data["slag"]), data["av"])
