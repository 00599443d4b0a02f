"""The events of an akt in the clear. The caller has checked access and logs the reading."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.store.akt import Akt
from caseflow.store.handelse import HEADER_COLUMNS, Handelse, header_bytes
from caseflow.store.nycklar import Nyckelring, decrypt
from caseflow.store.skriven import Skriven


def las_handelser(
    session: Session, ring: Nyckelring, akt: Akt, *, koder: tuple[str, ...] = ()
) -> list[Skriven]:
    """The events in order of registration, all or those with certain codes."""
    query = select(Handelse).where(Handelse.akt_id == akt.id).order_by(Handelse.seq)
    if koder:
        query = query.where(Handelse.kod.in_(koder))
    key = ring.unwrap(akt.nyckel)
    return [open_event(row, akt.nummer, key) for row in session.scalars(query)]


def open_event(row: Handelse, nummer: str, key: bytes) -> Skriven:
    """One row decrypted.

    Raises:
        IntegrityFault: the row has been changed.
    """
    header = header_bytes(nummer, {name: getattr(row, name) for name in HEADER_COLUMNS})
    payload = json.loads(decrypt(key, row.innehall, header))
    return Skriven(
        akt_id=row.akt_id,
        seq=row.seq,
        typ=row.typ,
        kod=row.kod,
        delprocess=row.delprocess,
        dag=row.handelsedatum,
        registrerad=row.registrerad,
        av=row.av,
        roll=row.roll,
        ursprung=row.ursprung,
        varden=payload["varden"],
        effekt=payload["effekt"],
    )
