"""Händelse: the append-only history. One row per step or registered fact, chained per akt."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from caseflow.store.base import Base

GENESIS = bytes(32)


class Handelse(Base):
    """One event. Triggers refuse update and delete.

    `typ` is registrering, steg, delsteg, fakta, bevakning, omrakning, flytt, handling, system or historik;
    `handelsedatum` the day it happened (None: unknown, imports only); `registrerad` when it was written
    down (UTC text); `innehall` nonce and ciphertext of the payload; `ursprung` live or import. The order
    of an akt's events is `seq`: a server clock that is set back makes `registrerad` go back with it.
    """

    __tablename__ = "handelse"
    __table_args__ = (Index("ix_handelse_av", "av"),)

    akt_id: Mapped[int] = mapped_column(ForeignKey("akt.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    typ: Mapped[str] = mapped_column(String(20))
    kod: Mapped[str] = mapped_column(String(60))
    delprocess: Mapped[int | None]
    handelsedatum: Mapped[date | None]
    registrerad: Mapped[str] = mapped_column(String(27))
    av: Mapped[int | None] = mapped_column(ForeignKey("medarbetare.id"))
    roll: Mapped[str] = mapped_column(String(30))
    ursprung: Mapped[str] = mapped_column(String(10))
    salt: Mapped[bytes]
    innehall: Mapped[bytes]
    hash: Mapped[bytes]


HEADER_COLUMNS = (
    "seq",
    "typ",
    "kod",
    "delprocess",
    "handelsedatum",
    "registrerad",
    "av",
    "roll",
    "ursprung",
)


def header_bytes(nummer: str, columns: Mapping[str, object]) -> bytes:
    """The header as the chain sees it: canonical JSON of the akt's number and the header columns."""
    content = {"akt": nummer}
    for name in HEADER_COLUMNS:
        value = columns[name]
        content[name] = value.isoformat() if isinstance(value, date) else value  # type: ignore[assignment]
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def chain_hash(prev: bytes, salt: bytes, header: bytes, ciphertext: bytes) -> bytes:
    """`SHA-256(prev || SHA-256(salt || header) || SHA-256(ciphertext))`.

    Gallring may delete header, salt and ciphertext and keep the two inner hashes: the chain still holds.
    """
    inner_header = hashlib.sha256(salt + header).digest()
    inner_payload = hashlib.sha256(ciphertext).digest()
    return hashlib.sha256(prev + inner_header + inner_payload).digest()


def payload_bytes(payload: Mapping[str, object]) -> bytes:
    """The payload as it is encrypted: canonical JSON."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
