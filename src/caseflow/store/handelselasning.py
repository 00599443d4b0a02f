"""The events of an akt in the clear. The caller has checked access and logs the reading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.engine.fakta import Varde
from caseflow.rules.saker_kontakt import KODORD_ORD
from caseflow.store.akt import Akt
from caseflow.store.handelse import HEADER_COLUMNS, Handelse, header_bytes
from caseflow.store.handling import ORIGINALET
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
    """One row decrypted, but for the code word, of which only that it is there is told, and the names in an original.

    Raises:
        IntegrityFault: the row has been changed.
    """
    event = _opened(row, nummer, key)
    return replace(event, varden=utan_originalet(without_code_word(event.varden)))


def code_word(row: Handelse, nummer: str, key: bytes) -> str:
    """The code word of a confirmed safe contact, or nothing. The caller logs that it was shown."""
    return str(_opened(row, nummer, key).varden.get(KODORD_ORD) or "")


def without_code_word(varden: Mapping[str, Varde]) -> dict[str, Varde]:
    """The values of an event as they may be shown anywhere."""
    return {k: bool(v) if k == KODORD_ORD else v for k, v in varden.items()}


def originalet(session: Session, ring: Nyckelring, akt: Akt, seq: int) -> dict[str, Varde]:
    """What a handling said that the akt does not hold, by code; empty when it was made before that was kept.

    Raises:
        IntegrityFault: the row has been changed.
    """
    row = session.scalars(
        select(Handelse).where(Handelse.akt_id == akt.id, Handelse.seq == seq)
    ).one()
    varden = _opened(row, akt.nummer, ring.unwrap(akt.nyckel)).varden
    return {k.removeprefix(ORIGINALET): v for k, v in varden.items() if k.startswith(ORIGINALET)}


def utan_originalet(varden: Mapping[str, Varde]) -> dict[str, Varde]:
    """The values of an event without names and numbers that only a copy of the handling may have."""
    return {k: v for k, v in varden.items() if not k.startswith(ORIGINALET)}


def _opened(row: Handelse, nummer: str, key: bytes) -> Skriven:
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
