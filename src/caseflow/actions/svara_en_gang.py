"""Do something once per key: a repeated request is answered as the first time, and not done again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from caseflow.engine.errors import BadInput, Conflict
from caseflow.engine.fakta import JsonDict
from caseflow.store.atkomst import Aktor
from caseflow.store.idempotens import Idempotensnyckel
from caseflow.store.session import Databas

KEPT = timedelta(hours=24)
LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Svar:
    """An answer as it is given out: HTTP status and JSON body."""

    status: int
    innehall: JsonDict


def svara_en_gang(
    db: Databas,
    aktor: Aktor,
    nyckel: str,
    anrop: str,
    run: Callable[[], Svar],
    *,
    now: datetime,
) -> Svar:
    """The answer of `run`, or the one that the same key got before (kept for a day).

    The key is taken before `run` begins, so that of two at the same time one waits in vain rather than
    both being done. If the process dies in between, the key stays taken: what happened must be looked up.

    Raises:
        BadInput: the key is too long, or was used for another request.
        Conflict: the first request with the key is not done yet.
    """
    if len(nyckel) > LONGEST_KEY:
        raise BadInput(
            vad="Nyckeln i Idempotency-Key är för lång.", gor_nu=f"Högst {LONGEST_KEY} tecken."
        )
    id_ = hashlib.sha256(f"{aktor.id}:{nyckel}".encode()).digest()
    asked = hashlib.sha256(anrop.encode()).digest()
    if not _taken_now(db, id_, asked, now):
        return _earlier(db, id_, asked)
    try:
        svar = run()
    except BaseException:
        # Nothing was written, so the key may be used again.
        with db.write() as session:
            session.execute(delete(Idempotensnyckel).where(Idempotensnyckel.nyckel == id_))
        raise
    with db.write() as session:
        row = session.get_one(Idempotensnyckel, id_)
        row.status, row.svar = svar.status, svar.innehall
    return svar


def _taken_now(db: Databas, id_: bytes, asked: bytes, now: datetime) -> bool:
    """Whether the key was free and is now taken."""
    with db.write() as session:
        session.execute(delete(Idempotensnyckel).where(Idempotensnyckel.skapad < now - KEPT))
    try:
        with db.write() as session:
            session.add(Idempotensnyckel(nyckel=id_, anrop=asked, skapad=now))
    except IntegrityError:
        return False
    return True


def _earlier(db: Databas, id_: bytes, asked: bytes) -> Svar:
    with db.read() as session:
        row = session.get_one(Idempotensnyckel, id_)
        if row.anrop != asked:
            raise BadInput(
                vad="Nyckeln i Idempotency-Key är redan använd till något annat.",
                gor_nu="Ta en ny nyckel för varje nytt anrop.",
            )
        if row.status is None or row.svar is None:
            raise Conflict(
                vad="Samma anrop pågår redan.",
                varfor="Det första anropet med nyckeln är inte besvarat än.",
                gor_nu="Vänta en stund och hämta läget innan du försöker igen.",
            )
        return Svar(row.status, dict(row.svar))
