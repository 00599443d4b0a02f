"""Person: identity, contact, protection and safe contact, encrypted; found by exact number or name only."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from caseflow.store.base import Base
from caseflow.store.nycklar import Nyckelring, decrypt, encrypt


class Person(Base):
    """A person. The columns hold only ciphertext, keyed indexes and the kind of protection."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    nyckel: Mapped[bytes]
    innehall: Mapped[bytes]
    index_personnummer: Mapped[bytes | None] = mapped_column(index=True)
    index_namn: Mapped[bytes | None] = mapped_column(index=True)
    skydd: Mapped[str] = mapped_column(String(30))
    skapad: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Identitet:
    """What is known of a person. `pseudonym` stands alone when the person is not identified.

    `skydd`: "", sekretessmarkering, skyddad_folkbokforing or fingerade.
    """

    namn: str = ""
    personnummer: str = ""
    pseudonym: str = ""
    telefon: str = ""
    adress: str = ""
    skydd: str = ""


def normal_namn(namn: str) -> str:
    """The name as it is indexed: composed, folded, single spaces."""
    return " ".join(unicodedata.normalize("NFC", namn).casefold().split())


def normal_personnummer(text: str) -> str | None:
    """Twelve digits, or None when it is not a number with century (ÅÅÅÅMMDDNNNN)."""
    digits = re.sub(r"[\s-]", "", text)
    return digits if re.fullmatch(r"(19|20)\d{10}", digits) else None


def add(session: Session, ring: Nyckelring, identitet: Identitet, *, now: datetime) -> Person:
    """Store a new person, encrypted with a key of its own."""
    key, wrapped = ring.new_key()
    person = Person(
        nyckel=wrapped,
        innehall=b"",
        index_personnummer=ring.index_of("personnummer", identitet.personnummer)
        if identitet.personnummer
        else None,
        index_namn=ring.index_of("namn", normal_namn(identitet.namn)) if identitet.namn else None,
        skydd=identitet.skydd,
        skapad=now,
    )
    session.add(person)
    session.flush()  # the akt's first event names the person's id, and the seal is bound to it
    person.innehall = encrypt(key, json.dumps(asdict(identitet)).encode(), _place(person))
    session.flush()
    return person


def _place(person: Person) -> bytes:
    """Binds the ciphertext to its row, so that two persons cannot be swapped."""
    return f"person:{person.id}".encode()


def identitet(person: Person, ring: Nyckelring) -> Identitet:
    """The identity in the clear; the caller logs the reading."""
    plain = decrypt(ring.unwrap(person.nyckel), person.innehall, _place(person))
    return Identitet(**json.loads(plain))


def find(session: Session, ring: Nyckelring, text: str) -> list[Person]:
    """Persons with exactly that personnummer or name (15 § SoLPuF: nothing else may be searched)."""
    number = normal_personnummer(text)
    column, index = (
        (Person.index_personnummer, ring.index_of("personnummer", number))
        if number
        else (Person.index_namn, ring.index_of("namn", normal_namn(text)))
    )
    return list(session.scalars(select(Person).where(column == index).order_by(Person.id)))
