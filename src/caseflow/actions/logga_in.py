"""Log in and out: argon2, a server-side session, and a pause after repeated failures."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, func, select

from caseflow.engine.errors import LoginFailed
from caseflow.store.medarbetare import Inloggning, Inloggningsforsok, Medarbetare, by_epost
from caseflow.store.session import Databas

HASHER = PasswordHasher()
MAX_FAILURES = 5
PAUSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Inloggad:
    """The secrets of a new session: the token goes to the browser, only its hash is stored."""

    token: str
    csrf: str
    giltig_till: datetime


@cache
def _nobody() -> str:
    """Verified when the address is unknown, so that the answer takes as long."""
    return HASHER.hash(secrets.token_hex(16))


def token_hash(token: str) -> bytes:
    """How a token is stored."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).digest()


def logga_in(db: Databas, epost: str, losenord: str, *, now: datetime) -> Inloggad:
    """A new session.

    Raises:
        LoginFailed: wrong address, wrong password, disabled, or paused: which one is not told.
    """
    index = db.ring.index_of("inloggning", epost.strip().lower())
    paused = _note_attempt(db, index, now)
    with db.read() as session:  # kept readable: a write session expires what it has read
        medarbetare = by_epost(session, epost)
    if paused or not _verified(medarbetare, losenord) or medarbetare is None:
        raise LoginFailed(
            vad="Det gick inte att logga in.",
            varfor="Adressen eller lösenordet stämmer inte, eller så har det prövats för många gånger.",
            gor_nu="Försök igen. Efter fem misslyckade försök behöver du vänta en kvart.",
        )
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    until = now + timedelta(minutes=db.settings.session_minutes)
    with db.write() as session:
        session.execute(delete(Inloggning).where(Inloggning.giltig_till < now))
        session.execute(delete(Inloggningsforsok).where(Inloggningsforsok.epost_index == index))
        session.add(
            Inloggning(
                token_hash=token_hash(token),
                medarbetare_id=medarbetare.id,
                csrf=csrf,
                skapad=now,
                giltig_till=until,
            )
        )
    return Inloggad(token, csrf, until)


def _note_attempt(db: Databas, index: bytes, now: datetime) -> bool:
    """Count this attempt before the password is tried, so that many at once are counted too.

    Whether the address is paused; attempts during the pause do not make it longer. A log-in that succeeds
    takes the attempts away.
    """
    with db.write() as session:
        session.execute(delete(Inloggningsforsok).where(Inloggningsforsok.tid < now - PAUSE))
        failures = session.scalar(
            select(func.count())
            .select_from(Inloggningsforsok)
            .where(Inloggningsforsok.epost_index == index)
        )
        paused = (failures or 0) >= MAX_FAILURES
        if not paused:
            session.add(Inloggningsforsok(epost_index=index, tid=now))
        return paused


def _verified(medarbetare: Medarbetare | None, losenord: str) -> bool:
    """The password is always checked against something, known address or not."""
    stored = medarbetare.losenord if medarbetare else _nobody()
    try:
        HASHER.verify(stored, losenord.encode(errors="surrogatepass"))
    except VerificationError:
        return False
    return medarbetare is not None and medarbetare.aktiv


def logga_ut(db: Databas, token: str) -> None:
    """End the session; an unknown token is no error."""
    with db.write() as session:
        session.execute(delete(Inloggning).where(Inloggning.token_hash == token_hash(token)))


def forlang(db: Databas, token: str, *, now: datetime) -> None:
    """Push the end of a session in use forward (called at most every few minutes)."""
    with db.write() as session:
        found = session.get(Inloggning, token_hash(token))
        if found is not None:
            found.giltig_till = now + timedelta(minutes=db.settings.session_minutes)
